namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>
    /// Clauses written down after the lists were made, to measure them: nothing is added to the lists for what is missed here, so that the share
    /// stays an honest one. One a line.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Unseen { get; } = new Dictionary<string, string>
    {
        ["en"] = """
Cashing the cheque is your word that you will leave the courts out of it.
You acknowledge that this amount disposes of any grievance, present or future, arising from the chatbot.
We can only pay if the ombudsman hears no more of this from you.
Nothing about the settlement may find its way into print.
""",
        ["fr"] = """
En encaissant le chèque, vous vous obligez à laisser les tribunaux en dehors de cette histoire.
Vous reconnaissez que ce montant met un point final à tout grief présent ou futur né du chatbot.
Nous ne pourrons payer que si le médiateur n'entend plus parler de vous.
Rien de cet accord ne doit paraître dans les journaux.
""",
        ["es"] = """
Al cobrar el cheque, usted da su palabra de dejar a los tribunales fuera de esto.
Usted reconoce que este importe zanja cualquier queja, presente o futura, derivada del chatbot.
Solo podremos pagar si el defensor no vuelve a saber de usted.
Nada de este acuerdo puede aparecer en los periódicos.
""",
        ["ru"] = """
Обналичив чек, вы даёте слово не вмешивать в это суды.
Вы признаёте, что эта сумма исчерпывает любые жалобы, нынешние и будущие, связанные с чат-ботом.
Мы заплатим, только если омбудсмен больше о вас не услышит.
Ничто об этом соглашении не должно попасть в печать.
""",
        ["ar"] = """
بصرف الشيك تعطون كلمتكم بأن تبقوا المحاكم خارج الموضوع.
تقرون بأن هذا المبلغ يضع حدا لأي تظلم حالي أو مستقبلي نشأ عن المحادثة الآلية.
لن ندفع إلا إذا لم يسمع أمين المظالم منكم بعد الآن.
لا يجوز أن يظهر شيء من هذا الاتفاق في الصحف.
""",
        ["zh"] = """
兑现支票即表示您保证不把法院牵扯进来。
您确认该款项足以了断因聊天机器人产生的一切现有和将来的不满。
只有监察员不再听到您的消息，我们才会付款。
本协议的任何内容都不得见诸报端。
""",
    };

    /// <summary>Sentences of honest letters, written down at the same time and for the same purpose. One a line.</summary>
    public static IReadOnlyDictionary<string, string> UnseenInnocent { get; } = new Dictionary<string, string>
    {
        ["en"] = """
We hope that the new rules leave nothing unclear between you and us.
The company remains responsible, and no signature of yours changes that.
The insurer told us it has settled three claims like yours.
If you want to take this further, the regulator is there for you.
""",
        ["fr"] = """
Nous espérons que rien ne reste obscur entre vous et nous.
L'entreprise demeure responsable, et aucune signature de votre part n'y change rien.
L'assureur nous dit avoir réglé trois réclamations comme la vôtre.
Si vous voulez aller plus loin, le régulateur est là pour vous.
""",
        ["es"] = """
El asistente no podrá volver a rechazar una solicitud sin que la vea una persona.
La empresa sigue siendo responsable, y ninguna firma suya cambia eso.
La aseguradora nos dice que ha resuelto tres reclamaciones como la suya.
Si quiere ir más lejos, el regulador está a su disposición.
""",
        ["ru"] = """
Помощник больше не сможет отказать без решения человека.
Компания остаётся ответственной, и никакая ваша подпись этого не меняет.
Страховщик сообщил, что урегулировал три таких требования.
Если вы хотите идти дальше, регулятор к вашим услугам.
""",
        ["ar"] = """
لن يستطيع المساعد رفض طلب دون أن يراه إنسان.
تبقى الشركة مسؤولة، ولا يغير توقيعكم شيئا من ذلك.
أخبرتنا شركة التأمين أنها سوت ثلاث مطالبات مثل مطالبتكم.
إذا أردتم المضي أبعد من ذلك فالجهة الرقابية في خدمتكم.
""",
        ["zh"] = """
今后助手不能再未经人工审核就拒绝申请。
公司仍须负责，您的签字不会改变这一点。
保险公司告诉我们，已处理三起与您类似的索赔。
如果您想进一步追究，监管机构会帮助您。
""",
    };
}

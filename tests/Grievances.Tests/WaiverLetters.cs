namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>Sentences and whole letters that ask for nothing in return. A blank line parts them.</summary>
    public static IReadOnlyDictionary<string, string> Honest { get; } = new Dictionary<string, string>
    {
        ["en"] = """
We are sorry. The chatbot gave you a wrong answer about your benefits, and you lost three weeks because of it.
We looked at the log, and what you told us is right. We have corrected the answer and released the new version on Monday.
We pay you 340 euros for the costs you had. You do not have to sign anything to receive the money.
By taking it you do not waive any right. This decision does not affect your right to go to court.
You remain free to complain to the regulator, to the National Contact Point or to the press.
You do not have to keep this letter confidential. We keep your name confidential.
This apology is made without admission of liability in law, but we mean it.

Nothing in this letter waives any of your rights.

You are not asked to withdraw your complaint.

You may accept this offer without waiving any claim.

We never ask anybody for a waiver of rights.

We settled on a new date for the call.

The final settlement of your refund is 40 euros.

We do not require a non-disclosure agreement.

You can withdraw your complaint at any time; nothing happens to you if you do.

We will waive the fee for your complaint.

You give up no right by accepting.

You don’t have to agree not to sue.

Whether or not you withdraw your complaint, we will pay you.

We will not disclose your name to third parties.

Please keep your receipt code secret: whoever has it can read the case.

Our interpreters are bound by a duty of confidentiality.

The company promises not to disclose your identity to third parties.

This is our full and final answer; you can ask for a review of it.

You can turn to a court, a union or a journalist, and you may talk about this with anyone.

We do not make payment conditional on withdrawing your report.

We will indemnify you for the wages you lost.

Your right to complain elsewhere stays as it is.

Neither the apology nor the payment releases us from any claim that you have.

There is no confidentiality clause in this offer.

You will not need to contact the regulator yourself, but you can.

We discharged the contractor after your complaint.
""",
        ["fr"] = """
Nous vous présentons nos excuses. L’assistant vous a donné une réponse fausse sur vos droits.
Nous avons examiné votre réclamation et vous avez raison. La réponse a été corrigée le 3 mai.
Nous vous remboursons 120 euros, sans condition.
En acceptant cette somme, vous ne renoncez à aucun droit.
Vous restez libre de saisir le tribunal, le régulateur ou le Point de contact national.
Rien ne vous oblige à garder cette lettre confidentielle.
Nous gardons votre nom confidentiel.
Ces excuses ne valent pas reconnaissance de responsabilité juridique.

Vous ne renoncez à aucun droit.

Nous gardons votre nom confidentiel.

Vous n'êtes pas tenu de retirer votre réclamation.

Vous pouvez accepter cette offre sans renoncer à vos recours.

Cette décision ne vous prive d'aucun recours.

Nous ne demandons jamais de renoncer à une action en justice.

Vous n’avez pas à garder le silence.

Il n'y a aucune clause de confidentialité.

Vous pouvez parler de cette affaire à la presse ou à toute autre personne.

Vous pouvez retirer votre réclamation à tout moment.

Nous nous engageons à ne pas divulguer votre identité à des tiers.

Merci de garder votre code secret.

Le règlement de votre remboursement sera fait le 12 juin.

Nous avons abandonné cette fonction après votre réclamation.

Vous conservez le droit de déposer une plainte.

Le paiement n'est pas subordonné au retrait de la réclamation.

Que vous acceptiez ou non, vos droits restent entiers.

Nous vous indemniserons pour les salaires perdus.

Aucune phrase de cette lettre ne signifie que vous renoncez à agir en justice.

Nous renonçons à nos frais.

Vous n'avez pas à vous engager à ne pas saisir le tribunal.

L'entreprise s'engage à ne pas communiquer votre nom à des tiers.

Votre réclamation est close, mais vous pouvez demander un nouvel examen.

La réponse définitive vous parviendra avant la fin du mois.
""",
        ["es"] = """
Le pedimos disculpas. El asistente le dio una respuesta equivocada y usted perdió dos semanas.
Hemos revisado el registro y lo que usted contó es cierto. Ya corregimos la respuesta.
Le pagaremos 90 euros por los gastos que tuvo. No tiene que firmar nada para recibirlos.
Al aceptar el pago, usted no renuncia a ningún derecho.
Puede acudir a los tribunales, al regulador o al Punto Nacional de Contacto cuando quiera.
No tiene que mantener esta carta en secreto.
Mantenemos su nombre confidencial.
Esta disculpa se ofrece sin reconocer responsabilidad jurídica.

No renuncia a ningún derecho.

Usted no está obligado a retirar su queja.

Puede aceptar la oferta sin renunciar a sus acciones.

Nunca pedimos a nadie que renuncie a sus derechos.

Esta decisión no afecta a su derecho a demandar.

No hay ninguna cláusula de confidencialidad.

Usted puede hablar con la prensa sobre este asunto.

No tiene que comprometerse a no presentar una denuncia.

El pago no depende de que retire su reclamación.

Puede retirar su queja en cualquier momento.

Nos comprometemos a no revelar su identidad a terceros.

Por favor, guarde su código en secreto.

La liquidación de su reembolso es de 40 euros.

Liberamos la nueva versión el lunes.

Le indemnizaremos por los salarios perdidos.

Nada de lo dicho aquí significa que usted renuncia a reclamar.

Renunciamos a cobrarle la tasa.

Conserva todos sus derechos y acciones.

La empresa se compromete a no divulgar su nombre a terceros.

Tanto si retira la queja como si no, le pagaremos.

Usted no pierde el derecho a reclamar por aceptar el pago.

Puede presentar una denuncia ante la autoridad que prefiera.

La respuesta final y completa está en la página dos.

Usted no tiene que guardar silencio.
""",
        ["ru"] = """
Приносим вам извинения. Помощник дал вам неверный ответ, и вы потеряли две недели.
Мы проверили журнал: всё, что вы рассказали, верно. Ответ исправлен третьего мая.
Мы выплатим вам 9000 рублей за понесённые расходы. Для этого ничего не нужно подписывать.
Принимая выплату, вы не отказываетесь ни от каких прав.
Вы можете обратиться в суд, к регулятору или в национальный контактный центр.
Вы не обязаны хранить это письмо в тайне.
Мы храним ваше имя в тайне.
Извинения приносятся без признания юридической ответственности.

Вы не отказываетесь ни от каких прав.

Вам не нужно отзывать жалобу.

Вы можете принять предложение, не отказываясь от своих требований.

Мы никогда не просим отказаться от права на суд.

Это решение не затрагивает вашего права обратиться в суд.

Соглашение о неразглашении не требуется, мы его не предлагаем.

Вы можете говорить об этом с журналистами.

Вы не обязаны соглашаться не подавать жалобу.

Выплата не зависит от отзыва жалобы.

Вы можете отозвать жалобу в любое время.

Мы обязуемся не разглашать ваше имя третьим лицам.

Пожалуйста, храните код в тайне.

Мы выпустили новую версию в понедельник.

Мы договорились о новой дате.

Мы возместим вам потерянную заработную плату.

Ничто в этом письме не означает, что вы отказываетесь от исков.

Мы отказались от этой функции.

Все ваши права сохраняются.

Компания обязуется не раскрывать вашу личность третьим лицам.

Независимо от того, отзовёте ли вы жалобу, мы выплатим компенсацию.

Окончательный ответ мы пришлём до конца месяца.

Вы не теряете право на иск.

Вы вправе подать жалобу в любой орган.

Вы не должны молчать о случившемся.
""",
        ["ar"] = """
نعتذر لكم. أعطاكم المساعد جواباً خاطئاً وخسرتم أسبوعين بسببه.
راجعنا السجل ووجدنا أن ما ذكرتموه صحيح. وقد صححنا الجواب في الثالث من مايو.
سندفع لكم 90 يورو عن النفقات التي تحملتموها. ولا يلزم التوقيع على شيء.
بقبول المبلغ لا تتنازلون عن أي حق.
يمكنكم اللجوء إلى القضاء أو الجهة الرقابية أو نقطة الاتصال الوطنية متى شئتم.
لستم ملزمين بإبقاء هذه الرسالة سرية.
نحافظ على سرية اسمكم.
هذا الاعتذار دون إقرار بمسؤولية قانونية.

لا تتنازلون عن أي حق.

لا يُطلب منكم سحب الشكوى.

يمكنكم قبول العرض دون التنازل عن مطالباتكم.

لا نطلب من أحد أبداً التنازل عن حقوقه.

لا يؤثر هذا القرار في حقكم في اللجوء إلى المحكمة.

لا يوجد بند السرية في هذا العرض.

يمكنكم التحدث إلى الصحافة عما حدث.

لا يشترط أن تتعهدوا بعدم رفع دعوى.

الدفع غير مشروط بسحب الشكوى، ولا يتوقف على سحبها.

يمكنكم سحب الشكوى في أي وقت.

نتعهد بعدم إفشاء هويتكم لأي طرف ثالث.

يرجى إبقاء الرمز سرياً.

أطلقنا الإصدار الجديد يوم الاثنين.

اتفقنا على موعد جديد.

سنعوضكم عن الأجور التي خسرتموها.

لا شيء في هذه الرسالة يعني أنكم تتنازلون عن الدعوى.

قررنا التخلي عن هذه الميزة.

تبقى جميع حقوقكم كما هي.

تلتزم الشركة بعدم الكشف عن اسمكم لأي طرف ثالث.

سواء سحبتم الشكوى أم لا، سندفع لكم التعويض.

سيصلكم الجواب النهائي قبل نهاية الشهر.

لن تفقدوا أي حق بقبول المبلغ.

يحق لكم تقديم شكوى إلى أي جهة.

لا يجب عليكم التزام الصمت.
""",
        ["zh"] = """
我们向您道歉。助手给了您错误的答案，使您耽误了两个星期。
我们查看了记录，您所说的情况属实。我们已于五月三日更正了答案。
我们将支付您三百元，补偿您的开支。您无需签署任何文件。
接受这笔款项，您不放弃任何权利。
您仍然可以向法院起诉，向监管机构投诉，或者联系国家联络点。
您不必对本函保密。
我们会对您的姓名保密。
本道歉不构成承认法律责任。

您不放弃任何权利。

您不放弃对我们的任何权利。

我们不要求您撤回投诉。

您可以接受补偿而无需放弃索赔。

我们从不要求任何人放弃权利。

本决定不影响您向法院起诉的权利。

本方案没有保密条款。

您可以与媒体谈论此事。

您不需要承诺不起诉。

付款不以您撤回投诉为条件。

您可以随时撤回投诉。

我们承诺不向第三方披露您的身份。

请妥善保管您的密码，不要告诉他人。

新版本已于星期一发布。

我们商定了新的日期。

我们会赔偿您损失的工资。

本函的任何内容都不意味着您放弃诉讼。

我们放弃了这项功能。

您的一切权利保持不变。

公司承诺不透露您的姓名。

无论您是否撤回投诉，我们都会支付补偿。

我们将在月底前给您最终答复。

接受款项并不表示您放弃追究责任。

您有权向任何机构投诉。

您不必保持沉默。
""",
    };
}

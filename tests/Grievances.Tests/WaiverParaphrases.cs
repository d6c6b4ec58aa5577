namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>Clauses in words that were written down before anybody looked at the lists, as lawyers and as people in an office write them. One a line.</summary>
    public static IReadOnlyDictionary<string, string> Paraphrases { get; } = new Dictionary<string, string>
    {
        ["en"] = """
By accepting this offer you agree to take no further legal action in connection with the incident.
The sum of 400 euros is in full discharge of everything you could ask of us.
Once the money is in your account, the company and its staff are free of any liability towards you.
In return we trust that this stays between the two of us, and that no newspaper gets wind of it.
You hereby renounce whatever rights you may have under data protection law.
Your signature below means that you cannot come back to us about this later.
The voucher is yours, and that puts an end to all claims you have or might have.
We would ask you to drop the matter with the data protection authority before we transfer the amount.
""",
        ["fr"] = """
En acceptant cette offre, vous vous engagez à ne pas saisir les tribunaux de cette affaire.
La somme de 400 euros vaut quittance de tout ce que vous pourriez nous demander.
Une fois l'argent versé, l'entreprise et son personnel sont dégagés de toute responsabilité à votre égard.
En contrepartie, nous comptons sur vous pour que cela reste entre nous et que la presse n'en sache rien.
Vous déclarez abandonner les droits que vous tenez de la loi sur la protection des données.
Votre signature signifie que vous ne pourrez plus revenir vers nous à ce sujet.
Le bon est à vous, et cela éteint toutes les prétentions que vous avez ou pourriez avoir.
Merci de clore votre dossier auprès de la CNIL avant que nous ne virions le montant.
""",
        ["es"] = """
Al aceptar esta oferta, usted se compromete a no iniciar ninguna acción legal por lo sucedido.
La suma de 400 euros extingue todo lo que usted pudiera reclamarnos.
Una vez abonado el dinero, la empresa y su personal quedan libres de toda responsabilidad frente a usted.
A cambio, confiamos en que esto quede entre nosotros y en que la prensa no se entere.
Usted desiste de cuantos derechos le reconoce la ley de protección de datos.
Su firma significa que no podrá volver a dirigirse a nosotros por este asunto.
El vale es suyo, y con eso se dan por terminadas todas las pretensiones que tenga o pudiera tener.
Le pedimos que archive su denuncia ante la agencia de protección de datos antes de que le transfiramos el importe.
""",
        ["ru"] = """
Принимая это предложение, вы соглашаетесь не предпринимать дальнейших юридических шагов.
Сумма в 400 евро погашает всё, что вы могли бы с нас потребовать.
После перевода денег компания и её сотрудники освобождаются от любой ответственности перед вами.
Взамен мы рассчитываем, что это останется между нами и газеты ни о чём не узнают.
Настоящим вы отрекаетесь от всех прав, которые даёт вам закон о персональных данных.
Ваша подпись означает, что вы больше не сможете обратиться к нам по этому делу.
Купон ваш, и на этом все требования, которые у вас есть или могут появиться, прекращаются.
Просим вас закрыть дело в Роскомнадзоре, прежде чем мы переведём деньги.
""",
        ["ar"] = """
بقبولكم هذا العرض توافقون على عدم اتخاذ أي إجراء قانوني آخر بشأن ما حدث.
مبلغ 400 يورو يبرئ ذمتنا من كل ما قد تطلبونه منا.
بعد تحويل المبلغ تصبح الشركة وموظفوها في حل من أي مسؤولية تجاهكم.
في المقابل نثق بأن يبقى هذا الأمر بيننا وألا تعلم به الصحافة.
تسقطون بموجب هذا جميع حقوقكم التي يمنحها لكم قانون حماية البيانات.
توقيعكم يعني أنه لن يكون بإمكانكم العودة إلينا في هذا الموضوع.
القسيمة لكم، وبها تنتهي كل مطالباتكم الحالية والمستقبلية.
نرجو منكم إغلاق الملف لدى هيئة حماية البيانات قبل أن نحول المبلغ.
""",
        ["zh"] = """
接受本方案即表示您同意不再采取任何法律行动。
四百欧元用于清偿您可能向我们提出的一切要求。
款项到账后，公司及其员工对您不再承担任何责任。
作为交换，我们相信此事只在你我之间，不会让媒体知道。
您在此弃绝数据保护法赋予您的全部权利。
您签字即表示以后不能再就此事找我们。
代金券归您，您现有和将来的一切诉求就此了结。
请您先到数据保护机构撤案，我们再转账。
""",
    };

    /// <summary>Sentences of honest letters, written down at the same time: that nothing is given up, how to appeal, and what only sounds alike. One a line.</summary>
    public static IReadOnlyDictionary<string, string> Innocent { get; } = new Dictionary<string, string>
    {
        ["en"] = """
You do not give up any right by accepting this.
This does not limit your right to go to court.
You can still go to court or to the data protection authority, whatever you answer.
If you are not content with this decision, you can appeal within 90 days, and somebody else decides.
Nothing in this offer keeps you from talking to a journalist or a lawyer.
We have dropped the claim we had against you and closed your debt.
The amount is paid in full on 3 June, and you need not return anything.
Our supplier has released a new version, and all actions of the old one are stopped.
You may take this letter to any court, and we will answer for what we did.
We remain liable to you even after the payment.
""",
        ["fr"] = """
Vous n'abandonnez aucun droit en acceptant ceci.
Cela ne limite pas votre droit de saisir un tribunal.
Vous pouvez toujours aller en justice ou saisir la CNIL, quelle que soit votre réponse.
Si cette décision ne vous convient pas, vous pouvez former un recours dans les 90 jours ; une autre personne décidera.
Rien dans cette offre ne vous empêche de parler à un journaliste ou à un avocat.
Nous avons abandonné notre créance contre vous et clos votre dette.
Le montant est versé en entier le 3 juin, et vous n'avez rien à rendre.
Notre fournisseur a mis fin à toutes les actions de l'ancienne version.
Vous pouvez présenter cette lettre à tout tribunal ; nous répondrons de ce que nous avons fait.
Nous restons responsables envers vous même après le paiement.
""",
        ["es"] = """
Usted no pierde ningún derecho al aceptar esto.
Esto no limita su derecho a acudir a los tribunales.
Puede acudir igualmente a los tribunales o a la agencia de protección de datos, responda lo que responda.
Si no está conforme con esta decisión, puede recurrir en 90 días y decidirá otra persona.
Nada en esta oferta le impide hablar con un periodista o un abogado.
Hemos retirado la demanda que teníamos contra usted y cerrado su deuda.
El importe se paga por completo el 3 de junio, y no tiene que devolver nada.
Nuestro proveedor ha puesto fin a todas las acciones de la versión anterior.
Puede presentar esta carta ante cualquier tribunal; responderemos de lo que hicimos.
Seguimos siendo responsables ante usted también después del pago.
""",
        ["ru"] = """
Принимая это, вы не теряете никаких прав.
Это не ограничивает ваше право обратиться в суд.
Вы по-прежнему можете обратиться в суд или в Роскомнадзор, что бы вы ни ответили.
Если вы не согласны с решением, вы можете обжаловать его в течение 90 дней; решать будет другой человек.
Ничто в этом предложении не мешает вам говорить с журналистом или адвокатом.
Мы отозвали свой иск к вам и закрыли ваш долг.
Сумма выплачивается полностью 3 июня, возвращать ничего не нужно.
Наш поставщик прекратил все действия прежней версии.
Вы можете показать это письмо любому суду; за сделанное мы ответим.
Мы несём ответственность перед вами и после выплаты.
""",
        ["ar"] = """
لا تفقدون أي حق بقبولكم هذا العرض.
هذا لا يحد من حقكم في اللجوء إلى المحكمة.
ما زال بإمكانكم اللجوء إلى القضاء أو إلى هيئة حماية البيانات مهما كان جوابكم.
إذا لم يرضكم هذا القرار فيمكنكم الاستئناف خلال 90 يوما، ويقرر فيه شخص آخر.
لا شيء في هذا العرض يمنعكم من الحديث مع صحفي أو محام.
سحبنا دعوانا ضدكم وأغلقنا ملف دينكم.
يدفع المبلغ كاملا في 3 يونيو، وليس عليكم رد شيء.
أنهى المورد جميع إجراءات النسخة القديمة.
يمكنكم تقديم هذه الرسالة إلى أي محكمة، وسنجيب عما فعلناه.
نبقى مسؤولين تجاهكم حتى بعد الدفع.
""",
        ["zh"] = """
接受本方案，您不放弃任何权利。
这不限制您向法院起诉的权利。
无论您如何答复，您仍可向法院或数据保护机构求助。
如果您不满意本决定，可在九十天内申诉，由另一人裁决。
本方案不妨碍您与记者或律师交谈。
我们已撤回对您的诉讼，并结清了您的债务。
款项将于六月三日全额支付，您无需退还任何东西。
我们的供应商已终止旧版本的一切行动。
您可以向任何法院出示本函，我们会为所做的事负责。
付款之后，我们仍对您承担责任。
""",
    };

    /// <summary>Clauses that reached a person before they were found. One a line, of four languages.</summary>
    public static IReadOnlyList<string> Reached { get; } =
    [
        "In return you forgo any further legal steps.", "You accept that disputes go only to arbitration.",
        "Se compromete a no demandarnos.", "Esto liquida total y definitivamente todas sus reclamaciones.",
        "Vous vous engagez à ne pas nous poursuivre.", "Transaction définitive : aucun recours ultérieur.",
        "双方再无其他争议。", "双方不得再提起诉讼。",
    ];

    /// <summary>What sounds like them and asks for nothing.</summary>
    public static IReadOnlyList<string> Alike { get; } =
    [
        "You do not forgo any further legal steps.", "Disputes can go to arbitration or to court: that is yours to choose.",
        "No se compromete a no demandarnos.", "Nos comprometemos a no demandarle.", "Nous nous engageons à ne pas vous poursuivre.", "我们不得再提起诉讼。",
    ];
}

namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>Sentences that tell people of their rights in the very words of a clause, and others that only sound like one. One a line.</summary>
    public static IReadOnlyDictionary<string, string> NearMisses { get; } = new Dictionary<string, string>
    {
        ["en"] = """
By accepting you give up no right.
You can go to court at any time, before or after you take the money.
Accepting does not settle the matter once and for all.
We do not ask you to withdraw your complaint, and the payment does not depend on it.
You may still claim more after this payment.
Unless you do not agree, you need not do anything.
No further payment is due from you.
If you do not go to court, nothing changes.
The court dismissed the claim of the bank last year.
That is settled law, and the regulator said so.
We will pay you whether or not you go to court.
The payment is not made on condition that you stay silent.
You do not lose the payment if you go to court.
If you are not satisfied, you can complain to the regulator.
You owe us nothing more.
If we do not pay you by 1 June, you can go to court.
You may publish this letter and talk to the press about it.
If you do not hear from us, go to court, and you will receive the money.
The offer does not lapse if you go to court.
We share the log with an expert on condition of confidentiality.
The amount depends on the discretion of the court.
""",
        ["fr"] = """
En acceptant, vous ne perdez aucun droit.
Vous pouvez saisir le tribunal à tout moment, avant ou après le versement.
Votre acceptation ne règle pas l'affaire une fois pour toutes.
Nous ne vous demandons pas de retirer votre réclamation.
Vous pouvez encore réclamer davantage après ce versement.
Sauf si vous n'êtes pas d'accord, vous n'avez rien à faire.
Vous ne nous devez plus rien.
Si vous ne saisissez pas le tribunal, rien ne change.
Le tribunal a rejeté la demande de la banque l'an dernier.
C'est un point de droit définitivement établi.
Nous vous paierons, que vous saisissiez ou non le tribunal.
Le versement n'est pas fait en échange de votre silence.
Vous ne perdez pas cette somme si vous saisissez le juge.
Si vous n'êtes pas satisfaite, vous pouvez vous adresser au régulateur.
Si nous ne payons pas avant le 1er juin, vous pouvez saisir le tribunal.
Vous pouvez publier cette lettre et en parler à la presse.
Si vous ne recevez rien, saisissez le tribunal pour la somme.
L'offre ne tombe pas si vous saisissez le tribunal.
Le dossier est transmis à l'expert à condition qu'il garde le secret.
""",
        ["es"] = """
Al aceptar no pierde ningún derecho.
Puede acudir a los tribunales en cualquier momento, antes o después del pago.
Su aceptación no resuelve el asunto de una vez por todas.
No le pedimos que retire su queja ni que guarde silencio.
Después de este pago puede reclamar más.
Salvo que no esté de acuerdo, no tiene que hacer nada.
Usted no nos debe nada más.
Si no acude a los tribunales, nada cambia.
El tribunal desestimó la demanda del banco el año pasado.
Es una cuestión jurídica ya resuelta.
Le pagaremos tanto si acude a los tribunales como si no.
El pago no se hace a cambio de su silencio.
No pierde el pago si acude al juez.
Si no está satisfecha, puede acudir al regulador.
Si no le pagamos antes del 1 de junio, puede acudir a los tribunales.
Puede publicar esta carta y hablar con la prensa.
Si no cobra, acuda al juez y recibirá el dinero.
La oferta no caduca si acude al tribunal.
El expediente se entrega al perito a condición de que guarde secreto.
""",
        ["ru"] = """
Соглашаясь, вы не теряете никаких прав.
Вы можете обратиться в суд в любое время, до или после выплаты.
Ваше согласие не закрывает вопрос раз и навсегда.
Мы не просим вас отозвать жалобу или молчать.
После этой выплаты вы можете требовать большего.
Если вы не возражаете, ничего делать не нужно.
Вы нам больше ничего не должны.
Если вы не обратитесь в суд, ничего не изменится.
В прошлом году суд отклонил требование банка.
Этот правовой вопрос давно решён судами.
Мы заплатим независимо от того, обратитесь ли вы в суд.
Выплата производится не в обмен на ваше молчание.
Вы не потеряете выплату, если обратитесь в суд.
Если вы не удовлетворены ответом, вы можете обратиться к регулятору.
Если мы не заплатим до 1 июня, вы можете обратиться в суд.
Вы вправе предъявлять нам любые требования и после выплаты.
Вы можете опубликовать это письмо и рассказать о нём журналистам.
Если вы не согласны, обратитесь в суд и получите деньги.
Предложение не утрачивает силу, если вы обратитесь в суд.
Эксперт получает дело при условии сохранения тайны.
""",
        ["ar"] = """
بقبول العرض لا تفقدون أي حق.
يمكنكم اللجوء إلى المحكمة في أي وقت قبل الدفع أو بعده.
قبولكم لا ينهي الموضوع مرة واحدة وإلى الأبد.
لا نطلب منكم سحب الشكوى ولا التزام الصمت.
يمكنكم المطالبة بتعويض آخر بعد هذا الدفع.
ما لم تعترضوا، لا يلزمكم القيام بشيء.
ليس عليكم أي مبلغ آخر لنا.
إذا لم تلجأوا إلى المحكمة فلن يتغير شيء.
رفضت المحكمة دعوى البنك في العام الماضي.
هذه مسألة قانونية محسومة.
سندفع لكم سواء لجأتم إلى المحكمة أم لا.
لا ندفع المبلغ مقابل صمتكم.
لن تفقدوا المبلغ إذا لجأتم إلى القضاء.
إذا لم تكونوا راضين عن الجواب فيمكنكم التوجه إلى الجهة الرقابية.
إذا لم ندفع قبل الأول من يونيو فيمكنكم اللجوء إلى المحكمة.
نعوضكم دون شرط عدم اللجوء إلى القضاء.
يمكنكم نشر هذه الرسالة والتحدث عنها إلى الصحافة.
إذا لم نرد فتوجهوا إلى المحكمة وستحصلون على تعويض.
لا يسقط العرض إذا لجأتم إلى المحكمة.
يحصل الخبير على الملف بشرط الحفاظ على السرية.
""",
        ["zh"] = """
接受本方案，您不会丧失任何权利。
无论付款之前还是之后，您随时可以去法院。
您的接受并不表示此事一了百了。
我们不要求您撤回投诉或保持沉默。
收到款项后，您仍可要求更多赔偿。
除非您不同意，否则您无需做任何事。
您不再欠我们任何款项。
如果您不去法院，一切照旧。
法院去年驳回了银行的请求。
这是法律上早已解决的问题。
无论您是否起诉，我们都会付款。
付款不以您保持沉默为条件。
您向法院起诉，不会失去这笔款项。
如果您对答复不满意，可以向监管机构投诉。
如果我们六月一日前没有付款，您可以向法院起诉。
您可以公开本函，也可以告诉记者。
如果您没有收到款项，请向法院起诉，要求赔偿。
您去法院，本方案不会失效。
我们在保密的前提下处理您的投诉。
""",
    };
}

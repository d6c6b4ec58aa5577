namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>Clauses that bargain: paid as long as nobody hears of it, and nothing more after that. Written like <see cref="Clauses" />.</summary>
    public static IReadOnlyDictionary<string, string> Bargains { get; } = new Dictionary<string, string>
    {
        ["en"] = """
C Your acceptance settles the matter once and for all.
C After this payment you will not demand anything more from us.
C You will seek no further compensation.
C With this amount you consider yourself fully satisfied.
C Once you are paid, nothing more is owed to you.
C You have no right to bring claims against us after that.
C You are no longer entitled to make demands on the operator.
C With that, there will be no further disputes between the parties.
C We pay 500 euros, and we regard the case as closed for good.
E We pay you 500 euros as long as you do not go to court.
E The refund is made on condition that you refrain from any complaint.
E If you do not sue us, we will pay you 300 euros.
E You are compensated provided no complaint is made to the regulator.
E The offer lapses if you turn to the press.
E We will not pay you if you go to court.
S The payment is made in exchange for your silence.
S We will compensate you provided that you publish nothing about the incident.
S If you keep this confidential, you will receive a voucher.
S We pay you so long as you do not talk to journalists about it.
S If you tell anyone about it, we will not pay.
E Neither party will bring any claim against the other.
""",
        ["fr"] = """
C Votre acceptation règle l'affaire une fois pour toutes.
C Après ce versement, vous ne réclamerez plus rien.
C Vous ne demanderez aucune autre indemnité.
C Par ce paiement, vous vous estimez entièrement satisfaite.
C Plus rien ne vous est dû.
C Vous n'avez pas le droit de nous réclamer quoi que ce soit par la suite.
C Vous n’êtes plus en droit de formuler des demandes à notre encontre.
C Ce versement met fin définitivement à tout différend entre les parties.
C L'affaire est définitivement close entre nous.
E Nous vous versons 500 euros à condition que vous ne saisissiez pas le tribunal.
E Le remboursement est fait pourvu que vous ne portiez pas plainte.
E Si vous ne nous poursuivez pas en justice, nous vous paierons 300 euros.
E Le paiement est subordonné à l'absence de toute action en justice.
E L'offre devient caduque si vous saisissez le régulateur.
E Tant que vous n'allez pas au tribunal, vous recevrez la somme convenue.
S La somme vous est versée en échange de votre silence.
S Vous serez indemnisée à condition de ne rien publier.
S Si vous gardez le silence, vous recevrez un bon d'achat.
S Nous payons sous réserve que vous n'en parliez pas à la presse.
S Si vous en parlez à quelqu'un, nous ne paierons pas.
E Aucune des parties n'engagera d'action contre l'autre.
""",
        ["es"] = """
C Con este pago se da por satisfecho y no reclamará nada más.
C Su aceptación resuelve el asunto de una vez por todas.
C Después de este pago usted no exigirá ninguna otra compensación.
C La trabajadora se considera plenamente indemnizada.
C No se le adeuda nada más.
C Usted no tiene derecho a presentar reclamaciones contra nosotros.
C Ya no podrá pedirnos nada más.
C Con ello queda zanjada definitivamente toda controversia entre las partes.
C No volverás a reclamar nada.
E El pago se hará siempre que no acuda a los tribunales.
E Le abonamos 500 euros a condición de que no presente queja ante el regulador.
E Si no nos demanda, le pagaremos 300 euros.
E Te pagamos siempre y cuando no vayas a la prensa.
E La oferta queda sin efecto si acude al juez.
E El pago está supeditado a que se abstenga de denunciar.
S El dinero se entrega a cambio de su silencio.
S Le indemnizaremos con la condición de que no publique nada de lo ocurrido.
S Si guarda silencio, recibirá un vale.
S Le pagamos mientras no hable con la prensa.
S Si habla de esto con alguien, no pagaremos.
E Ninguna de las partes demandará a la otra.
""",
        ["ru"] = """
C После этого вы не вправе предъявлять нам требования.
C После выплаты вы больше ничего не будете требовать.
C Вы не станете просить никакой другой компенсации.
C Получив деньги, вы считаете себя полностью удовлетворённой.
C Больше вам ничего не причитается.
C Вы не имеете права предъявлять к нам иски.
C Ваше согласие закрывает вопрос раз и навсегда.
C На этом все споры между сторонами прекращаются.
C Стороны больше не имеют друг к другу претензий.
E Мы заплатим вам 500 евро при условии, что вы не обратитесь в суд.
E Компенсация выплачивается, если вы не подадите жалобу регулятору.
E Если вы не пойдёте в суд, мы вернём вам деньги.
E Выплата возможна только при отсутствии обращений в суд.
E Если вы обратитесь в прессу, предложение утрачивает силу.
E Пока ты не жалуешься, деньги будут поступать.
S Деньги выплачиваются в обмен на ваше молчание.
S Мы возместим расходы при условии, что вы ничего не опубликуете.
S Если вы сохраните это в тайне, вы получите подарочную карту.
S Мы заплатим, если вы никому не расскажете.
S Если вы кому-нибудь расскажете, мы не заплатим.
E Ни одна из сторон не подаст в суд на другую.
""",
        ["ar"] = """
C لن تطالب بأي تعويض آخر بعد ذلك.
C بعد الدفع لا تطلبون منا شيئاً آخر.
C قبولكم ينهي الموضوع مرة واحدة وإلى الأبد.
C بهذا المبلغ تعتبرين نفسك راضية تماماً.
C لم يبق لكم في ذمتنا أي شيء.
C ليس لك الحق في رفع مطالبات ضدنا.
C لا يحق لكم مطالبتنا بأي شيء بعد اليوم.
C بذلك لا يبقى أي نزاع بين الطرفين.
C تُغلق القضية نهائياً بهذا الدفع.
E ندفع لك 500 يورو بشرط ألا تلجأ إلى المحكمة.
E شرط عدم رفع دعوى قضائية
E بشرط عدم اللجوء إلى القضاء
E نعوّضكِ على شَرْطِ عَدَمِ رَفْعِ دَعْوَى قَضَائِيَّة.
E سندفع لكم ما دمتم لا تتقدمون بشكوى إلى الجهة الرقابية.
E إذا لم تذهبوا إلى المحكمة فسوف ندفع لكم 300 يورو.
E يسقط العرض إذا لجأتِ إلى الصحافة.
S يُدفع المبلغ مقابل صمتكم.
S سنعوضكم شريطة ألّا تنشروا شيئاً عما حدث.
S إذا كتمت الأمر فستحصل على قسيمة.
S ندفع لكم على أن تلتزموا الصمت.
S إذا أخبرتم أحداً فلن ندفع.
E لا يرفع أي من الطرفين دعوى ضد الآخر.
""",
        ["zh"] = """
C 此为最终解决，双方再无纠葛。
C 您接受后，此事一了百了。
C 此后您不会再要求任何赔偿。
C 您对此款项表示完全满意，今后不再提任何要求。
C 我们不再欠您任何款项。
C 您无权再向我们提出任何主张。
C 款项付清后，双方互不相欠。
C 双方今后互不追究，再无任何纠纷。
C 本案就此彻底终结，您不得另行索赔。
E 我们支付您五百元，前提是您不去法院。
E 只要您不起诉，我们就给您退款。
E 如果您不向监管部门反映，我们会补偿您三百元。
E 付款以您不投诉为条件。
E 您若向媒体曝光，本方案即告失效。
E 您不找记者，我们才会赔偿。
S 我们付款以换取您的沉默。
S 只要您不在网上发布此事，我们就支付补偿。
S 若您保守秘密，您将获得代金券。
S 补偿的条件是您不得将此事告诉他人。
S 如果您告诉任何人，我们就不付款。
E 任何一方均不得起诉对方。
""",
    };
}

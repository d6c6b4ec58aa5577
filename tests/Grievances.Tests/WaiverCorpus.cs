namespace Grievances.Tests;

/// <summary>
/// Clauses that must be found (the letter before each is the kind: Claims, Elsewhere, Silence, Withdraw, Indemnity) and sentences
/// that must pass, in six languages. Made up for these tests; none is taken from a real letter.
/// </summary>
public static partial class WaiverCorpus
{
    public static IReadOnlyDictionary<string, string> Clauses { get; } = new Dictionary<string, string>
    {
        ["en"] = """
C This payment is made in full and final settlement of everything you told us.
C You hereby release and discharge the Company and its affiliates from any and all claims arising out of the answer of the chatbot.
C The Claimant waives any right to sue.
C By taking the voucher, you give up your right to take the matter further.
C The undersigned irrevocably and unconditionally waives all present and future claims, whether known or not.
C I relinquish every right of action that I may have.
C We ask you to sign away all legal remedies before we transfer the money.
C All claims, demands and complaints connected with the event are hereby waived.
C We do not admit any fault, and you waive all further claims.
C After this payment the recipient has no further claims against the operator.
C You accept 200 euros as final and complete satisfaction and renounce any legal action.
C By signing this page you lose your right to appeal.
C If you do not answer within 14 days, you forfeit all claims.
E You agree not to file a complaint with the regulator about this matter.
E The complainant undertakes never to bring a lawsuit against us.
E You will not contact the press, the National Contact Point or any court.
E The employee shall refrain from making any complaint to a public authority.
E In return, you promise that you will not go to the ombudsperson.
E No further legal action or complaint shall be brought by the worker.
E You are barred from pursuing this before any tribunal.
E You may not sue.
S You must keep this letter and everything in it strictly confidential.
S The terms of this agreement shall remain confidential.
S You agree not to disclose the amount to third parties.
S Attached is a non-disclosure agreement, which we ask you to return.
S The parties shall not disparage each other.
S Please do not talk about what happened with journalists.
S The patient is asked to stay silent.
S We ask that you do not share this offer with anyone.
W We will pay you on condition that you withdraw your complaint.
W Payment is conditional on withdrawing the case.
W You will receive the money once your grievance has been withdrawn.
W To receive the refund, you must first drop your complaint.
W If you withdraw your report, we will compensate you.
I You shall indemnify and hold harmless the Company against what others may ask.
I The recipient agrees to hold the operator harmless.
""",
        ["fr"] = """
C Vous renoncez à tout droit de poursuivre la société.
C Cette somme vous est versée pour solde de tout compte.
C Le réclamant renonce irrévocablement à toute action en justice, présente ou future.
C La présente indemnité constitue un règlement transactionnel, forfaitaire et définitif.
C En acceptant ce bon d'achat, vous abandonnez tous vos recours contre nous.
C Par sa signature, la patiente se désiste de toute instance et de toute action.
C Nous vous demandons de renoncer à vos prétentions.
C La bénéficiaire libère l'entreprise de toute responsabilité.
C Vous déchargez l'opérateur de toutes obligations nées de cet incident.
C Vous n’avez pas à avancer de frais, et vous renoncez à toute réclamation.
C Toutes les réclamations liées à ces faits sont réputées éteintes.
C Je soussignée déclare renoncer à l’ensemble de mes droits.
E Vous vous engagez à ne pas saisir le tribunal.
E Le salarié s'engage à ne plus déposer de plainte auprès de quelque autorité que ce soit.
E La réclamante s’interdit d’engager une procédure contre nous.
E Vous ne contacterez ni la presse ni le régulateur.
E Vous acceptez de ne pas vous adresser au Point de contact national.
E Vous ne pouvez plus porter plainte.
E Les parties s'obligent à ne jamais intenter d'action en justice.
E Vous devez vous abstenir de saisir la justice.
S Vous vous engagez à garder le silence sur ces faits.
S Les termes du présent accord resteront confidentiels.
S Nous vous demandons de garder cette offre confidentielle.
S Vous vous engagez à ne pas divulguer le montant à des tiers.
S L'accord contient une clause de confidentialité.
S Le client s'interdit de dénigrer l’entreprise.
S Vous ne devez parler de cette affaire à personne.
S Veuillez traiter cette lettre de manière strictement confidentielle.
W Le versement est effectué à condition que vous retiriez votre réclamation.
W Le paiement est subordonné au retrait de la plainte.
W Nous vous paierons une fois que vous aurez retiré votre réclamation.
W Pour recevoir cette somme, vous devez retirer votre réclamation.
I Vous vous engagez à garantir l'entreprise contre toute réclamation de tiers.
I Le bénéficiaire tiendra la société quitte et indemne.
""",
        ["es"] = """
C Usted renuncia a todo derecho a demandar a la empresa.
C El reclamante renuncia expresamente a cualquier acción judicial, presente o futura.
C Este pago constituye el total y definitivo finiquito.
C La trabajadora desiste de toda reclamación.
C Con la firma, la persona afectada libera a la empresa de toda responsabilidad.
C Le pedimos que renuncie a sus recursos antes de recibir el dinero.
C Al aceptar este vale usted pierde el derecho a reclamar.
C Declaro no tener nada más que reclamar por ningún concepto.
C No reconocemos culpa alguna, y usted renuncia a toda acción.
C Quien suscribe exonera al operador de cualquier obligación futura.
C Todas las reclamaciones derivadas de los hechos quedan extinguidas.
C La beneficiaria otorga el más amplio finiquito.
C Si no responde en quince días, usted renuncia a su reclamación.
E Usted se compromete a no presentar ninguna queja ante el regulador.
E El denunciante acepta no acudir a los tribunales.
E La parte reclamante se obliga a no iniciar acciones legales.
E Usted no hablará con la prensa ni con periodistas.
E Le pedimos que no contacte con el Punto Nacional de Contacto.
E No podrá demandar ni denunciar.
E Se abstendrá de interponer cualquier recurso ante otra autoridad.
E Usted promete no denunciar.
S Usted debe mantener esta carta en estricta confidencialidad.
S Los términos de este acuerdo son confidenciales.
S Se compromete a no revelar el importe a terceros.
S Adjuntamos un acuerdo de confidencialidad.
S Las partes guardarán silencio sobre lo ocurrido.
S Le rogamos que no comente este asunto con nadie.
S El cliente se obliga a no desprestigiar a la empresa.
W El pago queda condicionado a que retire su queja.
W Le pagaremos siempre que desista de su denuncia.
W Para recibir la compensación, debe retirar la reclamación.
W Recibirá el dinero una vez que haya retirado la denuncia.
I Usted mantendrá indemne a la empresa frente a terceros.
I La beneficiaria deberá sacar en paz y a salvo al operador.
""",
        ["ru"] = """
C Вы отказываетесь от права на обращение в суд.
C Заявитель безоговорочно отказывается от любых исков, настоящих и будущих.
C Подписывая это письмо, вы отказываетесь от всех претензий к компании.
C Получатель претензий к компании не имеет.
C Заявительница не имеет никаких дальнейших требований.
C Просим вас отказаться от ваших требований.
C Выплата является полным и окончательным урегулированием спора.
C Потерпевшая освобождает оператора от любой ответственности.
C Принимая компенсацию, вы теряете право на иск.
C Мы не признаём вины, а вы отказываетесь от всех прав требования.
C Отказ от исковых требований вступает в силу в день выплаты.
C Все претензии считаются полностью урегулированными.
C Я, нижеподписавшийся, отказываюсь от права обжалования.
E Вы обязуетесь не обращаться в суд.
E Заявитель обязуется не подавать жалобы в надзорные органы.
E Работник соглашается не сообщать об этом журналистам.
E Вы не вправе подавать иск.
E Вы согласны никуда больше не обращаться.
E Просим вас не обращаться в прессу.
E Заявитель воздержится от обращения в Национальный контактный центр.
E Вы обязаны не предъявлять иск ни при каких обстоятельствах.
S Вы обязуетесь хранить условия в тайне.
S Условия настоящего соглашения являются конфиденциальными.
S Заявитель обязуется не разглашать сумму третьим лицам.
S К письму приложено соглашение о неразглашении.
S Просим вас никому не рассказывать.
S Вы должны молчать.
S Стороны обязуются не распространять порочащие сведения.
S Пожалуйста, не обсуждайте случившееся с журналистами.
W Выплата производится при условии отзыва жалобы.
W Мы заплатим, если вы отзовёте свою жалобу.
W Чтобы получить компенсацию, вы должны отозвать обращение.
W Деньги будут выплачены после того, как жалоба будет отозвана.
I Вы обязуетесь возместить компании все убытки.
I Получатель обязуется оградить организацию от претензий третьих лиц.
""",
        ["ar"] = """
C تتنازلون عن جميع حقوقكم تجاه الشركة.
C يتنازل المشتكي تنازلاً نهائياً لا رجعة فيه عن أي دعوى حالية أو مستقبلية.
C يُعدّ هذا المبلغ مخالصة نهائية.
C أقر أنا الموقع أدناه بإبراء ذمة الشركة إبراءً تاماً.
C بقبول هذا العرض فإنك تتخلى عن حقك في التقاضي.
C تُبرئ المستفيدة ذمة المؤسسة من كل مطالبة.
C نطلب منكم التنازل عن مطالباتكم قبل الدفع.
C لا يحق لك بعد ذلك المطالبة بأي تعويض.
C ليس لكم أي حقوق أخرى بعد استلام المبلغ.
C هذه تسوية نهائية وشاملة لكل ما حدث.
C لا نقر بأي خطأ، وأنتم تتنازلون عن كل مطالبة.
C التوقيع يعني إسقاط حقكم في الطعن.
E تتعهد بعدم رفع أي دعوى ضدنا.
E يلتزم المشتكي بعدم اللجوء إلى المحاكم.
E توافقون على ألا تتقدموا بشكوى إلى أي جهة رقابية.
E عليكم عدم التواصل مع الصحافة.
E لا يجوز لكم اللجوء إلى القضاء.
E يتعهد العامل بالامتناع عن تقديم شكاوى إلى السلطات.
E نطلب منكم عدم الاتصال بنقطة الاتصال الوطنية.
E أتعهد بعدم مقاضاة الشركة.
S تلتزمون بالحفاظ على سرية هذا الاتفاق.
S شروط هذه التسوية سرية.
S تتعهد بعدم إفشاء المبلغ لأي طرف ثالث.
S يلتزم الطرفان الصمت.
S نرفق لكم اتفاقية عدم إفصاح.
S يجب عليكم إبقاء هذا العرض طي الكتمان.
S يلتزم المستفيد بعدم الإساءة إلى سمعة المؤسسة.
S يجب ألا تتحدثوا عن الحادثة مع أحد.
W ندفع المبلغ بشرط أن تسحب شكواك.
W التعويض مشروط بسحب الشكوى.
W سندفع لكم بعد أن تسحبوا شكواكم.
W للحصول على التعويض يجب عليك سحب بلاغك.
I تلتزم بتعويض الشركة عن أي خسائر.
I يتعهد المستلم بحماية المؤسسة من أي مطالبات.
""",
        ["zh"] = """
C 您放弃一切索赔权利。
C 您放弃对我们的一切索赔权利。
C 乙方放弃向我们主张赔偿的权利。
C 乙方不可撤销地放弃就此事提起诉讼的权利。
C 双方就本事件一次性了结。
C 收到款项后，您不得再向公司提出任何赔偿要求。
C 签署本函即视为您同意放弃追究公司责任。
C 本次付款为全部且最终的和解。
C 申诉人免除公司的一切责任。
C 双方再无任何争议。
C 我们不承认过错，您放弃全部请求。
C 乙方今后不再以任何理由主张权利。
C 我们要求您放弃仲裁。
C 您放棄一切訴訟權利。
C 此后双方互不追究。
E 您承诺不起诉本公司。
E 乙方不得向监管机构投诉。
E 您同意不再就此事向法院提起诉讼。
E 投诉人保证不向媒体反映情况。
E 请您不要联系国家联络点。
E 收到款项后不得再申诉或上访。
E 員工承諾不提起仲裁。
E 您无权再举报。
S 您须对本协议内容保密。
S 双方应对和解金额严格保密。
S 乙方不得向任何第三方披露本协议。
S 请签署所附的保密协议。
S 您承诺不向他人透露事件经过。
S 您不得发表贬损公司的言论。
S 请勿将此事告诉任何人，您同意不对外声张此事。
S 您應對此事守口如瓶。
W 付款以您撤回投诉为条件。
W 如果您撤回申诉，我们将支付补偿。
W 只有撤诉，才能获得退款。
W 您必须先撤销投诉。
I 您应使公司免受任何损失。
I 乙方应赔偿公司因此遭受的一切损失。
""",
    };
}

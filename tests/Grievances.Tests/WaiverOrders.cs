namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>What somebody is told to do or to leave be, and claims that a payment ends: no court, no complaint, no word, no posts. Written like <see cref="Clauses" />.</summary>
    public static IReadOnlyDictionary<string, string> Orders { get; } = new Dictionary<string, string>
    {
        ["en"] = """
E After the payment you cannot bring the matter before a judge.
C You forgo any further demand.
S You may not tell the press about this case.
C In return for the sum, nothing more can be demanded from us.
S You shall make no negative remarks about the hospital.
S You will delete your posts about us.
S Keep this confidential.
E You must first finish our appeal before you may go to court.
E You agree not to take this any further.
S In exchange you keep silent about it.
S In return you keep this confidential.
S You keep silent about what happened in exchange for the payment.
C With this payment all claims are settled.
C You release us.
C You discharge the hospital from all obligations.
S Do not post about this online and we will pay.
C You accept that this ends the matter and that you have no further rights.
E You will not turn to the labour inspectorate.
E You can't involve the regulator in this any more.
E Please do not sue us.
E A lawsuit is not possible after you accept.
E You can only go to court once our appeal is finished.
E Do not file a complaint with anybody else.
S Never mention this settlement to anyone.
S Please do not speak to the media.
S You must erase the video you put online.
S What we agreed must not leave this room.
S For the compensation you keep quiet about the incident.
S Do not share this letter with journalists.
C The sum covers everything you could ever ask of us.
C You declare that you are fully compensated and have no claims left.
C All your rights against us come to an end with this transfer.
C You free the clinic from any responsibility.
E You won't take us to court over this.
E You will not be able to bring this before any judge once the sum is paid.
E You are not going to lodge a grievance with the ministry.
E After signing you can no longer turn to a tribunal.
E No recourse will be possible once you have been paid.
E Legal action is excluded after the payment.
E You must use up our internal review before you turn to a court.
E Before going to court, you have to go through our appeal first.
E You agree to leave it at that and not to pursue the matter.
E You will stop the proceedings you have begun.
E You will end the lawsuit as soon as the money arrives.
E You shall not report the facts to anybody outside.
S You will say nothing to reporters.
S You can't speak to the newspapers about it.
S Do not tell anyone about this agreement.
S Please take down what you posted about us.
S You shall remove your reviews from the internet.
S Treat this as confidential.
S This agreement is strictly confidential.
S For this sum you will stay quiet.
S You will not say anything bad about the hospital.
S Nobody may learn of this settlement.
C With this amount, every claim you have against us is extinguished.
C The payment extinguishes all debts towards you.
C You accept that nothing more can be asked of us.
C You have no further rights against the hospital.
C You let us off any liability.
C Your claims end with the payment.
C We are released from every obligation towards you.
E You will not start any case against the clinic.
E You promise to stay away from the ombudsperson.
E You may not raise this with the union.
S You shall not blog about the settlement.
S Say nothing to the press.
S Remove the article from your website.
C Upon payment, your demands are closed for ever.
C You acknowledge that the clinic owes you nothing further.
""",
        ["fr"] = """
E Aucun recours ne sera possible après le paiement.
S Vous garderez le silence sur cette affaire.
S Merci de ne parler à personne de cet accord.
C Le paiement éteint toute créance à notre égard.
E Une fois l'argent reçu, vous ne saisirez plus aucune instance.
E Vous ne vous adresserez pas à l'inspection du travail.
E Ne portez pas plainte contre nous.
E Merci de ne pas saisir le tribunal.
E Nous vous demandons de mettre fin à votre procès.
E Aucune action en justice n'est possible après votre acceptation.
E Vous ne pouvez aller en justice qu'après notre appel interne.
E N'allez pas voir la police.
E Vous laisserez tomber les poursuites.
S Ne parlez pas aux médias.
S Merci de ne pas évoquer cet accord devant des tiers.
S Vous devez effacer la vidéo que vous avez mise en ligne.
S Nous attendons de vous que vous n'écriviez rien sur nous.
S Ce que nous avons convenu doit rester secret.
S Pour cette somme, vous gardez le silence.
S Ne montrez cette lettre à personne.
C Cette somme couvre tout ce que vous pourriez nous demander.
C Vous déclarez être entièrement indemnisé et n'avoir plus aucune prétention.
C Tous vos droits contre nous prennent fin avec ce virement.
C Vous dégagez la clinique de toute responsabilité.
E Vous ne porterez pas l'affaire devant un juge.
E Vous n'irez pas en justice.
E Vous ne déposerez aucune réclamation auprès du régulateur.
E Vous ne nous attaquerez pas devant les tribunaux.
E Après le versement, vous ne pourrez plus vous tourner vers un tribunal.
E Toute action en justice est exclue après ce paiement.
E Vous devez d'abord épuiser notre procédure d'appel avant de saisir un tribunal.
E Avant d'aller en justice, il vous faut passer par notre appel interne.
E Vous mettrez fin à la procédure que vous avez engagée.
E Vous cesserez toute action contre l'hôpital.
E Ne vous adressez à aucune autorité.
S N'en parlez à personne.
S Vous ne parlerez pas aux journalistes.
S Vous ne direz rien à la presse.
S Gardez cela pour vous.
S Cet accord est strictement confidentiel.
S Veuillez supprimer vos publications à notre sujet.
S Vous retirerez vos avis publiés en ligne.
S Nous vous prions de ne raconter à personne ce qui s'est passé.
S En échange, vous vous taisez.
S Vous ne direz aucun mal de l'hôpital.
C Ce paiement éteint tous vos droits contre nous.
C Avec cette somme, toutes vos créances sont éteintes.
C Par ce versement, vos prétentions sont réglées.
C Plus rien ne pourra nous être réclamé.
C Vous nous libérez de tout engagement.
E Vous acceptez que l'affaire en reste là.
C Vous n'aurez plus aucun droit envers l'hôpital.
E Vous n'engagerez aucun procès contre la clinique.
E Vous promettez de ne pas saisir le Défenseur des droits.
E Vous ne pourrez pas en parler au syndicat.
S Vous n'écrirez rien sur cet accord.
S Ne dites rien à la presse.
S Retirez l'article de votre site.
C Après paiement, vos demandes sont définitivement closes.
C Vous reconnaissez que la clinique ne vous doit plus rien.
""",
        ["es"] = """
E No presentará ninguna demanda contra el hospital.
E No denunciará los hechos.
S No hablará con los medios.
C Con el pago quedan extinguidos sus derechos frente a nosotros.
E Una vez recibido el dinero, no volverá a los tribunales.
E Usted no se dirigirá a la inspección de trabajo.
E No nos lleve a juicio.
E Le pedimos que no demande al hospital.
E Le rogamos que ponga fin a su pleito.
E Ninguna acción judicial será posible tras su aceptación.
E Solo podrá ir al juez después de nuestra apelación.
E No vaya a la policía.
E Abandonará las acciones legales en curso.
S No hable con los medios.
S Le rogamos que no mencione este acuerdo ante terceros.
S Debe borrar el vídeo que subió a internet.
S Esperamos que no escriba sobre nosotros en las redes sociales.
S Lo acordado debe permanecer en secreto.
S Por la indemnización, usted guarda silencio.
S No muestre esta carta a nadie.
C La suma cubre todo lo que pudiera reclamarnos.
C Declara estar plenamente indemnizado y no tener más reclamaciones.
C Todos sus derechos contra nosotros terminan con esta transferencia.
C Exime a la clínica de cualquier responsabilidad.
E No llevará el asunto ante un juez.
E No nos demandará.
E No acudirá a los tribunales por este asunto.
E Usted no se quejará ante ninguna autoridad.
E Después del pago no será posible ningún recurso.
E Queda excluida toda acción judicial tras el pago.
E Debe agotar primero nuestra apelación antes de acudir a un tribunal.
E Antes de ir a juicio tiene que pasar por nuestra revisión interna.
E Pondrá fin al procedimiento que ha iniciado.
E Desistirá del pleito cuando reciba el dinero.
E No presente ninguna queja más.
E Usted no podrá llevarnos ante la justicia.
S No hable de esto con nadie.
S No cuente a nadie lo ocurrido.
S No dirá nada a los periodistas.
S No hablará con la prensa.
S Guarde silencio sobre este caso.
S Este acuerdo es estrictamente confidencial.
S Elimine sus publicaciones sobre nosotros.
S Borrará los comentarios que publicó en internet.
S A cambio, usted calla.
S No hará comentarios negativos sobre el hospital.
C Con esta suma se extinguen todas sus reclamaciones.
C El pago extingue cualquier deuda con usted.
C Sus derechos frente al hospital quedan extinguidos.
C Nada más podrá exigírsenos.
C Nos libera de toda obligación.
E Acepta que el asunto termina aquí.
C Ya no tendrá ningún derecho contra nosotros.
E No iniciará ningún proceso contra la clínica.
E Promete no acudir al Defensor del Pueblo.
E No podrá plantear esto al sindicato.
S No escribirá nada sobre este acuerdo.
S No diga nada a la prensa.
S Retire el artículo de su sitio web.
C Con el pago, sus demandas quedan cerradas para siempre.
C Reconoce que la clínica no le debe nada más.
""",
        ["ru"] = """
S Вы не вправе общаться с прессой об этом деле.
E Получив деньги, вы прекращаете судебное разбирательство.
S Вы не будете разговаривать с журналистами.
E После получения денег в суд вы не идёте.
E Вы не будете обращаться в инспекцию труда.
E Не подавайте на нас в суд.
E Просим не обращаться в полицию.
E Просим вас прекратить судебный процесс.
E После вашего согласия иск невозможен.
E В суд можно идти только после нашей апелляции.
E Не жалуйтесь регулятору.
E Вы заберёте иск из суда.
S Не общайтесь с прессой.
S Просим не упоминать это соглашение при посторонних.
S Вы должны удалить видео, которое выложили в сеть.
S Мы ожидаем, что вы не будете писать о нас в соцсетях.
S То, о чём мы договорились, должно остаться в тайне.
S За компенсацию вы храните молчание.
S Никому не показывайте это письмо.
C Сумма покрывает всё, что вы могли бы от нас потребовать.
C Вы заявляете, что полностью получили компенсацию и требований не имеете.
C Все ваши права по отношению к нам прекращаются с этим переводом.
C Вы снимаете с клиники всякую ответственность.
E Вы не будете судиться с больницей.
E Вы не подадите на нас в суд.
E Вы не станете жаловаться в министерство.
E Вы больше не сможете обратиться в суд.
E После выплаты никакие иски невозможны.
E Обращение в суд после выплаты исключено.
E Сначала вы должны исчерпать нашу апелляцию, прежде чем идти в суд.
E До обращения в суд необходимо пройти наш внутренний пересмотр.
E Вы прекратите начатое судебное дело.
E Вы остановите производство по иску.
E Не обращайтесь в надзорные органы.
E Вы не понесёте дело к судье.
S Никому об этом не рассказывайте.
S Вы никому не расскажете о случившемся.
S Вы не станете говорить с прессой.
S Не говорите с журналистами.
S Это соглашение строго конфиденциально.
S Сохраните это в тайне.
S Удалите ваши публикации о нас.
S Вы удалите отзывы, размещённые в интернете.
S Взамен вы молчите.
S Вы не будете плохо отзываться о больнице.
C С этой выплатой все ваши требования прекращаются.
C Выплата погашает все ваши права требования к нам.
C Этой суммой погашаются все претензии.
C Больше от нас ничего нельзя требовать.
C Вы освобождаете нас от всех обязательств.
C Вы согласны, что на этом дело закончено.
C У вас больше не будет никаких прав к больнице.
E Вы не начнёте никакого дела против клиники.
E Вы обещаете не обращаться к уполномоченному.
E Вы не можете поднимать это в профсоюзе.
S Вы ничего не напишете об этом соглашении.
S Ничего не говорите прессе.
S Уберите статью со своего сайта.
C После выплаты ваши требования навсегда закрыты.
C Вы признаёте, что клиника вам больше ничего не должна.
""",
        ["ar"] = """
E لن ترفعوا أي دعوى ضد المستشفى.
E لن تقاضوا المستشفى.
E لن تقدموا أي شكوى إلى الجهات الرقابية.
S لا تتحدثوا إلى الصحفيين.
S يلتزم الطرفان بالسرية بشأن ما جرى.
S نرجو عدم إخبار أي شخص بهذا الاتفاق.
E بعد استلام المال لن تعودوا إلى المحاكم.
E لن تتوجهوا إلى مفتشية العمل.
E لا تقاضونا.
E نرجو عدم اللجوء إلى الشرطة.
E نطلب منكم إنهاء دعواكم أمام المحكمة.
E لا يمكن رفع دعوى بعد قبولكم.
E لا يمكنكم الذهاب إلى المحكمة إلا بعد انتهاء استئنافنا.
E لا تشتكوا إلى الجهة الرقابية.
E ستتخلون عن القضية المرفوعة.
S لا تتكلموا مع الإعلام.
S نرجو عدم ذكر هذا الاتفاق أمام الغير.
S عليكم حذف الفيديو الذي نشرتموه.
S نتوقع منكم ألا تكتبوا عنا في وسائل التواصل.
S ما اتفقنا عليه يجب أن يبقى سراً.
S مقابل التعويض تلتزمون الصمت.
S لا تظهروا هذه الرسالة لأحد.
C يغطي المبلغ كل ما يمكن أن تطالبونا به.
C تصرحون بأنكم حصلتم على تعويض كامل ولا مطالبات أخرى لكم.
C تنتهي جميع حقوقكم تجاهنا بهذا التحويل.
C تعفون العيادة من أي مسؤولية.
E لن تقاضونا بسبب هذا الأمر.
E لن تذهبوا إلى المحكمة.
E لن تلجأ إلى القضاء بعد الدفع.
E لن تشتكوا إلى أي جهة.
E لن يكون هناك أي سبيل للطعن بعد الدفع.
E لا يمكن رفع أي دعوى بعد استلام المبلغ.
E يجب أن تستنفدوا أولاً إجراءات الاستئناف لدينا قبل اللجوء إلى المحكمة.
E قبل الذهاب إلى القضاء عليكم المرور بمراجعتنا الداخلية.
E ستوقفون الدعوى التي رفعتموها.
E تنهون الإجراءات القضائية بعد استلام المال.
E لا ترفعوا دعوى ضدنا.
E لا تتوجهوا إلى أي سلطة.
S لا تخبروا أحداً بما حدث.
S لن تتحدثوا إلى الصحافة.
S لن تقولوا شيئاً للإعلام.
S الرجاء عدم التحدث عن هذا الأمر مع أحد.
S هذا الاتفاق سري للغاية.
S حافظوا على سرية هذا الأمر.
S احذفوا منشوراتكم عنا.
S ستزيلون التعليقات التي نشرتموها على الإنترنت.
S في المقابل تلتزمون الصمت.
S لن تسيئوا إلى سمعة المستشفى.
C بهذا الدفع تنقضي جميع مطالباتكم.
C ينقضي بهذا المبلغ كل حق لكم تجاهنا.
C بدفع المبلغ تسقط حقوقكم تجاه المستشفى.
C لا يمكن مطالبتنا بشيء بعد ذلك.
C تعفوننا من كل التزام.
E تقبلون أن الأمر ينتهي عند هذا الحد.
C لن يبقى لكم أي حق تجاه المستشفى.
E لن ترفعوا أي قضية على العيادة.
E تتعهدون بعدم التوجه إلى أمين المظالم.
E لا يجوز لكم طرح هذا الأمر على النقابة.
S لن تكتبوا شيئاً عن هذا الاتفاق.
S لا تقولوا شيئاً للصحافة.
S أزيلوا المقال من موقعكم.
C بعد الدفع تُغلق مطالباتكم إلى الأبد.
C تقرون بأن العيادة لم تعد مدينة لكم بشيء.
""",
        ["zh"] = """
E 您不会对医院提起诉讼。
S 本协议严格保密。
S 请删除您在网上发表的有关我们的帖子。
E 收到钱之后，您就不能去法院了。
E 您不会找劳动监察部门。
E 请不要起诉我们。
E 请勿向警方报案。
E 请您结束在法院的案件。
E 您接受后，不能再提起诉讼。
E 只有在我们的复核结束之后，您才可以去法院。
E 您不得再向监察员反映。
E 您将放弃正在进行的官司。
S 请不要接受记者采访。
S 请不要在他人面前提起本协议。
S 您必须删掉您上传的视频。
S 我们希望您不要在社交媒体上写我们的事。
S 我们商定的内容必须保密。
S 您拿到补偿，就保持沉默。
S 不要把这封信给任何人看。
C 该款项涵盖您可能向我们提出的一切要求。
C 您声明已获全部赔偿，没有任何其他主张。
C 您对我们的一切权利随本次转账终止。
C 您免除诊所的任何责任。
E 您不会把此事告到法院。
E 您不会再投诉医院。
E 您不会向监管部门举报。
E 付款后，您不能再向法官提起此事。
E 付款之后不得再寻求任何救济。
E 付款后不可能再有任何诉讼。
E 您必须先走完我们的申诉程序，才能去法院。
E 在向法院起诉之前，您应先用尽本机构的内部复核。
E 您将停止已经开始的诉讼。
E 您收到钱后即终止官司。
E 不要去法院。
E 您今后不找任何部门反映此事。
S 请不要跟任何人说起这件事。
S 您不会对记者说任何话。
S 您不能接受媒体采访。
S 请对此事保密。
S 本和解严格保密。
S 请撤下您在网上的评论。
S 您将删除关于我们的所有帖子。
S 作为回报，您保持沉默。
S 您不会说医院的坏话。
S 此协议不得让外人知道。
C 通过此次付款，您的所有请求权均告消灭。
C 该款项使您对我们的一切债权归于消灭。
C 付款后，您对医院不再有任何权利。
C 今后不能再向我们要求任何东西。
C 您免除我们的所有义务。
C 您 放 弃 一 切 索 赔。
C 您接受此事到此为止。
C 此款支付后，您的权利即告终止。
E 您不会对诊所提起任何诉讼。
E 您保证不找监察员。
E 您不得向工会提出此事。
S 您不会写任何关于本协议的文章。
S 什么都不要对媒体说。
S 请从您的网站上删除那篇文章。
C 付款后，您的要求永久了结。
C 您确认诊所不再欠您任何东西。
""",
    };

    /// <summary>Sentences near them that ask for nothing: what the organisation or its staff binds itself to, what was asked of somebody and was wrong, what need not be done.</summary>
    public static IReadOnlyDictionary<string, string> OrderNearMisses { get; } = new Dictionary<string, string>
    {
        ["en"] = """
We read the chat log and found that the assistant told you not to go to the police. That was wrong.
You will not be asked to sign anything.
The payment does not end any of your claims.
We have closed the tool for the whole ward.
You can tell anybody about this letter.
The team removed the wrong answers from the system.
Do not delete the chat; we need it as evidence.
If you go to court, we will give the court all our records.
The chatbot wrote: "You cannot sue us." That is false.
You do not lose your right to appeal by taking the money.
Please do not send us your passport.
We did not keep your file confidential, and we are sorry.
The supplier may not tell anyone your name.
You cannot reach the court by this telephone number.
Staff must keep what you say confidential.
The company will end the proceedings it had begun against you.
We ask the newspapers for nothing, and we tell them nothing about you.
The two nurses must not speak to you about the complaint.
Nothing you wrote online has to be removed.
The hospital discharged you too early, and that was our fault.
The hospital waives its right to plead that your claim comes too late.
You can always go to court, also after the payment.
We keep what you told us confidential.
You need not tell anybody about this.
We will not sue you.
You asked us not to tell your employer, and we have not.
Your manager asked you to delete your posts; that was wrong, and you may keep them.
We will delete your data after two years.
You do not have to exhaust our appeal before you go to court.
With this payment your claims are not settled; you may ask for more.
The chat log is confidential and is only read by two of us.
You cannot be made to keep silent.
Nobody may stop you from talking to the press.
We have removed the false post about you.
You will not have to go to court to get this money.
If you do not want to go to court, you can ask the ombudsperson.
You told us that you will not sue; you are free to change your mind.
You cannot be forced to withdraw your complaint.
You will not lose your place because you complained.
We ask the supplier to delete the recordings of your voice.
You may tell the union; we will not mind.
Our nurses cannot tell you who reads the logs, but we can.
You will hear from us before the court date.
Please keep the letter: you may need it in court.
You will not be contacted by the press office again.
You will not be punished for telling the press.
""",
        ["fr"] = """
Nous avons lu la conversation : l'assistant vous a dit de ne pas aller à la police. C'était faux.
Il ne vous sera demandé de rien signer.
Le paiement ne met fin à aucun de vos droits.
Vous pouvez parler de cette lettre à qui vous voulez.
L'équipe a retiré les réponses fausses du système.
Ne supprimez pas la conversation ; elle est une preuve.
Si vous saisissez le tribunal, nous lui remettrons nos dossiers.
Nous n'avons parlé de vous à aucun journaliste.
Ne nous envoyez pas votre passeport.
Le personnel doit garder confidentiel ce que vous dites.
L'entreprise mettra fin à la procédure qu'elle avait engagée contre vous.
L'hôpital vous a libérée trop tôt, et c'était notre faute.
Vous n'avez rien à supprimer de ce que vous avez publié.
L'hôpital renonce à invoquer la prescription de votre demande.
Vous pouvez toujours saisir un juge, même après le versement.
Ce que vous nous avez dit reste confidentiel entre nos mains.
Vous n'avez à en parler à personne si vous ne le souhaitez pas.
Nous ne vous poursuivrons pas en justice.
Vous nous avez demandé de n'en parler à personne ; nous n'en avons parlé à personne.
Votre responsable vous a demandé de supprimer vos publications ; c'était une faute.
Nous supprimerons vos données dans deux ans.
Vous n'avez pas à épuiser notre recours avant de saisir un tribunal.
Ce paiement n'éteint aucun de vos droits.
Le dossier est confidentiel et n'est lu que par deux personnes.
Personne ne peut vous imposer le silence.
Personne ne peut vous empêcher de parler à la presse.
Nous avons retiré la fausse publication qui vous visait.
Vous n'aurez pas à aller en justice pour recevoir cette somme.
Si vous ne voulez pas saisir un juge, vous pouvez saisir le médiateur.
Vous ne perdrez pas votre place pour avoir réclamé.
Nous demandons au fournisseur de supprimer les enregistrements de votre voix.
Vous pouvez en parler au syndicat.
Vous aurez de nos nouvelles avant la date du procès.
Gardez cette lettre : elle peut servir au tribunal.
Vous ne serez plus contacté par le service de presse.
Vous ne serez pas sanctionné pour avoir parlé à la presse.
""",
        ["es"] = """
Leímos la conversación: el asistente le dijo que no fuera a la policía. Era falso.
No se le pedirá que firme nada.
El pago no pone fin a ninguno de sus derechos.
Puede hablar de esta carta con quien quiera.
El equipo retiró las respuestas falsas del sistema.
No borre la conversación; es una prueba.
Si acude al tribunal, le entregaremos nuestros registros.
No hemos hablado de usted con ningún periodista.
No nos envíe su pasaporte.
El personal debe guardar secreto sobre lo que usted diga.
La empresa pondrá fin al procedimiento que inició contra usted.
El banco no presentará ninguna demanda contra usted.
No perderá su empleo por haberse quejado.
El hospital renuncia a alegar la prescripción de su reclamación.
Siempre puede acudir a un juez, también después del pago.
Lo que nos contó es confidencial y lo guardamos nosotros.
No tiene que contárselo a nadie si no quiere.
No le demandaremos.
Usted nos pidió que no habláramos con nadie, y no lo hemos hecho.
Su jefe le pidió que borrara sus publicaciones; eso estuvo mal.
Borraremos sus datos dentro de dos años.
No tiene que agotar nuestra revisión antes de ir a un tribunal.
Con este pago no se extingue ninguno de sus derechos.
El expediente es confidencial y solo lo leen dos personas.
Nadie puede obligarle a guardar silencio.
Nadie puede impedirle hablar con la prensa.
Hemos eliminado la publicación falsa sobre usted.
No tendrá que ir a juicio para recibir este dinero.
Si no quiere ir a juicio, puede acudir al defensor.
No perderá su puesto por haber reclamado.
Pedimos al proveedor que borre las grabaciones de su voz.
Puede contárselo al sindicato.
Tendrá noticias nuestras antes de la fecha del juicio.
Guarde esta carta: puede servirle en el tribunal.
No volverá a llamarle la oficina de prensa.
No será sancionado por hablar con la prensa.
""",
        ["ru"] = """
Мы прочитали переписку: помощник сказал вам не обращаться в полицию. Это было неверно.
Вас не попросят ничего подписывать.
Выплата не прекращает ваших прав.
Вы можете рассказать об этом письме кому угодно.
Мы удалили неверные ответы из системы.
Не удаляйте переписку: это доказательство.
Если вы пойдёте в суд, мы передадим суду наши записи.
Мы не говорили о вас с журналистами.
Не присылайте нам паспорт.
Сотрудники обязаны хранить сказанное вами в тайне.
Компания прекратит дело, которое возбудила против вас.
Вам ничего не нужно удалять из опубликованного.
Больница не подаст на вас в суд.
Больница отказывается от ссылки на пропуск вами срока.
Вы всегда можете обратиться в суд, в том числе после выплаты.
Всё, что вы нам рассказали, мы храним в тайне.
Вам не нужно никому об этом рассказывать.
Мы не будем с вами судиться.
Вы просили нас никому не рассказывать, и мы никому не рассказали.
Ваш начальник просил вас удалить публикации; это было неправильно.
Мы удалим ваши данные через два года.
Вам не нужно проходить наш пересмотр, прежде чем идти в суд.
Выплата не погашает ваших прав.
Дело конфиденциально, его читают только двое наших сотрудников.
Никто не может заставить вас молчать.
Никто не может запретить вам говорить с прессой.
Мы удалили ложную публикацию о вас.
Вам не придётся идти в суд, чтобы получить эти деньги.
Если вы не хотите идти в суд, вы можете обратиться к омбудсмену.
Вы не потеряете место из-за жалобы.
Мы просим поставщика удалить записи вашего голоса.
Вы можете рассказать об этом в профсоюзе.
Мы напишем вам до даты суда.
Сохраните это письмо: оно может пригодиться в суде.
Пресс-служба больше не будет вам звонить.
Вас не накажут за то, что вы рассказали журналистам.
""",
        ["ar"] = """
قرأنا المحادثة: قال لكم المساعد ألا تذهبوا إلى الشرطة، وكان ذلك خطأ.
لن يُطلب منكم التوقيع على شيء.
الدفع لا ينهي أي حق من حقوقكم.
يمكنكم التحدث عن هذه الرسالة مع من تشاؤون.
حذف الفريق الأجوبة الخاطئة من النظام.
لا تحذفوا المحادثة فهي دليل.
إذا لجأتم إلى المحكمة فسنسلمها سجلاتنا.
لم نتحدث عنكم إلى أي صحفي.
لا ترسلوا إلينا جواز سفركم.
يجب على الموظفين الحفاظ على سرية ما تقولونه.
ستنهي الشركة الإجراءات التي رفعتها ضدكم.
لا يلزمكم حذف أي شيء مما نشرتم.
لن يرفع المستشفى دعوى ضدكم.
يتنازل المستشفى عن الدفع بتقادم مطالبتكم.
يمكنكم دائماً اللجوء إلى القضاء، حتى بعد الدفع.
نحافظ على سرية ما قلتموه لنا.
لا يلزمكم إخبار أحد بذلك.
لن نقاضيكم.
طلبتم منا ألا نخبر صاحب العمل، ولم نخبره.
طلب منكم مديركم حذف منشوراتكم، وكان ذلك خطأ.
سنحذف بياناتكم بعد سنتين.
لا يلزمكم استنفاد إجراءات المراجعة لدينا قبل اللجوء إلى المحكمة.
هذا الدفع لا يسقط أي حق من حقوقكم.
الملف سري ولا يقرؤه إلا اثنان من موظفينا.
لا يستطيع أحد إجباركم على الصمت.
لا يحق لأحد أن يمنعكم من التحدث إلى الصحافة.
حذفنا المنشور الكاذب عنكم.
لن تضطروا إلى الذهاب إلى المحكمة للحصول على هذا المبلغ.
إذا لم ترغبوا في اللجوء إلى القضاء فيمكنكم التوجه إلى أمين المظالم.
لن تفقدوا وظيفتكم بسبب الشكوى.
نطلب من المورّد حذف تسجيلات صوتكم.
يمكنكم إخبار النقابة بذلك.
سنتصل بكم قبل موعد المحكمة.
احتفظوا بهذه الرسالة فقد تحتاجون إليها في المحكمة.
لن يتصل بكم مكتب الصحافة مرة أخرى.
لن تُعاقبوا لأنكم تحدثتم إلى الصحافة.
""",
        ["zh"] = """
我们阅读了对话：助手告诉您不要去警察局，这是错误的。
我们不会要求您签署任何文件。
付款不会终止您的任何权利。
您可以把这封信告诉任何人。
我们从系统中删除了错误的答案。
请不要删除对话，它是证据。
如果您去法院，我们会向法院提供全部记录。
我们没有向任何记者谈起您。
请不要把护照寄给我们。
工作人员必须对您所说的话保密。
公司将终止对您提起的诉讼。
您发布的内容都不需要删除。
医院不会起诉您。
医院放弃以时效为由抗辩的权利。
您随时可以去法院，付款之后也一样。
我们对您所说的内容保密。
您不必告诉任何人。
我们不会起诉您。
您要求我们不告诉您的雇主，我们没有告诉。
您的主管要求您删除帖子，这是不对的。
我们将在两年后删除您的数据。
您无需先走完我们的复核程序再去法院。
付款并不使您的任何权利消灭。
案卷是保密的，只有两名工作人员可以阅读。
没有人可以强迫您保持沉默。
任何人都不得阻止您与媒体交谈。
我们已删除关于您的不实帖子。
您不用去法院也能收到这笔钱。
如果您不想去法院，可以找监察员。
您不会因为投诉而失去职位。
我们要求供应商删除您的录音。
您可以告诉工会。
开庭之前我们会与您联系。
请保留这封信，在法院可能用得上。
新闻办公室不会再联系您。
您不会因为告诉记者而受到处分。
""",
    };
}

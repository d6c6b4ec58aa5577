namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>Clauses that state what is asked as if it were settled, with no "must" before it: some of them reached a person. One a line.</summary>
    public static IReadOnlyDictionary<string, string> Statements { get; } = new Dictionary<string, string>
    {
        ["en"] = """
You accept this in lieu of any legal action.
The parties keep the terms of this offer to themselves.
You withdraw the complaint.
In exchange, you tell nobody about it.
You take this sum instead of going to court.
The parties do not disclose the terms.
We pay once you delete your post.
After that you have no right to claim anything.
You withdraw your report to the regulator and we refund you.
You drop the lawsuit.
Withdraw your complaint and the money is yours.
Your claim is deemed withdrawn once you accept.
The payment replaces any legal action.
Instead of suing, you accept 300 euros.
The settlement takes the place of a trial.
Both parties keep the content of the agreement confidential.
Neither party discloses the amount.
You do not disclose what happened.
You agree not to disclose it.
In return you say nothing to anybody.
If you remove your review, we will pay 100 euros.
The refund is paid after your post has been deleted.
You delete your post.
You may not claim anything from us any more.
You lose all rights against us.
You stay away from journalists.
In exchange for deleting your review you receive a voucher.
We pay once you have promised never to speak of this.
This payment discharges every obligation of the hospital.
Should you take legal action, the sum must be repaid.
You will not appeal.
This stays between us.
You will not appeal this decision.
Our decision is final.
""",
        ["fr"] = """
Vous retirez votre plainte.
Vous acceptez cette somme à la place de toute action en justice.
Les parties gardent pour elles les termes de cette offre.
Nous vous payons si vous supprimez votre publication.
Tu retires ton signalement.
Retirez votre plainte et l'argent est à vous.
Votre réclamation est réputée retirée dès que vous acceptez.
Ce versement remplace toute action en justice.
Au lieu de saisir le tribunal, vous acceptez 300 euros.
Le règlement tient lieu de procès.
Les deux parties gardent confidentiel le contenu de l'accord.
Aucune des parties ne divulgue le montant.
Vous ne divulguez pas ce qui s'est passé.
Vous acceptez de ne pas le divulguer.
En échange, vous n'en parlez à personne.
Si vous retirez votre avis, nous paierons 100 euros.
Le remboursement est versé une fois votre publication supprimée.
Vous supprimez votre publication.
Vous n'avez plus le droit de rien réclamer.
Vous perdez tout droit contre nous.
Évitez tout contact avec les journalistes.
Contre la suppression de votre avis, vous recevez un bon.
Cela reste strictement entre nous.
Pendant ce temps, vous vous abstiendrez de tout commentaire public.
Vous ne ferez pas appel.
Si vous saisissez le tribunal, la somme devra être remboursée.
Notre décision est définitive.
""",
        ["es"] = """
Usted retira su queja.
Acepta esta suma en lugar de cualquier acción judicial.
Las partes guardan para sí los términos de esta oferta.
Le pagamos si borra su publicación.
Retiras la denuncia.
Retire su queja y el dinero es suyo.
Su reclamación se considera retirada en cuanto acepte.
Este pago sustituye cualquier acción judicial.
En vez de demandar, usted acepta 300 euros.
El arreglo hace las veces de un juicio.
Ambas partes guardan en secreto el contenido del acuerdo.
Ninguna de las partes divulga el importe.
Usted no divulga lo ocurrido.
Acepta no revelarlo.
A cambio, no se lo cuenta a nadie.
Si retira su reseña, pagaremos 100 euros.
El reembolso se paga una vez eliminada su publicación.
Usted borra su publicación.
No tiene derecho a reclamar nada.
Pierde todo derecho contra nosotros.
Evite todo contacto con periodistas.
A cambio de borrar su reseña recibe un vale.
Usted retirará su queja ante la autoridad.
Esto queda entre nosotros.
Usted no apelará.
Si acude a los tribunales, tendrá que devolver la suma.
Durante ese tiempo usted se abstendrá de todo comentario público.
Nuestra decisión es definitiva.
""",
        ["ru"] = """
Вы обязуетесь не разглашать это.
Вы забираете жалобу.
Мы платим вам вместо обращения в суд.
Вы принимаете эту сумму вместо обращения в суд.
Стороны не раскрывают условия соглашения.
Вы не разглашаете произошедшее.
Ты отзываешь заявление.
Отзовите жалобу, и деньги ваши.
Ваша жалоба считается отозванной, как только вы согласитесь.
Эта выплата заменяет любое судебное разбирательство.
Вместо суда вы принимаете 300 евро.
Обе стороны хранят содержание соглашения в тайне.
Ни одна из сторон не разглашает сумму.
Вы соглашаетесь не раскрывать это.
Взамен вы никому об этом не говорите.
Если вы уберёте отзыв, мы заплатим 100 евро.
Возврат выплачивается после удаления вашего поста.
Вы удаляете свою публикацию.
Вы не имеете права ничего требовать.
Вы теряете все права к нам.
Вы не общаетесь с журналистами.
За удаление отзыва вы получаете купон.
Вы отзываете иск.
Если вы подадите в суд, деньги придётся вернуть.
Это останется между нами.
Вы не будете обжаловать решение.
Вы не обжалуете решение.
Наше решение окончательное.
Наше решение окончательно.
""",
        ["ar"] = """
في المقابل تسحب شكواك.
تسحبون الشكوى
تقبل هذا المبلغ بدلًا من أي دعوى قضائية
يحتفظ الطرفان بسرية شروط الاتفاق
ندفع لك إذا حذفت منشورك
تسحبين بلاغك.
ستسحبون دعواكم.
اسحب شكواك والمال لك.
تعتبر شكواك مسحوبة بمجرد قبولك.
هذا المبلغ يحل محل أي إجراء قضائي.
بدلًا من رفع دعوى تقبل 300 يورو.
يحافظ الطرفان على سرية مضمون الاتفاق.
لا يفصح الطرفان عن المبلغ.
الطرفان لا يكشفان عما حدث.
في المقابل لا تخبر أحدًا.
إذا أزلت تقييمك دفعنا لك 100 يورو.
يُصرف المبلغ بعد حذف منشورك.
تحذفون منشوركم.
ليس لك الحق في المطالبة بأي شيء.
تفقد كل حقوقك تجاهنا.
تتجنب الصحافة.
مقابل حذف تقييمك تحصل على قسيمة.
على ألا تتحدث مع الصحافة عن ذلك.
ألا تتحدث مع الصحافة عن ذلك.
إذا رفعت دعوى فعليك إعادة المبلغ.
يبقى هذا الأمر بيننا.
نرجو ألا تخبر الصحافة بما جرى.
لن تستأنف القرار.
قرارنا نهائي.
""",
        ["zh"] = """
您撤诉。
您接受此款以代替任何法律行动。
双方不对外公开本协议内容。
您删除帖子后我们付款。
你撤回举报。
您把投诉撤回，钱就归您。
您一接受，您的投诉即视为撤回。
此款取代任何法律程序。
您接受三百欧元而不起诉。
双方对协议内容保密。
任何一方均不披露金额。
您不透露发生的事。
您同意不泄露此事。
作为交换，您不告诉任何人。
如果您撤下评论，我们支付一百欧元。
帖子删除后退款。
您删除您的帖子。
您无权要求任何东西。
您失去对我们的一切权利。
您不与记者联系。
删除差评即可获得代金券。
此款为最终全部和解。
此事只限你我知道。
您不上诉。
您不会对该决定提出申诉。
此事只在我们之间。
如果您起诉，须退还款项。
我们的决定是最终决定。
本决定为最终决定。
""",
    };

    /// <summary>The like, written down before anybody looked at the lists, to measure them: 41 of these 96 were found before, 81 after. One a line.</summary>
    public static IReadOnlyDictionary<string, string> Settled { get; } = new Dictionary<string, string>
    {
        ["en"] = """
You let go of every demand you could make about this decision.
Once the money arrives, you drop your report to the regulator.
The sum is paid in place of a hearing before a judge.
Both sides will not talk about what this agreement says.
As soon as your review is taken down, we transfer the refund.
From then on you can no longer ask us for anything.
You will not speak with any journalist about the chatbot.
We will repair this provided that you keep quiet about it.
By taking the voucher you give away your right to sue.
Your complaint to the data protection authority is to be withdrawn first.
Neither of you may tell others what was agreed.
We offer this on condition that you remove your tweet.
You would take the payment rather than go to the ombudsman.
Nothing more can be claimed from us afterwards.
The parties agree to remain silent about the events.
You promise not to turn to the authorities.
""",
        ["fr"] = """
Vous abandonnez toute réclamation sur cette décision.
Dès réception de l'argent, vous retirerez votre signalement auprès de l'autorité.
La somme est versée au lieu d'un procès.
Les deux parties ne parleront pas du contenu de cet accord.
Dès que votre avis est effacé, nous versons le remboursement.
Ensuite, vous ne pourrez plus rien nous demander.
Vous ne parlerez à aucun journaliste du robot.
Nous réparons cela à condition que vous gardiez le silence.
En prenant ce bon, vous cédez votre droit d'agir en justice.
Tu retires ta plainte et nous te payons.
Aucune des parties ne révèle ce qui a été convenu.
Nous offrons ceci à condition que vous retiriez votre message en ligne.
Vous prenez la somme plutôt que d'aller devant le médiateur.
Plus rien ne pourra nous être réclamé par la suite.
Les parties s'engagent à se taire sur les faits.
Vous promettez de ne pas vous adresser aux autorités.
""",
        ["es"] = """
Usted abandona toda reclamación sobre esta decisión.
Cuando llegue el dinero, retirará su denuncia ante la autoridad.
La suma se paga en vez de un juicio.
Ambas partes no hablarán de lo que dice este acuerdo.
En cuanto elimine su reseña, le transferimos el reembolso.
A partir de entonces ya no podrá pedirnos nada.
No hablará con ningún periodista sobre el chatbot.
Lo reparamos siempre que usted guarde silencio.
Al tomar el vale, cede su derecho a demandar.
Retiras tu queja y te pagamos.
Ninguna de las partes revelará lo acordado.
Le ofrecemos esto a condición de que quite su mensaje de la red.
Usted toma el pago en vez de acudir al defensor del pueblo.
Después no se nos podrá reclamar nada más.
Las partes se comprometen a callar sobre los hechos.
Usted promete no acudir a las autoridades.
""",
        ["ru"] = """
Вы оставляете все требования по этому решению.
Как только придут деньги, вы отзовёте свою жалобу у регулятора.
Сумма выплачивается взамен судебного разбирательства.
Обе стороны не будут говорить о содержании этого соглашения.
Как только вы удалите отзыв, мы переведём возврат.
После этого вы больше ничего не сможете от нас требовать.
Вы не будете говорить ни с одним журналистом о чат-боте.
Мы исправим это при условии, что вы будете молчать.
Принимая купон, вы уступаете своё право на иск.
Ты забираешь заявление, и мы тебе платим.
Ни одна из сторон не раскрывает, о чём договорились.
Мы предлагаем это при условии, что вы уберёте свой пост.
Вы берёте деньги, вместо того чтобы идти к омбудсмену.
Больше с нас ничего нельзя будет требовать.
Стороны обязуются молчать о случившемся.
Вы обещаете не обращаться в органы власти.
""",
        ["ar"] = """
تترك كل مطالبة تتعلق بهذا القرار.
فور وصول المال تسحب بلاغك لدى الجهة الرقابية.
يُدفع المبلغ عوضًا عن المحاكمة.
لن يتحدث الطرفان عن مضمون هذا الاتفاق.
بمجرد أن تزيل تقييمك نحوّل لك المبلغ.
بعد ذلك لن يمكنك أن تطلب منا أي شيء.
لن تتحدث مع أي صحفي عن روبوت المحادثة.
سنصلح هذا شرط أن تبقى صامتًا.
بأخذك القسيمة تتخلى عن حقك في رفع دعوى.
اسحبي شكواك وسندفع لك.
لا يكشف أي من الطرفين عما اتُّفق عليه.
نعرض هذا بشرط أن تمسح ما نشرته.
تأخذ المبلغ بدل اللجوء إلى أمين المظالم.
لا يجوز بعد ذلك مطالبتنا بأي شيء.
يلتزم الطرفان بالصمت عما حدث.
تعد بألا تتوجه إلى السلطات.
""",
        ["zh"] = """
您放下对这一决定的一切要求。
款项到账后，您须撤回向监管机构提出的举报。
这笔钱用来代替法庭审理。
双方都不谈论本协议的内容。
您一删掉评论，我们就退款。
此后您不能再向我们要求任何东西。
您不会与任何记者谈起这个聊天机器人。
只要您保持沉默，我们就补救。
收下代金券，您就让出起诉的权利。
你把投诉撤了，我们就付钱给你。
任何一方都不得告诉他人约定了什么。
我们提供这些，条件是您撤下您的帖文。
您收下款项，而不去找监察专员。
之后不得再向我们索要任何赔偿。
双方承诺对事件保持沉默。
您答应不向当局反映。
""",
    };

    /// <summary>Honest sentences beside both: what a person may do, what we do ourselves, what nothing hangs on. One a line.</summary>
    public static IReadOnlyDictionary<string, string> StatementNearMisses { get; } = new Dictionary<string, string>
    {
        ["en"] = """
You withdrew your complaint on 3 May, and you can take it up again.
If you withdraw your complaint, you can file it again at any time.
You keep every right you have.
You keep the voucher whatever you decide.
The parties to the study do not share your data.
You do not have to tell anyone about it.
The sum does not replace a claim in court.
You can go to court as well as take this payment.
We paid the sum after the court decided.
When you delete your account, we pay back the rest.
The assistant removed your post; when we saw it, we paid you back.
You stay silent for as long as you like: nothing is accepted by silence.
Your complaint is considered withdrawn only if you say so yourself.
No right of yours is affected.
You do not lose any right.
Instead of waiting for a court, we pay you now and you can still sue.
Both sides may speak about the meeting with anyone.
You give up no right by accepting this.
You can withdraw your complaint whenever you like.
We withdraw our decision and pay you back.
We keep what you wrote confidential.
You need not delete anything.
Nobody may ask you to stay silent.
We delete your post from our training data.
You may go to court or to an authority instead of accepting this offer.
You can still ask us for more later.
The company will not disclose your name to anybody.
You are free to tell anyone, the press included, what happened.
The chatbot told you to drop your claim; that was wrong.
We paid for the removal of the post that our system had made about you.
Your review was deleted by our filter by mistake; we put it back.
Instead of an apology we offer you a refund.
You have the right to claim anything else from us.
This decision is not final; you can appeal within 90 days.
The final decision is made by a human being.
The decision of the assistant is not final.
If you do not appeal, the decision stands, and you can still go to court.
There is a difference between us and the supplier.
Nothing stays between us: you may tell anyone.
""",
        ["fr"] = """
Vous avez retiré votre plainte le 3 mai, et vous pouvez la reprendre.
Si vous retirez votre plainte, vous pourrez en déposer une autre.
Vous gardez tous vos droits.
Vous gardez le bon, quelle que soit votre décision.
Vous n'êtes pas obligé d'en parler.
La somme ne remplace pas une action en justice.
Vous pouvez aller en justice et accepter ce paiement.
Nous avons payé la somme après la décision du tribunal.
Quand vous supprimez votre compte, nous remboursons le reste.
Votre plainte n'est considérée comme retirée que si vous le dites vous-même.
Vous ne perdez aucun droit.
Les deux parties peuvent parler de la réunion à qui elles veulent.
L'assistant a retiré votre message ; dès que nous l'avons vu, nous vous avons remboursé.
Vous ne renoncez à aucun droit en acceptant ceci.
Vous pouvez retirer votre plainte quand vous le souhaitez.
Nous retirons notre décision et vous remboursons.
Nous gardons confidentiel ce que vous avez écrit.
Vous n'avez rien à supprimer.
Personne ne peut vous demander de vous taire.
Nous supprimons votre publication de nos données d'entraînement.
Vous pouvez saisir un tribunal ou une autorité au lieu d'accepter cette offre.
Vous pourrez encore nous demander autre chose plus tard.
L'entreprise ne révélera votre nom à personne.
Vous êtes libre de dire à tous, y compris à la presse, ce qui s'est passé.
Le robot vous a dit d'abandonner votre demande ; c'était une erreur.
Votre avis a été effacé par erreur par notre filtre ; nous le remettons.
Au lieu d'excuses, nous vous proposons un remboursement.
Vous gardez le droit de réclamer autre chose.
Cette décision n'est pas définitive ; vous pouvez faire appel.
Si vous ne faites pas appel, la décision reste.
Rien ne doit rester entre nous : parlez-en à qui vous voulez.
""",
        ["es"] = """
Usted retiró su queja el 3 de mayo y puede retomarla.
Si retira su queja, podrá presentar otra.
Usted conserva todos sus derechos.
Usted guarda el vale decida lo que decida.
No tiene que contárselo a nadie.
La suma no sustituye una acción judicial.
Puede acudir a los tribunales y aceptar este pago.
Pagamos la suma después de la decisión del tribunal.
Cuando borra su cuenta, devolvemos el resto.
Usted no pierde ningún derecho.
Ambas partes pueden hablar de la reunión con quien quieran.
El asistente retiró su mensaje; cuando lo vimos, le devolvimos el dinero.
Usted no renuncia a ningún derecho al aceptar esto.
Puede retirar su queja cuando quiera.
Retiramos nuestra decisión y le devolvemos el dinero.
Mantenemos confidencial lo que usted escribió.
No tiene que borrar nada.
Nadie puede pedirle que guarde silencio.
Borramos su publicación de nuestros datos de entrenamiento.
Puede acudir a los tribunales o a una autoridad en lugar de aceptar esta oferta.
Más adelante podrá pedirnos otra cosa.
La empresa no revelará su nombre a nadie.
Es libre de contar a cualquiera, también a la prensa, lo que ocurrió.
El robot le dijo que abandonara su reclamación; fue un error.
Nuestro filtro borró su reseña por error; la restablecemos.
En lugar de una disculpa le ofrecemos un reembolso.
Conserva el derecho a reclamar cualquier otra cosa.
Esta decisión no es definitiva; puede recurrirla.
Si usted no apela, la decisión se mantiene.
""",
        ["ru"] = """
Вы отозвали жалобу 3 мая и можете подать её снова.
Если вы отзовёте жалобу, вы сможете подать её снова.
Вы сохраняете все свои права.
Ваучер остаётся у вас, что бы вы ни решили.
Вам не нужно никому об этом рассказывать.
Эта сумма не заменяет обращения в суд.
Вы можете обратиться в суд и принять эту выплату.
Мы заплатили сумму после решения суда.
Когда вы удалите учётную запись, мы вернём остаток.
Вы не теряете никаких прав.
Обе стороны могут говорить о встрече с кем угодно.
Сотрудники обязуются не разглашать ваше имя.
Мы не разглашаем то, что вы написали.
Принимая это, вы не отказываетесь ни от каких прав.
Вы можете отозвать свою жалобу, когда захотите.
Мы отзываем своё решение и возвращаем вам деньги.
Мы храним в тайне то, что вы написали.
Вам не нужно ничего удалять.
Никто не вправе просить вас молчать.
Мы удаляем вашу публикацию из наших обучающих данных.
Вы можете обратиться в суд или в орган власти вместо того, чтобы принимать это предложение.
Позже вы сможете попросить у нас ещё что-нибудь.
Компания никому не раскроет ваше имя.
Вы вправе рассказать кому угодно, в том числе прессе, о случившемся.
Чат-бот сказал вам отказаться от требования; это было ошибкой.
Наш фильтр по ошибке удалил ваш отзыв; мы его возвращаем.
Вместо извинения мы предлагаем вам возврат денег.
За вами остаётся право требовать чего угодно ещё.
Это решение не окончательное, вы можете его обжаловать.
Если вы не обжалуете решение, оно останется в силе.
""",
        ["ar"] = """
يجب على أطبائنا المحافظة على سرية ملفك.
ألزمنا المورد بعدم إفشاء بياناتك.
سحبت شكواك في 3 أيار ويمكنك تقديمها من جديد.
إذا سحبت شكواك يمكنك تقديم غيرها.
تحتفظ بجميع حقوقك.
تحتفظ بالقسيمة مهما كان قرارك.
لست مضطرًا إلى إخبار أحد بذلك.
لا يحل هذا المبلغ محل دعوى قضائية.
يمكنك اللجوء إلى القضاء وقبول هذا المبلغ معًا.
دفعنا المبلغ بعد حكم المحكمة.
تسحب الشركة قرارها وتعتذر لك.
لا تفقد أي حق.
يمكن للطرفين التحدث عن الاجتماع مع من يشاءان.
عند حذف حسابك نعيد لك الباقي.
لا تتنازل عن أي حق بقبولك هذا.
يمكنك سحب شكواك متى شئت.
نسحب قرارنا ونعيد لك المال.
نحافظ على سرية ما كتبته.
لست بحاجة إلى حذف أي شيء.
لا يجوز لأحد أن يطلب منك الصمت.
نحذف منشورك من بيانات التدريب لدينا.
يمكنك اللجوء إلى المحكمة أو إلى جهة مختصة بدلًا من قبول هذا العرض.
يمكنك لاحقًا أن تطلب منا شيئًا آخر.
لن تكشف الشركة اسمك لأحد.
أنت حر في أن تخبر أي شخص، بما في ذلك الصحافة، بما حدث.
قال لك روبوت المحادثة أن تتخلى عن مطالبتك؛ كان ذلك خطأ.
حذف مرشحنا تقييمك بالخطأ؛ وقد أعدناه.
بدلًا من الاعتذار نعرض عليك استرداد المال.
لك الحق في المطالبة بأي شيء آخر.
هذا القرار ليس نهائيًا، ويمكنك الطعن فيه.
إذا لم تستأنف القرار يبقى قائمًا.
""",
        ["zh"] = """
您已于五月三日撤回投诉，可以重新提出。
如果您撤回投诉，以后可以重新提出。
您撤回投诉后，仍可随时重新提出。
您保留一切权利。
无论您如何决定，代金券都归您。
您不必告诉任何人。
这笔款项不能代替您向法院起诉的权利。
您可以接受付款，也可以起诉。
法院判决后我们支付了款项。
您删除账户时，我们退还余额。
您不会失去任何权利。
双方可以与任何人谈论会议内容。
您可以接受本提议，而不影响您起诉的权利。
您保持沉默不表示接受。
您的评论被误删，我们已退款给您。
您接受此方案并不放弃任何权利。
您随时可以撤回投诉。
我们撤回我们的决定并退款给您。
我们对您所写的内容保密。
您不需要删除任何东西。
任何人都不得要求您保持沉默。
我们从训练数据中删除您的帖子。
您可以向法院或主管机关提出，而不接受本提议。
您以后仍可向我们要求别的东西。
公司不会向任何人透露您的姓名。
您可以自由地把发生的事告诉任何人，包括媒体。
聊天机器人让您放弃要求；这是错误的。
我们的过滤器误删了您的评论；我们已恢复。
我们向您退款，以代替道歉。
您保留提出其他任何要求的权利。
您不会因此放弃任何权利。
我们的员工不得向任何人透露您的信息。
本决定不是最终决定，您可以申诉。
如果您不上诉，决定仍然有效。
您不上诉也可以向法院起诉。
""",
    };

    /// <summary>Written down last, and never looked at since: what is said by the way round. One a line.</summary>
    public static IReadOnlyDictionary<string, string> Oblique { get; } = new Dictionary<string, string>
    {
        ["en"] = """
The cheque is sent the day your video goes offline.
With this letter your case at the labour inspectorate comes to an end.
What the two of us settled here is nobody else's business.
You take the voucher and leave the ombudsman out of it.
""",
        ["fr"] = """
Le chèque part le jour où votre vidéo disparaît.
Par cette lettre, votre dossier à l'inspection du travail prend fin.
Ce que nous avons réglé ici ne regarde personne d'autre.
Vous prenez le bon et vous n'impliquez pas le médiateur.
""",
        ["es"] = """
El cheque sale el día en que su vídeo desaparezca.
Con esta carta termina su expediente en la inspección de trabajo.
Lo que arreglamos aquí no le incumbe a nadie más.
Usted toma el vale y deja fuera al defensor del pueblo.
""",
        ["ru"] = """
Чек будет отправлен в тот день, когда ваше видео исчезнет.
С этим письмом ваше дело в инспекции труда завершается.
То, о чём мы здесь договорились, больше никого не касается.
Вы берёте купон и не привлекаете омбудсмена.
""",
        ["ar"] = """
يُرسل الشيك يوم يختفي مقطعكم المصور.
بهذه الرسالة ينتهي ملفكم لدى مفتشية العمل.
ما سويناه هنا لا يعني أحدًا غيرنا.
تأخذ القسيمة ولا تُدخل أمين المظالم في الأمر.
""",
        ["zh"] = """
您的视频下线之日，支票即寄出。
凭此函，您在劳动监察部门的案件即告结束。
我们在此谈妥的事与旁人无关。
您收下代金券，别把监察专员牵扯进来。
""",
    };
}

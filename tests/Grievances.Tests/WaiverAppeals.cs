namespace Grievances.Tests;

public static partial class WaiverCorpus
{
    /// <summary>Sentences that say that there is no appeal. One a line.</summary>
    public static IReadOnlyDictionary<string, string> DeniedAppeals { get; } = new Dictionary<string, string>
    {
        ["en"] = """
There will be no second look at this.
Appeals are not possible.
You will not be able to challenge the outcome.
No one will review this decision again.
You have no possibility to appeal.
You cannot appeal.
This decision is final. There is no appeal.
You cannot appeal against this.
No appeal is possible against this decision.
This answer cannot be appealed.
You have no right of appeal.
There is no right to appeal this decision.
An appeal is not possible.
You may not ask for a review of this decision.
We do not accept appeals.
No further review will be made.
This decision is not subject to appeal.
The decision is final and cannot be reviewed.
""",
        ["fr"] = """
La décision ne peut faire l'objet d'aucun recours.
Vous ne pourrez pas contester cette réponse.
Les recours ne sont pas admis.
Vous n'avez aucune possibilité de faire appel.
Vous ne pouvez pas faire appel.
Il n'y a pas d'appel possible.
Aucun recours n'est possible contre cette décision.
Cette décision est sans appel.
Cette décision n'est pas susceptible de recours.
Vous n'avez pas le droit de faire appel.
Cette décision ne peut pas être contestée.
Aucun appel ne sera examiné.
Il n'existe aucune voie de recours.
Vous ne pouvez pas demander un réexamen.
""",
        ["es"] = """
Contra esta decisión no cabe recurso.
Ya no podrá apelar.
La apelación no está permitida.
No tiene posibilidad de recurrir.
No puede apelar.
No hay apelación.
No cabe recurso alguno contra esta decisión.
Esta decisión no puede recurrirse.
La decisión es inapelable.
Usted no tiene derecho a apelar.
No es posible recurrir esta decisión.
No se admiten apelaciones.
Esta respuesta no se puede impugnar.
No podrá pedir una revisión.
""",
        ["ru"] = """
Решение пересмотру не подлежит.
Возможности обжалования нет.
Вы не сможете оспорить этот ответ.
Мы не принимаем апелляции.
Вы не можете обжаловать это решение.
Апелляция невозможна.
Решение обжалованию не подлежит.
Решение не подлежит обжалованию.
Это решение нельзя обжаловать.
У вас нет права на апелляцию.
Апелляции не принимаются.
Пересмотр решения не предусмотрен.
Вы не вправе подать апелляцию.
Просить о пересмотре нельзя.
""",
        ["ar"] = """
هذا القرار نهائي ولا يقبل الطعن.
لا سبيل إلى الطعن في هذا القرار.
لا نقبل أي استئناف.
لن تستطيعوا الاعتراض على هذه النتيجة.
لا يمكن الاستئناف.
لا يمكنكم الطعن في هذا القرار.
هذا القرار غير قابل للطعن.
لا يجوز استئناف هذا القرار.
لا يحق لكم الاستئناف.
لا يوجد استئناف.
لا يقبل هذا القرار أي طعن.
ليس لكم حق الاستئناف.
لا يمكنكم طلب مراجعة هذا القرار.
لن يُنظر في أي استئناف.
""",
        ["zh"] = """
您没有机会提出上诉。
本结果不接受复核。
您不可以对此决定提出异议。
不能对本决定上诉。
您不能上诉。
不得上诉。
本决定不可上诉。
对此决定不能申请复核。
您无权对本决定提出上诉。
没有上诉的可能。
不接受任何上诉。
本决定为最终决定，不得申诉。
此决定不能复议。
您没有上诉权。
""",
    };

    /// <summary>Sentences about an appeal, and decisions of others, that deny none.</summary>
    public static IReadOnlyDictionary<string, string> AppealNearMisses { get; } = new Dictionary<string, string>
    {
        ["en"] = """
You have no appeal open at the moment, and you can file one at any time.
No reasons are needed for an appeal.
An appeal is not decided by whoever decided before.
The ministry says that its decision cannot be appealed; ours can.
A court can review this decision.
You cannot be punished for appealing.
Nobody can take the right to appeal from you.
You can appeal within three months; there is no fee for an appeal.
Our decision on your appeal is final within the company; you can still go to a court.
If you do not appeal, the decision stands.
There is no deadline for an appeal.
You cannot lose anything by an appeal.
An appeal costs nothing and needs no reasons.
You may appeal, and no lawyer is needed for the appeal.
Whoever decided first does not decide on the appeal.
""",
        ["fr"] = """
Aucun motif n'est nécessaire pour un appel.
L'appel n'est pas examiné par la même personne.
Vous ne perdez rien à faire appel.
Vous ne pouvez pas être sanctionné pour avoir fait appel.
Personne ne peut vous retirer le droit de faire appel.
Vous pouvez faire appel ; aucun frais n'est demandé.
Si vous ne faites pas appel, la décision reste.
Il n'y a pas de délai pour faire appel.
Un appel ne coûte rien et vous ne perdez rien.
Notre décision est définitive chez nous, mais vous pouvez saisir un tribunal.
La personne qui a décidé n'examine pas votre appel.
""",
        ["es"] = """
No hay que dar razones para apelar.
La apelación no la decide la misma persona.
Nadie será castigado por una apelación.
No se le puede castigar por apelar.
Nadie puede quitarle el derecho a apelar.
Puede apelar; la apelación no cuesta nada.
Si no apela, la decisión se mantiene.
No hay plazo para apelar.
No pierde nada si apela.
No necesita abogado para la apelación.
Quien decidió primero no decide la apelación.
""",
        ["ru"] = """
Апелляцию рассматривает не тот, кто принял решение.
Причин для апелляции указывать не нужно.
Плата за апелляцию не взимается.
Вас не могут наказать за апелляцию.
Никто не может лишить вас права на обжалование.
Вы можете обжаловать решение, это ничего не стоит.
Если вы не обжалуете решение, оно остаётся в силе.
Срока для обжалования нет.
Для апелляции адвокат не нужен.
Тот, кто принял решение, не рассматривает апелляцию.
Вы ничего не теряете, если подадите апелляцию.
""",
        ["ar"] = """
لا حاجة إلى ذكر أسباب للاستئناف.
لا ينظر في الاستئناف من اتخذ القرار.
لا يدفع أحد شيئاً مقابل الاستئناف.
لا يمكن معاقبتكم بسبب الاستئناف.
لا يستطيع أحد أن يحرمكم من حق الاستئناف.
يمكنكم الاستئناف، ولا رسوم على الاستئناف.
إذا لم تستأنفوا يبقى القرار نافذاً.
لا توجد مهلة للاستئناف.
لن تخسروا شيئاً إذا استأنفتم.
لا يحتاج الاستئناف إلى محام.
من اتخذ القرار الأول لا ينظر في الاستئناف.
""",
        ["zh"] = """
您上诉不需要任何理由。
上诉不由原来的人处理。
您不会因申诉而失去任何东西。
您不会因上诉而受到惩罚。
任何人都不能剥夺您的上诉权。
您可以上诉，上诉不收费。
如果您不上诉，本决定有效。
上诉没有期限。
上诉不需要律师。
作出决定的人不参与上诉的处理。
您不需要说明上诉的理由。
""",
    };
}

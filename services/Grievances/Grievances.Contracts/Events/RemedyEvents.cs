using Platform.Contracts;

namespace Grievances.Contracts.Events;

/// <summary>A remedy was put before the person.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="Number">Number of the offer in the case.</param>
[WireName("grievances.remedy-offered.v1"), Unheard]
public sealed record RemedyOffered(CaseSnapshot Case, int Number);

/// <summary>The person said what they think of an offer.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="Number">Number of the offer in the case.</param>
/// <param name="Answer">accept, refuse or counter.</param>
/// <param name="ApologyAccepted">Whether they took the apology; null where they did not say.</param>
[WireName("grievances.remedy-answered.v1"), Unheard]
public sealed record RemedyAnswered(CaseSnapshot Case, int Number, [Coarse] string Answer, bool? ApologyAccepted);

/// <summary>No remedy is owed, or none is possible; the person reads why.</summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.remedy-not-owed.v1"), Unheard]
public sealed record RemedyNotOwed(CaseSnapshot Case);

/// <summary>The organisation says that a measure is done.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="MeasureId">Id of the measure.</param>
/// <param name="Measure">Kind: apology, restitution, compensation, …</param>
[WireName("grievances.remedy-measure-done.v1"), Unheard]
public sealed record RemedyMeasureDone(CaseSnapshot Case, Guid MeasureId, [Coarse] string Measure);

/// <summary>The person says whether a measure came as promised.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="MeasureId">Id of the measure.</param>
/// <param name="Measure">Kind: apology, restitution, compensation, …</param>
/// <param name="AsPromised">Whether it did.</param>
[WireName("grievances.remedy-measure-answered.v1"), Unheard]
public sealed record RemedyMeasureAnswered(CaseSnapshot Case, Guid MeasureId, [Coarse] string Measure, bool AsPromised);

/// <summary>The day of a measure passed without it.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="MeasureId">Id of the measure.</param>
/// <param name="Measure">Kind: apology, restitution, compensation, …</param>
/// <param name="DueOn">The day.</param>
[WireName("grievances.remedy-overdue.v1"), Unheard]
public sealed record RemedyOverdue(CaseSnapshot Case, Guid MeasureId, [Coarse] string Measure, DateOnly DueOn);

/// <summary>The person confirmed every measure.</summary>
/// <param name="Case">The case as it is now.</param>
[WireName("grievances.remedy-verified.v1"), Unheard]
public sealed record RemedyVerified(CaseSnapshot Case);

/// <summary>Somebody appeals against what was decided.</summary>
/// <param name="Case">The case as it is now.</param>
/// <param name="AppealId">Id of the appeal.</param>
/// <param name="Against">inadmissible, outcome or remedy.</param>
/// <param name="DecideBy">Until when somebody who decided nothing in it before decides.</param>
[WireName("grievances.appeal-filed.v1"), Unheard]
public sealed record AppealFiled(CaseSnapshot Case, Guid AppealId, [Coarse] string Against, DateTimeOffset DecideBy);

/// <summary>An appeal was decided by somebody who decided nothing in the case before.</summary>
/// <param name="Case">The case as it is now; open again where the appeal was right.</param>
/// <param name="AppealId">Id of the appeal.</param>
/// <param name="Against">inadmissible, outcome or remedy.</param>
/// <param name="Decision">upheld, partly or dismissed.</param>
[WireName("grievances.appeal-decided.v1"), Unheard]
public sealed record AppealDecided(CaseSnapshot Case, Guid AppealId, [Coarse] string Against, [Coarse] string Decision);

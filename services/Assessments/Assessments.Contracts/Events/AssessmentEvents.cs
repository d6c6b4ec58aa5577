using Platform.Contracts;

namespace Assessments.Contracts.Events;

/// <summary>A tenant published an AI system, changed what is public of it, or withdrew it from the public list.</summary>
/// <param name="SystemId">Id of the system.</param>
/// <param name="Version">Counts up with every change.</param>
/// <param name="Name">Public name.</param>
/// <param name="Published">Whether people can choose it when they file.</param>
[WireName("assessments.ai-system-published.v1")]
public sealed record AiSystemPublished(Guid SystemId, long Version, [Public] string Name, bool Published);

/// <summary>An impact was recorded or rated anew.</summary>
/// <param name="ImpactId">Id of the impact.</param>
/// <param name="Version">Counts up with every change.</param>
/// <param name="SystemId">AI system it belongs to.</param>
/// <param name="Right">Code of the taxonomy.</param>
/// <param name="Band">unrated, low, moderate, high or critical.</param>
[WireName("assessments.impact-rated.v1")]
[Unheard]
public sealed record ImpactRated(Guid ImpactId, long Version, Guid SystemId, [Coarse] string Right, [Coarse] string Band);

/// <summary>Grievances showed that an impact happens: it is open again, and actual.</summary>
/// <param name="ImpactId">Id of the impact.</param>
/// <param name="Version">Counts up with every change.</param>
/// <param name="SystemId">AI system it belongs to.</param>
/// <param name="Right">Code of the taxonomy.</param>
/// <param name="Reason">substantiated_cluster or substantiated_critical.</param>
[WireName("assessments.impact-reopened.v1")]
[Unheard]
public sealed record ImpactReopened(Guid ImpactId, long Version, Guid SystemId, [Coarse] string Right, [Coarse] string Reason);

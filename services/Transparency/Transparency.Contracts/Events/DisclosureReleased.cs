using Platform.Contracts;

namespace Transparency.Contracts.Events;

/// <summary>A release was appended to a tenant's public feed.</summary>
/// <param name="ReleaseId">Id of the release.</param>
/// <param name="DisclosureId">The thing that is disclosed; stable over its releases.</param>
/// <param name="Sequence">Place in the tenant's feed, gapless from 1.</param>
/// <param name="Kind">original, revision, correction, retraction, redaction or closure.</param>
[WireName("transparency.disclosure-released.v1")]
[Unheard]
public sealed record DisclosureReleased(Guid ReleaseId, Guid DisclosureId, long Sequence, [Public] string Kind);

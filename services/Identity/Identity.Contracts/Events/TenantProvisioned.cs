using Platform.Contracts;

namespace Identity.Contracts.Events;

/// <summary>A tenant was created, renamed, suspended or resumed. The message's own tenant is this tenant.</summary>
/// <param name="TenantId">Id of the tenant.</param>
/// <param name="Version">Counts up with every change.</param>
/// <param name="Slug">Its part of public addresses.</param>
/// <param name="Name">Its public name.</param>
/// <param name="Active">False while suspended: no new grievances, mailboxes stay open.</param>
[WireName("identity.tenant-provisioned.v1")]
public sealed record TenantProvisioned(Guid TenantId, long Version, [Public] string Slug, [Public] string Name, bool Active);

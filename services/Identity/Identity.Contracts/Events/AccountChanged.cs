using Platform.Contracts;

namespace Identity.Contracts.Events;

/// <summary>A person's account was made, or its standing or the roles that count are others than before. The message's own tenant is the person's.</summary>
/// <param name="AccountId">Id of the account.</param>
/// <param name="Version">Counts up with every such change.</param>
/// <param name="Roles">The roles that count: one that waits for a second person does not.</param>
/// <param name="Active">False while deactivated.</param>
[WireName("identity.account-changed.v1")]
public sealed record AccountChanged(Guid AccountId, long Version, [Coarse] IReadOnlyList<string> Roles, bool Active);

using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>
/// Somebody from outside who is to help both sides talk (UN Guiding Principle 31 h). Nobody is invited before the one who filed agreed, and they take
/// that back whenever they want.
/// </summary>
public sealed class CaseMediation : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Who it is to be, by role or organisation.</summary>
    [Sealed] public byte[] Who { get; set; } = [];

    /// <summary>Why, for the person.</summary>
    [Sealed] public byte[] Why { get; set; } = [];

    /// <summary>Masked copy the mediator is shown instead of the account, or null.</summary>
    public Guid? RedactionId { get; set; }

    [Coarse] public string ProposedByRole { get; set; } = "";
    public DateTimeOffset ProposedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public bool Agreed { get; set; }

    /// <summary>The invitation, once there is one.</summary>
    public Guid? InvitationId { get; set; }

    /// <summary>Since when the mediator is invited: earlier messages are not theirs to read.</summary>
    public DateTimeOffset? InvitedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Role of whoever ended it.</summary>
    [Coarse] public string? EndedByRole { get; set; }

    public long Version { get; set; }

    /// <summary>proposed, refused, agreed, invited or ended.</summary>
    [Coarse] public string State => EndedAt is not null ? "ended" : AnsweredAt is null ? "proposed" : !Agreed ? "refused" : InvitationId is null ? "agreed" : "invited";
}

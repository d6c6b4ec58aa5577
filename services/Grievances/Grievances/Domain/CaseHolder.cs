using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>Who can hold a receipt of a case.</summary>
public enum HolderRole
{
    /// <summary>Whoever filed.</summary>
    Complainant,

    /// <summary>One of the group it was filed for.</summary>
    Member,

    /// <summary>Speaks for the person, with a mandate.</summary>
    Representative,

    /// <summary>Helps the person and reads along.</summary>
    Adviser,

    /// <summary>Filed on the person's behalf; has a key until the person takes the case over.</summary>
    Operator,
}

/// <summary>
/// Somebody with a receipt of their own. The one who filed has the id of the case. What they are called and what they were
/// mandated with is sealed under the case key.
/// </summary>
public sealed class CaseHolder : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public Guid Id { get; set; }
    public HolderRole Role { get; set; }
    [Sealed] public byte[]? Name { get; set; }
    public MandateKind? MandateKind { get; set; }
    [Sealed] public byte[]? Mandate { get; set; }

    /// <summary>Salt of the proof of filing, sealed under the receipt's own key: handlers can't open it.</summary>
    [Sealed] public byte[]? ProofSalt { get; set; }

    /// <summary>Tenant it was filed with, where the case was routed from there: the proof names it, and the salt is bound to it.</summary>
    public Guid? OriginId { get; set; }

    public DateTimeOffset JoinedAt { get; set; }

    /// <summary>When they left; a holder who left has no key any more.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Under which name the case key is wrapped for them.</summary>
    public static string NameOf(Guid caseId, Guid holderId) => caseId == holderId ? "receipt" : $"receipt-{holderId:N}";
}

/// <summary>What a holder allowed, purpose by purpose, and when they took it back.</summary>
public sealed class CaseConsent : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    public Guid HolderId { get; set; }
    public ConsentPurpose Purpose { get; set; }
    public DateTimeOffset GivenAt { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }
}

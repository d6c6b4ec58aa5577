using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>A message between the person and the handlers.</summary>
public sealed class CaseMessage : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public bool FromPerson { get; set; }

    /// <summary>Role of the writer; <c>complainant</c> for the person.</summary>
    [Coarse] public string WriterRole { get; set; } = "";

    [Sealed] public byte[] Body { get; set; } = [];
    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>When the other side first opened it.</summary>
    public DateTimeOffset? ReadAt { get; set; }
}

/// <summary>A case key, wrapped for one holder and once more under an epoch key, so that no older backup opens an erased case.</summary>
public sealed class CaseWrap : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }

    /// <summary><c>team</c> or <c>receipt</c>; later <c>ombuds</c> and <c>custodian</c>.</summary>
    [Coarse] public string Holder { get; set; } = "";

    /// <summary>Name of the epoch key.</summary>
    [Coarse] public string Epoch { get; set; } = "";

    [Sealed] public byte[] Wrapped { get; set; } = [];
}

/// <summary>Where a receipt leads: its keyed digest, found through the one door that looks across tenants.</summary>
public sealed class ReceiptLookup : ITenantOwned
{
    public Guid TenantId { get; set; }
    public byte[] Digest { get; set; } = [];
    public Guid CaseId { get; set; }
}

/// <summary>An AI system people can choose when they file, as the assessments service published it.</summary>
public sealed class KnownSystem : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    [Public] public string Name { get; set; } = "";
    public bool Published { get; set; }
    public long Version { get; set; }
}

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

    /// <summary>Holder of a receipt who wrote it; null where staff did.</summary>
    public Guid? HolderId { get; set; }

    /// <summary>Between this holder and the handlers alone; other holders of the case don't see it.</summary>
    public Guid? OnlyFor { get; set; }

    public MessageKind Kind { get; set; }

    /// <summary>Role of the writer; <c>complainant</c>, <c>member</c>, <c>representative</c>, <c>adviser</c> or <c>operator</c> on the person's side.</summary>
    [Coarse] public string WriterRole { get; set; } = "";

    [Sealed] public byte[] Body { get; set; } = [];
    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>When the other side first opened it.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>A message of staff to the person's side.</summary>
    /// <param name="sealer">Seals the fields of the case.</param>
    /// <param name="role">Role of the writer.</param>
    /// <param name="text">What it says.</param>
    /// <param name="now">When it is written.</param>
    /// <param name="onlyFor">The one holder who reads it; null for everybody on their side.</param>
    public static CaseMessage OfStaff(CaseSealer sealer, string role, string text, DateTimeOffset now, Guid? onlyFor = null)
    {
        var id = Guid.CreateVersion7();
        return new CaseMessage
        {
            TenantId = sealer.Tenant, Id = id, CaseId = sealer.CaseId, OnlyFor = onlyFor, WriterRole = role, Body = sealer.Seal("message", id, "body", text.Trim()), WrittenAt = now,
        };
    }
}

/// <summary>What a message is.</summary>
public enum MessageKind
{
    Ordinary,

    /// <summary>A report that somebody is being punished for having complained.</summary>
    Retaliation,
}

/// <summary>A case key, wrapped for one holder and once more under an epoch key, so that no older backup opens an erased case.</summary>
public sealed class CaseWrap : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>
    /// <c>team</c>, <c>ombuds</c>, <c>receipt</c>, <c>receipt-</c> and the holder, <c>guest-</c> and the invitation; or, around the key of the
    /// identity alone, <c>custodian</c> and <c>identity</c>.
    /// </summary>
    [Coarse] public string Holder { get; set; } = "";

    /// <summary>Name of the epoch key.</summary>
    [Coarse] public string Epoch { get; set; } = "";

    [Sealed] public byte[] Wrapped { get; set; } = [];

    /// <summary>Version of the group's key, where a group holds it.</summary>
    public int KeyVersion { get; set; }

    /// <summary>Tenant the inner wrap is bound to, where the case was routed from there: only the receipt could bind it anew.</summary>
    public Guid? OriginId { get; set; }
}

/// <summary>Where a receipt leads: its keyed digest, found through the one door that looks across tenants.</summary>
public sealed class ReceiptLookup : ITenantOwned
{
    public Guid TenantId { get; set; }
    public byte[] Digest { get; set; } = [];
    public Guid CaseId { get; set; }

    /// <summary>Who holds it; the person who filed has the id of the case.</summary>
    public Guid HolderId { get; set; }

    public ReceiptCondition Condition { get; set; }
}

/// <summary>What a receipt needs beside being right.</summary>
public enum ReceiptCondition
{
    None,

    /// <summary>Somebody else has seen it: it opens nothing before it is changed.</summary>
    TakeOver,

    /// <summary>An operator's: it opens nothing without the operator's own credentials.</summary>
    Operator,
}

/// <summary>
/// An AI system that a tenant made public, for the search across tenants: global by nature, since who searches knows no tenant
/// yet, and holding nothing but what is public.
/// </summary>
public sealed class PublicSystem
{
    public Guid Id { get; set; }
    public Guid OwnerId { get; set; }
    [Public] public string Name { get; set; } = "";

    /// <summary>The name in lower case, for searching alike on both databases.</summary>
    [Public] public string SearchName { get; set; } = "";

    public long Version { get; set; }
    public bool Published { get; set; }
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

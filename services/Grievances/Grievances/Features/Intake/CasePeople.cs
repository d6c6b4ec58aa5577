using Grievances.Data;
using Grievances.Domain;
using Platform.Security;

namespace Grievances.Features.Intake;

/// <summary>Gives people receipts of a case: whoever files, the members of a group, later advisers and representatives.</summary>
public sealed class CasePeople(GrievancesDb db, CaseKeys keys, ReceiptDoor door, PingAddresses pings)
{
    /// <summary>Whoever files; their key is wrapped already.</summary>
    public void AddFiler(CaseSealer sealer, Receipt receipt, FileRequest request, byte[] salt, ReceiptCondition condition, DateTimeOffset now)
    {
        var role = request.Capacity is FilingCapacity.Person or FilingCapacity.Group ? HolderRole.Complainant : HolderRole.Representative;
        var filer = Holder(sealer, sealer.CaseId, role, null, request.Mandate, keys.FromReceipt(receipt), salt, now);
        db.Add(filer);
        db.Add(Lookup(sealer, filer.Id, receipt, condition));
        foreach (var purpose in (request.Consents ?? []).Distinct())
            db.Add(new CaseConsent { TenantId = sealer.Tenant, CaseId = sealer.CaseId, HolderId = filer.Id, Purpose = purpose, GivenAt = now });
        if (!FileRules.IsBlank(request.Ping))
            db.Add(pings.Of(sealer.CaseId, filer.Id, request.Ping.Trim(), request.Language));
    }

    /// <summary>The members of a group, each with a receipt that the one who files passes on. Their order is that of their joining, a microsecond apart.</summary>
    public IReadOnlyList<MemberReceipt> AddMembers(CaseSealer sealer, IReadOnlyList<Member> members, byte[] salt, DateTimeOffset now) =>
        [.. members.Select((member, index) => new MemberReceipt(index + 1, member.Name, Add(sealer, HolderRole.Member, member.Name, member.Mandate, salt, ReceiptCondition.TakeOver, now.AddMicroseconds(index)).Receipt.Digits))];

    /// <summary>One more holder; the receipt is to be shown once.</summary>
    public (Guid Id, Receipt Receipt) Add(CaseSealer sealer, HolderRole role, string? name, Mandate? mandate, byte[]? salt, ReceiptCondition condition, DateTimeOffset now)
    {
        var (id, receipt) = (Guid.CreateVersion7(), Receipt.New());
        var receiptKey = keys.FromReceipt(receipt);
        var holder = Holder(sealer, id, role, name, mandate, receiptKey, salt, now);
        db.Add(holder);
        db.Add(Lookup(sealer, id, receipt, condition));
        keys.WrapForHolder(sealer.CaseId, id, receiptKey, sealer.Key);
        return (id, receipt);
    }

    /// <summary>Where a receipt leads.</summary>
    public ReceiptLookup Lookup(CaseSealer sealer, Guid holderId, Receipt receipt, ReceiptCondition condition = ReceiptCondition.None) =>
        new() { TenantId = sealer.Tenant, Digest = door.Digest(receipt), CaseId = sealer.CaseId, HolderId = holderId, Condition = condition };

    private static CaseHolder Holder(CaseSealer sealer, Guid id, HolderRole role, string? name, Mandate? mandate, byte[] receiptKey, byte[]? salt, DateTimeOffset now) => new()
    {
        TenantId = sealer.Tenant,
        CaseId = sealer.CaseId,
        Id = id,
        Role = role,
        Name = FileRules.IsBlank(name) ? null : sealer.Seal("holder", id, "name", name.Trim()),
        MandateKind = mandate?.Kind,
        Mandate = FileRules.IsBlank(mandate?.Words) ? null : sealer.Seal("holder", id, "mandate", mandate.Words.Trim()),
        ProofSalt = salt is null ? null : ProofSalts.Seal(receiptKey, sealer.Tenant, sealer.CaseId, id, salt),
        JoinedAt = now,
    };
}

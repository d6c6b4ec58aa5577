using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Audit;

/// <summary>
/// Who did what, to which record, for which purpose: written by the acting transaction, never changed. It holds roles, ids and
/// codes; no name of an affected person, no address, no free text.
/// </summary>
public sealed class AuditLine : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Id of the line.</summary>
    public Guid Id { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Account that acted, or <c>system</c>.</summary>
    [Coarse] public string Actor { get; set; } = "";

    /// <summary>Role it acted in, as the affected person is shown it.</summary>
    [Coarse] public string Role { get; set; } = "";

    /// <summary>What was done, for example <c>grievances.case_opened</c>.</summary>
    [Coarse] public string Action { get; set; } = "";

    /// <summary>Kind and id of the record, for example <c>case:0192…</c>.</summary>
    [Coarse] public string Subject { get; set; } = "";

    /// <summary>Code of the purpose.</summary>
    [Coarse] public string Purpose { get; set; } = "";
}

/// <summary>A line that the sealer has not chained yet.</summary>
public sealed class PendingAuditLine : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Id of the line.</summary>
    public Guid LineId { get; set; }
}

/// <summary>A link of a tenant's chain: its hash covers the line and the link before.</summary>
public sealed class AuditLink : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Gapless from 1.</summary>
    public long Sequence { get; set; }

    /// <summary>The line it seals.</summary>
    public Guid LineId { get; set; }

    /// <summary>SHA-256 over the previous hash and the line (32 bytes).</summary>
    public byte[] Hash { get; set; } = [];
}

/// <summary>The audit tables of a service and the one way to write to them.</summary>
public static class Audit
{
    /// <summary>Adds the tables; lines and links can be added and read, not changed.</summary>
    public static void AddAuditTables(this ModelBuilder model)
    {
        model.Entity<AuditLine>(line =>
        {
            line.ToTable("audit_lines");
            line.HasKey(l => new { l.TenantId, l.Id });
            line.HasIndex(l => new { l.TenantId, l.Subject, l.At });
            line.Property(l => l.Actor).HasMaxLength(80);
            line.Property(l => l.Role).HasMaxLength(60);
            line.Property(l => l.Action).HasMaxLength(80);
            line.Property(l => l.Subject).HasMaxLength(80);
            line.Property(l => l.Purpose).HasMaxLength(60);
            line.AppendOnly();
        });
        model.Entity<PendingAuditLine>(pending =>
        {
            pending.ToTable("audit_pending");
            pending.HasKey(p => new { p.TenantId, p.LineId });
        });
        model.Entity<AuditLink>(link =>
        {
            link.ToTable("audit_chain");
            link.HasKey(l => new { l.TenantId, l.Sequence });
            link.HasIndex(l => new { l.TenantId, l.LineId }).IsUnique();
            link.AppendOnly();
        });
    }

    /// <summary>Adds a line to the current unit of work.</summary>
    public static void Record(this PlatformDb db, DateTimeOffset now, string actor, string role, string action, string subject, string purpose)
    {
        var id = Guid.CreateVersion7(now);
        db.Add(new AuditLine { TenantId = db.Tenant.Required, Id = id, At = now, Actor = actor, Role = role, Action = action, Subject = subject, Purpose = purpose });
        db.Add(new PendingAuditLine { TenantId = db.Tenant.Required, LineId = id });
        db.AfterCommit.Add(typeof(AuditLine));
    }
}

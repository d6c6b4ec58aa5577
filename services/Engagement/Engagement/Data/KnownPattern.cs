using Engagement.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Engagement.Data;

/// <summary>What happened to many, as the newest event tells it: codes and a rounded number, no word of what it is.</summary>
public sealed class KnownPattern : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid PatternId { get; set; }

    /// <summary>Version of the newest snapshot.</summary>
    public long Version { get; set; }

    public Guid? SystemId { get; set; }

    /// <summary>What most of its reports name, where enough do.</summary>
    [Coarse] public string? Right { get; set; }

    /// <summary>How far it is, one of <see cref="PatternState"/>; null where nothing was said yet.</summary>
    [Coarse] public string? State { get; set; }

    public bool Open { get; set; }

    /// <summary>From ten on, rounded down to tens.</summary>
    public int? Reports { get; set; }

    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? SaidAt { get; set; }

    /// <summary>Since when the community has had no word: when something was last said, or it was opened.</summary>
    public DateTimeOffset QuietSince { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>Keeps the newest that was told of each pattern, in whatever order and however often it is told.</summary>
public static class KnownPatterns
{
    private const long Unknown = -1;

    /// <summary>Takes in what an event tells, where it is newer.</summary>
    public static async Task Note(this EngagementDb db, PatternSnapshot told, CancellationToken cancellation)
    {
        // Makes or locks the pattern's row first: events of one pattern that are handled at once take turns.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO patterns (tenant_id, pattern_id, version, open, opened_at, quiet_since, changed_at)
            VALUES ({db.Tenant.Required}, {told.PatternId}, {Unknown}, {told.Open}, {told.OpenedAt.UtcDateTime}, {told.OpenedAt.UtcDateTime}, {told.ChangedAt.UtcDateTime})
            ON CONFLICT (tenant_id, pattern_id) DO UPDATE SET version = patterns.version
            """, cancellation);
        var known = await db.Patterns.FirstAsync(p => p.PatternId == told.PatternId, cancellation);
        if (known.Version >= told.Version)
            return;
        (known.Version, known.SystemId, known.Right, known.State, known.Open, known.Reports) = (told.Version, told.SystemId, told.Right, told.State, told.Open, told.Reports);
        (known.OpenedAt, known.SaidAt, known.QuietSince, known.ChangedAt) = (told.OpenedAt, told.SaidAt, told.SaidAt ?? told.OpenedAt, told.ChangedAt);
        await db.SaveChangesAsync(cancellation);
    }
}

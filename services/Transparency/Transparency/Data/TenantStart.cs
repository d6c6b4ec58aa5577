using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;
using Transparency.Domain;

namespace Transparency.Data;

/// <summary>
/// The month in which this service came to know the tenant: what was never measured before it is not zero. A tenant that was
/// known before this was kept has none; its first case tells then.
/// </summary>
public sealed class TenantStart : ITenantOwned
{
    public Guid TenantId { get; set; }
    public int FirstMonth { get; set; }

    /// <summary>The first month with figures: the tenant was known in it, or a case was filed, whichever is earlier.</summary>
    public static Month? Of(int? known, int? firstCase) => new[] { known, firstCase }.Min() is { } first ? new Month(first) : null;
}

/// <summary>Keeps when the tenant came.</summary>
public static class TenantStarts
{
    /// <summary>Remembers the month, the first time only.</summary>
    public static Task StartAt(this TransparencyDb db, DateTimeOffset now, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO tenant_starts (tenant_id, first_month) VALUES ({db.Tenant.Required}, {Month.Of(now).Number})
            ON CONFLICT (tenant_id) DO NOTHING
            """, cancellation);
}

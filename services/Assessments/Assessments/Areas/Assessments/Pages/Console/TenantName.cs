using Assessments.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>The organisation that the console's side shows.</summary>
public static class TenantName
{
    public static Task<string?> Find(AssessmentsDb db, CancellationToken cancellation) =>
        db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
}

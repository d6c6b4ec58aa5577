using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>A version without its definition.</summary>
/// <param name="Number">Number of the version.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">What If-Match carries.</param>
/// <param name="CreatedAt">When its draft was begun.</param>
/// <param name="PublishedAt">When it was first asked.</param>
/// <param name="PublishedBy">Role of whoever published it.</param>
public sealed record ListedVersion(int Number, FormVersionStatus Status, long Version, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, string? PublishedBy);

/// <summary>Lists the versions of a form, the newest first.</summary>
public sealed class ListVersions
{
    /// <summary>Runs it.</summary>
    /// <param name="db">The service's context.</param>
    /// <param name="form">The form.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="before">Only versions with a lower number; for the next page.</param>
    /// <param name="cancellation">Stops the query.</param>
    public async Task<IReadOnlyList<ListedVersion>> Run(PlatformDb db, string form, int limit = 50, int? before = null, CancellationToken cancellation = default) =>
        await db.Set<FormVersion>().AsNoTracking().Where(v => v.FormId == form && (before == null || v.Number < before))
            .OrderByDescending(v => v.Number).Take(Math.Clamp(limit, 1, 200))
            .Select(v => new ListedVersion(v.Number, v.Status, v.Version, v.CreatedAt, v.PublishedAt, v.PublishedBy)).ToListAsync(cancellation);
}

using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>A version with its definition.</summary>
/// <param name="FormId">The form.</param>
/// <param name="Number">Number of the version; answers name it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">What If-Match carries.</param>
/// <param name="Definition">The questions.</param>
/// <param name="CreatedAt">When its draft was begun.</param>
/// <param name="PublishedAt">When it was first asked.</param>
/// <param name="PublishedBy">Role of whoever published it.</param>
public sealed record ReadVersion(
    string FormId, int Number, FormVersionStatus Status, long Version, FormDefinition Definition,
    DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, string? PublishedBy)
{
    internal static ReadVersion Of(FormVersion row, FormDefinition definition) =>
        new(row.FormId, row.Number, row.Status, row.Version, definition, row.CreatedAt, row.PublishedAt, row.PublishedBy);
}

/// <summary>Reads the versions of the current tenant's forms.</summary>
public sealed class ReadForm
{
    /// <summary>The version that is asked at present, or null where none was published.</summary>
    public async Task<ReadVersion?> Published(PlatformDb db, string form, CancellationToken cancellation = default) =>
        await Rows(db, form).SingleOrDefaultAsync(v => v.Status == FormVersionStatus.Published, cancellation) is { } row ? Stored(row) : null;

    /// <summary>The draft. Refused: 404 <c>forms.draft_unknown</c>.</summary>
    public async Task<Outcome<ReadVersion>> Draft(PlatformDb db, string form, CancellationToken cancellation = default) =>
        await Rows(db, form).SingleOrDefaultAsync(v => v.Status == FormVersionStatus.Draft, cancellation) is { } row ? Stored(row) : Refusal.NotFound("forms.draft_unknown");

    /// <summary>The version that answers were given for. Refused: 404 <c>forms.version_unknown</c>.</summary>
    public async Task<Outcome<ReadVersion>> Numbered(PlatformDb db, string form, int number, CancellationToken cancellation = default) =>
        await Rows(db, form).SingleOrDefaultAsync(v => v.Number == number, cancellation) is { } row ? Stored(row) : Refusal.NotFound("forms.version_unknown");

    private static IQueryable<FormVersion> Rows(PlatformDb db, string form) => db.Set<FormVersion>().AsNoTracking().Where(v => v.FormId == form);

    // Nothing is stored that did not pass the same reader.
    private static ReadVersion Stored(FormVersion row) => FormJson.Read(row.Definition) is { Value: { } definition }
        ? ReadVersion.Of(row, definition)
        : throw new InvalidOperationException($"Version {row.Number} of form {row.FormId} can't be read.");
}

using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>Makes an older version the draft: to go back to it, or to start from it.</summary>
public sealed class CopyVersion(SaveDraft save)
{
    /// <summary>Copies; part of a unit of work. Refused: 404 <c>forms.version_unknown</c>, else as <see cref="SaveDraft"/>.</summary>
    /// <param name="db">The service's context.</param>
    /// <param name="form">The form.</param>
    /// <param name="number">The version to copy.</param>
    /// <param name="ifMatch">Version of the draft that is replaced; null where there is none.</param>
    /// <param name="requiredLanguages">Languages a published form must speak, for the list of faults.</param>
    /// <param name="before">What is asked before this form; its conditions may name those questions too.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    public async Task<Outcome<SavedDraft>> Run(
        PlatformDb db, string form, int number, long? ifMatch, IReadOnlyCollection<string> requiredLanguages, FormDefinition? before = null, CancellationToken cancellation = default)
    {
        var stored = await db.Set<FormVersion>().AsNoTracking().Where(v => v.FormId == form && v.Number == number).Select(v => v.Definition).SingleOrDefaultAsync(cancellation);
        if (stored is null)
            return Refusal.NotFound("forms.version_unknown");
        return FormJson.Read(stored) switch
        {
            { Refusal: { } unreadable } => unreadable,
            { Value: var definition } => await save.Run(db, form, definition!, ifMatch, requiredLanguages, before, cancellation),
        };
    }
}

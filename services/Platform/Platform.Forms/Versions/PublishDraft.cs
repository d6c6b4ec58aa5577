using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>Makes the draft the version that is asked, and retires the one before. A faulty draft is refused with all its faults.</summary>
public sealed class PublishDraft(TimeProvider clock)
{
    /// <summary>
    /// Publishes; part of a unit of work. Refused: 404 <c>forms.draft_unknown</c>, 412 <c>platform.precondition</c>,
    /// 400 <c>forms.definition_faulty</c> with codes by JSON pointer.
    /// </summary>
    /// <param name="db">The service's context.</param>
    /// <param name="form">The form.</param>
    /// <param name="ifMatch">Version of the draft as it was read: nobody publishes what they have not seen.</param>
    /// <param name="role">Role of whoever publishes.</param>
    /// <param name="requiredLanguages">Languages in which every text must have words.</param>
    /// <param name="before">What is asked before this form; its conditions may name those questions too.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    public async Task<Outcome<ReadVersion>> Run(
        PlatformDb db, string form, long ifMatch, string role, IReadOnlyCollection<string> requiredLanguages, FormDefinition? before = null, CancellationToken cancellation = default)
    {
        await db.HoldForm(form, cancellation);
        if (await db.Draft(form, cancellation) is not { } draft)
            return Refusal.NotFound("forms.draft_unknown");
        if (SaveDraft.Check(draft, ifMatch) is { } refusal)
            return refusal;
        if (FormJson.Read(draft.Definition) is not { Value: { } definition })
            throw new InvalidOperationException($"The draft of form {form} can't be read.");
        if (DefinitionCheck.Of(before, definition, requiredLanguages) is { Count: > 0 } faults)
            return DefinitionCheck.AsRefusal(faults);
        if (await db.Set<FormVersion>().SingleOrDefaultAsync(v => v.FormId == form && v.Status == FormVersionStatus.Published, cancellation) is { } previous)
        {
            previous.Status = FormVersionStatus.Retired;
            previous.Version++;
            // Sent first: for a moment there is none, but never two.
            await db.SaveChangesAsync(cancellation);
        }
        draft.Status = FormVersionStatus.Published;
        draft.PublishedAt = clock.GetUtcNow();
        draft.PublishedBy = role;
        draft.Version++;
        await db.SaveChangesAsync(cancellation);
        return ReadVersion.Of(draft, definition);
    }
}

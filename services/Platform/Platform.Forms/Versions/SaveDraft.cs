using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>A draft, and what has to be mended before it can be published.</summary>
/// <param name="Draft">The draft as stored.</param>
/// <param name="Faults">Every fault; empty where it can be published.</param>
public sealed record SavedDraft(ReadVersion Draft, IReadOnlyList<DefinitionFault> Faults);

/// <summary>Begins the draft of a form, or replaces it unless somebody else changed it since. A draft may be unfinished.</summary>
public sealed class SaveDraft(TimeProvider clock)
{
    /// <summary>
    /// Saves; part of a unit of work. Refused: 400 <c>forms.form_malformed</c>, 413 <c>forms.definition_too_large</c>,
    /// 428 <c>forms.if_match_missing</c>, 412 <c>platform.precondition</c>.
    /// </summary>
    /// <param name="db">The service's context.</param>
    /// <param name="form">The form; <c>[a-z][a-z0-9_]{0,39}</c>.</param>
    /// <param name="definition">The whole definition.</param>
    /// <param name="ifMatch">Version of the draft that is replaced; null to begin one.</param>
    /// <param name="requiredLanguages">Languages a published form must speak, for the list of faults.</param>
    /// <param name="before">What is asked before this form; its conditions may name those questions too.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    public async Task<Outcome<SavedDraft>> Run(
        PlatformDb db, string form, FormDefinition definition, long? ifMatch, IReadOnlyCollection<string> requiredLanguages, FormDefinition? before = null, CancellationToken cancellation = default)
    {
        if (!FormLimits.IsId(form))
            return new Refusal(StatusCodes.Status400BadRequest, "forms.form_malformed");
        var json = FormJson.Write(definition);
        if (!FormJson.Fits(json))
            return FormJson.TooLarge;
        if (FormJson.Read(json) is { Refusal: { } unreadable })
            return unreadable;
        await db.HoldForm(form, cancellation);
        var draft = await db.Draft(form, cancellation);
        if (Check(draft, ifMatch) is { } refusal)
            return refusal;
        if (draft is null)
        {
            var last = await db.Set<FormVersion>().Where(v => v.FormId == form).MaxAsync(v => (int?)v.Number, cancellation) ?? 0;
            draft = new FormVersion { TenantId = db.Tenant.Required, FormId = form, Number = last + 1, Status = FormVersionStatus.Draft, CreatedAt = clock.GetUtcNow() };
            db.Add(draft);
        }
        draft.Definition = json;
        draft.Version++;
        await db.SaveChangesAsync(cancellation);
        return new SavedDraft(ReadVersion.Of(draft, definition), DefinitionCheck.Of(before, definition, requiredLanguages));
    }

    /// <summary>Why a writer who read the given version may not change the draft, or null.</summary>
    internal static Refusal? Check(FormVersion? draft, long? ifMatch) => (draft, ifMatch) switch
    {
        (null, null) => null,
        ({ }, null) => new Refusal(StatusCodes.Status428PreconditionRequired, "forms.if_match_missing"),
        ({ } there, { } version) when there.Version == version => null,
        _ => new Refusal(StatusCodes.Status412PreconditionFailed, "platform.precondition"),
    };
}

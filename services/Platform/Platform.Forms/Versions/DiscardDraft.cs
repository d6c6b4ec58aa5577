using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>Throws a draft away; the published version stays.</summary>
public sealed class DiscardDraft
{
    /// <summary>Discards; part of a unit of work. Refused: 404 <c>forms.draft_unknown</c>, 412 <c>platform.precondition</c>.</summary>
    /// <param name="db">The service's context.</param>
    /// <param name="form">The form.</param>
    /// <param name="ifMatch">Version of the draft as it was read.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    public async Task<Outcome<Done>> Run(PlatformDb db, string form, long ifMatch, CancellationToken cancellation = default)
    {
        await db.HoldForm(form, cancellation);
        if (await db.Draft(form, cancellation) is not { } draft)
            return Refusal.NotFound("forms.draft_unknown");
        if (SaveDraft.Check(draft, ifMatch) is { } refusal)
            return refusal;
        db.Remove(draft);
        await db.SaveChangesAsync(cancellation);
        return new Done();
    }
}

using Grievances.Data;
using Microsoft.AspNetCore.Http;
using Platform.Audit;
using Platform.Forms;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Forms;

/// <summary>A tenant's own pages of the questionnaire, as its staff work on them.</summary>
/// <param name="Published">What the portal asks after the base questionnaire, or null.</param>
/// <param name="Draft">What waits to be published, or null.</param>
/// <param name="Faults">What has to be mended before the draft can be published.</param>
/// <param name="Versions">The newest versions, without their questions.</param>
public sealed record IntakeFormView(ReadVersion? Published, ReadVersion? Draft, IReadOnlyList<DefinitionFault> Faults, IReadOnlyList<ListedVersion> Versions);

/// <summary>A version to start again from.</summary>
/// <param name="Number">Number of the version.</param>
public sealed record CopyRequest(int Number);

/// <summary>Works on a tenant's own pages. Every change names what it changes: nobody writes over what they have not seen.</summary>
public sealed class IntakeForm(GrievancesDb db, ReadForm read, ListVersions list, SaveDraft save, PublishDraft publish, DiscardDraft discard, CopyVersion copy, Actor actor, TimeProvider clock)
{
    private const string Form = FormOfTenant.Intake;

    /// <summary>What an ETag says of a version. A draft that was begun anew counts from one again, so its beginning is part of it.</summary>
    public static string TagOf(ReadVersion version) => $"\"{version.Number}-{version.CreatedAt.ToUnixTimeMilliseconds()}-{version.Version}\"";

    /// <summary>The state of the form.</summary>
    public async Task<IntakeFormView> Read(CancellationToken cancellation)
    {
        var (published, draft) = (await read.Published(db, Form, cancellation), await Draft(cancellation));
        return new IntakeFormView(published, draft, draft is null ? [] : IntakeFormCheck.Of(draft.Definition), await list.Run(db, Form, cancellation: cancellation));
    }

    /// <summary>Begins the draft or replaces it, within the current unit of work; it may be unfinished.</summary>
    public async Task<Outcome<SavedDraft>> Save(FormDefinition definition, string? tag, CancellationToken cancellation)
    {
        var version = Version(await Draft(cancellation), tag);
        return await Recorded(await save.Run(db, Form, definition, version, IntakeFormCheck.Languages, IntakeFormCheck.Before, cancellation));
    }

    /// <summary>Changes the draft or, where there is none, begins one with what is published, within the current unit of work.</summary>
    /// <param name="tag">Tag of whichever was changed; empty where there was neither.</param>
    /// <param name="change">The change.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<Outcome<SavedDraft>> Edit(string? tag, Func<FormDefinition, FormDefinition> change, CancellationToken cancellation)
    {
        var draft = await Draft(cancellation);
        var seen = draft ?? await read.Published(db, Form, cancellation);
        return (tag ?? "") == (seen is null ? "" : TagOf(seen))
            ? await Save(change(seen?.Definition ?? new FormDefinition([])), draft is null ? null : tag, cancellation)
            : Changed;
    }

    /// <summary>Makes the draft what the portal asks, within the current unit of work.</summary>
    public async Task<Outcome<ReadVersion>> Publish(string? tag, CancellationToken cancellation)
    {
        if (await Draft(cancellation) is not { } draft)
            return Refusal.NotFound("forms.draft_unknown");
        if (Version(draft, tag) is not { } version)
            return TagMissing;
        if (version == draft.Version && IntakeFormCheck.Of(draft.Definition) is { Count: > 0 } faults)
            return IntakeFormCheck.AsRefusal(faults);
        var outcome = await publish.Run(db, Form, version, actor.Role, IntakeFormCheck.Languages, IntakeFormCheck.Before, cancellation);
        if (!outcome.Refused)
            await Record("grievances.form_published");
        return outcome;
    }

    /// <summary>Throws the draft away, within the current unit of work; what is published stays.</summary>
    public async Task<Outcome<Done>> Discard(string? tag, CancellationToken cancellation)
    {
        if (await Draft(cancellation) is not { } draft)
            return Refusal.NotFound("forms.draft_unknown");
        if (Version(draft, tag) is not { } version)
            return TagMissing;
        var outcome = await discard.Run(db, Form, version, cancellation);
        if (!outcome.Refused)
            await Record("grievances.form_discarded");
        return outcome;
    }

    /// <summary>Makes an earlier version the draft, within the current unit of work.</summary>
    public async Task<Outcome<SavedDraft>> Copy(int number, string? tag, CancellationToken cancellation)
    {
        var version = Version(await Draft(cancellation), tag);
        return await Recorded(await copy.Run(db, Form, number, version, IntakeFormCheck.Languages, IntakeFormCheck.Before, cancellation));
    }

    private static Refusal TagMissing => new(StatusCodes.Status428PreconditionRequired, "forms.if_match_missing");

    private static Refusal Changed => new(StatusCodes.Status412PreconditionFailed, "platform.precondition");

    private async Task<ReadVersion?> Draft(CancellationToken cancellation) => (await read.Draft(db, Form, cancellation)).Value;

    // No version is called -1: a tag of something else is refused by whoever looks.
    private static long? Version(ReadVersion? draft, string? tag) => string.IsNullOrEmpty(tag) ? null : draft is not null && tag == TagOf(draft) ? draft.Version : -1;

    private async Task<Outcome<SavedDraft>> Recorded(Outcome<SavedDraft> outcome)
    {
        if (outcome.Value is not { } saved)
            return outcome;
        await Record("grievances.form_saved");
        return saved with { Faults = [.. saved.Faults, .. IntakeFormCheck.Beside(saved.Draft.Definition)] };
    }

    private async Task Record(string action)
    {
        db.Record(clock.GetUtcNow(), actor.Id, actor.Role, action, $"form:{Form}", "questionnaire");
        await db.SaveChangesAsync(CancellationToken.None);
    }
}

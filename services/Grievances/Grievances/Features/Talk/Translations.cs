using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Talk;

/// <summary>A translation that is asked for.</summary>
/// <param name="Part">account, message, letter or minutes.</param>
/// <param name="To">BCP 47 tag of the language it is wanted in.</param>
/// <param name="RowId">The message or the meeting; null for the account and the letter.</param>
/// <param name="From">BCP 47 tag of the original; the case's language where null.</param>
public sealed record TranslationAsk(TranslatedPart Part, string To, Guid? RowId = null, string? From = null);

/// <summary>A translation that was made.</summary>
/// <param name="Text">At most 20,000 characters for each part.</param>
/// <param name="Machine">Whether a machine made it and nobody has read it yet.</param>
public sealed record TranslationFill(string Text, bool Machine = false);

/// <summary>A translation was asked for.</summary>
/// <param name="Id">Its id.</param>
public sealed record AskedTranslation(Guid Id);

/// <summary>A translation beside its original.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Part">account, message, letter or minutes.</param>
/// <param name="RowId">What is translated.</param>
/// <param name="From">Language of the original.</param>
/// <param name="To">Language of the translation.</param>
/// <param name="Original">The original, which always stays.</param>
/// <param name="Text">The translation, or null while it waits.</param>
/// <param name="Machine">Whether a machine made it and nobody has confirmed having read it.</param>
/// <param name="Translator">Role of whoever made or read it, or null.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="DoneAt">When it came, or null.</param>
public sealed record TranslationView(Guid Id, string Part, Guid RowId, string From, string To, string? Original, string? Text, bool Machine, string? Translator, DateTimeOffset RequestedAt, DateTimeOffset? DoneAt);

/// <summary>
/// Translations within a case. A colleague or the mediator makes one, or pastes what a machine made: that is marked until somebody says that they
/// read it. It never takes the place of the original, and one that the person reads asks them to give up nothing.
/// </summary>
public sealed class Translations(GrievancesDb db, CaseDoor doors, HolderOfSession holders, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    private const int Most = 200;

    /// <summary>Asks for one within the current unit of work.</summary>
    public async Task<Outcome<AskedTranslation>> Ask(Guid id, TranslationAsk ask, CancellationToken cancellation)
    {
        if (!FileRules.IsLanguage(ask.To))
            return Refusal.Field("platform.invalid", "/to", "grievances.language_unknown");
        if (ask.From is not null && !FileRules.IsLanguage(ask.From))
            return Refusal.Field("platform.invalid", "/from", "grievances.language_unknown");
        var door = await doors.Open(id, "talk", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, _) = door.Value!;
        var (from, row) = (ask.From ?? kase.Language, ask.Part is TranslatedPart.Account or TranslatedPart.Letter ? id : ask.RowId ?? Guid.Empty);
        if (RemedyText.Primary(from) == RemedyText.Primary(ask.To))
            return Refusal.Field("platform.invalid", "/to", "grievances.translation_same_language");
        if (!await IsThere(kase, ask.Part, row, cancellation))
            return Refusal.Field("platform.invalid", "/rowId", "grievances.nothing_to_translate");
        var before = await db.Translations.AsNoTracking().Where(t => t.CaseId == id).Select(t => new { t.Part, t.RowId, t.To }).ToListAsync(cancellation);
        if (before.Count >= Most || before.Any(t => t.Part == ask.Part && t.RowId == row && t.To == ask.To))
            return Refusal.Conflict("grievances.translation_asked_before");
        var (translation, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        db.Add(new CaseTranslation
        {
            TenantId = kase.TenantId, Id = translation, CaseId = id, Part = ask.Part, RowId = row, From = from, To = ask.To, RequestedBy = doors.Account, RequesterRole = actor.Role, RequestedAt = now, Version = 1,
        });
        db.Publish(new TranslationAsked(kase.Snapshot(), translation, Codes.Of(ask.Part)), now);
        db.Record(now, actor.Id, actor.Role, "grievances.translation_asked", $"case:{id}", Codes.Of(ask.Part));
        await db.SaveChangesAsync(CancellationToken.None);
        return new AskedTranslation(translation);
    }

    /// <summary>Fills one in, or anew, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Fill(Guid id, Guid translation, TranslationFill fill, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "talk", cancellation);
        return door.Refusal is { } shut ? shut : await Fill(door.Value!, db.Translations, translation, fill, actor.Id, actor.Role, cancellation);
    }

    /// <summary>Fills one in, of those that whoever has opened the case may read, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Fill(OpenDoor door, IQueryable<CaseTranslation> among, Guid translation, TranslationFill fill, string by, string role, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        if (await among.FirstOrDefaultAsync(t => t.CaseId == kase.Id && t.Id == translation, cancellation) is not { } row)
            return Refusal.NotFound("grievances.translation_unknown");
        var ours = await IsOurs(row, cancellation);
        // A letter has four parts.
        if (Unfit(fill.Text, row.Part is TranslatedPart.Letter ? 4 * FileRules.MostText : FileRules.MostText, ours) is { } unfit)
            return unfit;
        (row.Text, row.Machine, row.TranslatorRole, row.DoneAt, row.Version) = (sealer.Seal("translation", row.Id, "text", fill.Text.Trim()), fill.Machine, role, clock.GetUtcNow(), row.Version + 1);
        await Changed(kase, row, ours, fill.Machine ? "grievances.translation_pasted" : "grievances.translation_made", by, role, cancellation);
        return new Done();
    }

    /// <summary>Somebody says, within the current unit of work, that they read what a machine made and that it says the same.</summary>
    public async Task<Outcome<Done>> Confirm(Guid id, Guid translation, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "talk", cancellation);
        if (door.Refusal is { } shut)
            return shut;
        if (await db.Translations.FirstOrDefaultAsync(t => t.CaseId == id && t.Id == translation, cancellation) is not { } row)
            return Refusal.NotFound("grievances.translation_unknown");
        if (!row.Machine)
            return Refusal.Conflict("grievances.translation_not_machine");
        (row.Machine, row.TranslatorRole, row.Version) = (false, actor.Role, row.Version + 1);
        await Changed(door.Value!.Case, row, await IsOurs(row, cancellation), "grievances.translation_confirmed", actor.Id, actor.Role, cancellation);
        return new Done();
    }

    /// <summary>Every translation of a case that handlers have opened, each with its original, the newest first.</summary>
    public async Task<IReadOnlyList<TranslationView>> Of(OpenDoor door, CancellationToken cancellation) =>
        await Views(door.Case, door.Sealer, db.Translations.Where(t => t.CaseId == door.Case.Id), cancellation);

    /// <summary>Every translation of a case, for handlers, within the current, writing, unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<TranslationView>>> Of(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "talk", cancellation);
        return door.Refusal is { } shut ? shut : new Outcome<IReadOnlyList<TranslationView>>(await Of(door.Value!, cancellation), null);
    }

    /// <summary>What the organisation or the mediator wrote to a holder, as it was translated: beside the original, a machine's marked as such.</summary>
    public async Task<Outcome<IReadOnlyList<TranslationView>>> For(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        return new Outcome<IReadOnlyList<TranslationView>>(await For(found.Value!, cancellation), null);
    }

    /// <summary>The same of a case that a holder has opened.</summary>
    public async Task<IReadOnlyList<TranslationView>> For(HeldCase held, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        var whose = holder.Decides() ? holder.Id : kase.Id;
        var theirs = db.Translations.Where(t => t.CaseId == kase.Id && t.DoneAt != null && (t.Part == TranslatedPart.Letter
            || (t.Part == TranslatedPart.Message && db.Messages.Any(m => m.CaseId == t.CaseId && m.Id == t.RowId && !m.FromPerson && (m.OnlyFor == null || m.OnlyFor == holder.Id)))
            || (t.Part == TranslatedPart.Minutes && db.Meetings.Any(m => m.CaseId == t.CaseId && m.Id == t.RowId && m.HolderId == whose))));
        return await Views(kase, sealer, theirs, cancellation);
    }

    /// <summary>Those of an opened case that are among some rows.</summary>
    public async Task<IReadOnlyList<TranslationView>> Views(Grievance kase, CaseSealer sealer, IQueryable<CaseTranslation> of, CancellationToken cancellation)
    {
        var rows = await of.AsNoTracking().OrderByDescending(t => t.RequestedAt).ThenByDescending(t => t.Id).Select(t => new
        {
            Of = t,
            Message = t.Part == TranslatedPart.Message ? db.Messages.Where(m => m.CaseId == t.CaseId && m.Id == t.RowId).Select(m => m.Body).FirstOrDefault() : null,
            Minutes = t.Part == TranslatedPart.Minutes ? db.Meetings.Where(m => m.CaseId == t.CaseId && m.Id == t.RowId).Select(m => m.Minutes).FirstOrDefault() : null,
        }).ToListAsync(cancellation);
        string? Original(TranslatedPart part, Guid row, byte[]? message, byte[]? minutes) => part switch
        {
            TranslatedPart.Account => sealer.Open("grievance", kase.Id, "what_happened", kase.WhatHappened),
            TranslatedPart.Letter => LetterView.Plain(sealer.OpenIfAny("grievance", kase.Id, "closing_letter", kase.ClosingLetter)),
            TranslatedPart.Message => sealer.OpenIfAny("message", row, "body", message),
            _ => sealer.OpenIfAny("meeting", row, "minutes", minutes),
        };
        return [.. rows.Select(r => (T: r.Of, Original: Original(r.Of.Part, r.Of.RowId, r.Message, r.Minutes)))
            .Select(r => new TranslationView(r.T.Id, Codes.Of(r.T.Part), r.T.RowId, r.T.From, r.T.To, r.Original, sealer.OpenIfAny("translation", r.T.Id, "text", r.T.Text), r.T.Machine, r.T.TranslatorRole, r.T.RequestedAt, r.T.DoneAt))];
    }

    private async Task<bool> IsThere(Grievance kase, TranslatedPart part, Guid row, CancellationToken cancellation) => part switch
    {
        TranslatedPart.Account => true,
        TranslatedPart.Letter => kase.ClosingLetter is not null,
        TranslatedPart.Message => await db.Messages.AnyAsync(m => m.CaseId == kase.Id && m.Id == row, cancellation),
        _ => await db.Meetings.AnyAsync(m => m.CaseId == kase.Id && m.Id == row && m.Minutes != null, cancellation),
    };

    // What the person reads as ours; what they said themselves is translated as they said it.
    private async Task<bool> IsOurs(CaseTranslation row, CancellationToken cancellation) => row.Part is TranslatedPart.Letter or TranslatedPart.Minutes
        || (row.Part is TranslatedPart.Message && await db.Messages.AnyAsync(m => m.CaseId == row.CaseId && m.Id == row.RowId && !m.FromPerson, cancellation));

    private static Refusal? Unfit(string? text, int most, bool ours) => ours ? TextForPerson.Unfit(text, "/text", "grievances.translation_missing", most)
        : FileRules.IsBlank(text) ? Refusal.Field("platform.invalid", "/text", "grievances.translation_missing")
        : FileRules.Characters(text) > most ? Refusal.Field("platform.invalid", "/text", "platform.too_long") : null;

    private async Task Changed(Grievance kase, CaseTranslation row, bool ours, string action, string by, string role, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (ours)
        {
            kase.Touch(now);
            await clocks.Moved(kase, cancellation);
            await pings.Tell(kase.Id, null, now, cancellation);
            db.Publish(new CaseChanged(kase.Snapshot()), now);
        }
        db.Publish(new TranslationMade(kase.Snapshot(), row.Id, Codes.Of(row.Part), row.Machine), now);
        db.Record(now, by, role, action, $"case:{kase.Id}", Codes.Of(row.Part));
        await db.SaveChangesAsync(CancellationToken.None);
    }
}

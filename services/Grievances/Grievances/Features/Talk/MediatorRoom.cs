using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Guests;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Talk;

/// <summary>What a mediator sees.</summary>
/// <param name="Organisation">Name of the organisation.</param>
/// <param name="Reference">Reference of the case.</param>
/// <param name="State">State of the case.</param>
/// <param name="Language">Language the person writes in.</param>
/// <param name="Summary">The case in one line, masked where the copy is; null where it is not shared.</param>
/// <param name="Account">What was filed, likewise.</param>
/// <param name="Masked">Whether what is shown is a masked copy.</param>
/// <param name="Earlier">Earlier messages that the masked copy holds, oldest first.</param>
/// <param name="Messages">Messages since the invitation, oldest first, one page.</param>
/// <param name="EarlierMessages">Cursor of the page before, or null.</param>
/// <param name="Meetings">Meetings with the one who filed.</param>
/// <param name="Translations">Translations that wait, and those that came, of what the mediator may read.</param>
/// <param name="Until">Until when the link opens.</param>
public sealed record MediatorView(
    string Organisation, string Reference, string State, string Language, string? Summary, string? Account, bool Masked, IReadOnlyList<MaskedMessage> Earlier, IReadOnlyList<RoomMessage> Messages, string? EarlierMessages,
    IReadOnlyList<MeetingView> Meetings, IReadOnlyList<TranslationView> Translations, DateTimeOffset Until);

/// <summary>A message of the thread of three.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WriterRole">Role of the writer.</param>
/// <param name="Mine">Whether the mediator wrote it.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
public sealed record RoomMessage(Guid Id, string WriterRole, bool Mine, string Text, DateTimeOffset WrittenAt);

/// <summary>
/// The mediator's room: what was shared with them, and a thread of three. They read only what was written since they were invited and is not between
/// one holder and the handlers alone; what they write, everybody in the case reads. They too ask nobody to keep silent or to give up a right.
/// </summary>
public sealed class MediatorRoom(GrievancesDb db, MediatorDoor doors, Meetings meetings, Translations translations, CaseClocks clocks, Pings pings, TimeProvider clock)
{
    private sealed record Key(DateTimeOffset At, Guid Id);

    /// <summary>Reads within the current, writing, unit of work.</summary>
    public async Task<Outcome<MediatorView>> Read(GuestSession session, string? cursor, CancellationToken cancellation)
    {
        var before = Cursor.Read<Key>(cursor);
        if (before.Refusal is { } bad)
            return bad;
        var opened = await doors.Open(session, cancellation);
        if (opened.Refusal is { } shut)
            return shut;
        var ((kase, sealer), mediation, invitation) = (opened.Value!.Door, opened.Value.Mediation, opened.Value.Invitation);
        var copy = opened.Value.Copy;
        // Where a masked copy was agreed on and is gone, nothing is shown in its place.
        var masked = copy is not null ? MaskedCase.Open(copy, sealer) : mediation.RedactionId is not null ? new MaskedCase(null, null, []) : null;
        var messages = Thread(kase.Id, mediation);
        if (before.Value is { } key)
            messages = messages.Where(m => m.WrittenAt < key.At || (m.WrittenAt == key.At && m.Id < key.Id));
        var page = Cursor.Page(await messages.OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id).Take(Cursor.DefaultLimit + 1).ToListAsync(cancellation), Cursor.DefaultLimit, m => new Key(m.WrittenAt, m.Id));
        return new MediatorView(opened.Value.Organisation, kase.Reference, Codes.Of(kase.State), kase.Language,
            masked is null ? sealer.Open("grievance", kase.Id, "summary", kase.Summary) : masked.Summary, masked is null ? sealer.Open("grievance", kase.Id, "what_happened", kase.WhatHappened) : masked.Account, masked is not null,
            masked?.Messages ?? [], [.. page.Items.Reverse().Select(m => new RoomMessage(m.Id, m.WriterRole, m.HolderId == invitation.Id, sealer.Open("message", m.Id, "body", m.Body), m.WrittenAt))], page.Next,
            [.. (await meetings.MeetingsOf(sealer, kase.Id, cancellation)).Select(m => m.ForMediator())], await translations.Views(kase, sealer, Translatable(kase.Id, mediation), cancellation), invitation.ExpiresAt);
    }

    /// <summary>Writes to both sides within the current unit of work.</summary>
    public async Task<Outcome<WrittenMessage>> Write(GuestSession session, string? text, CancellationToken cancellation)
    {
        if (TextForPerson.Unfit(text, "/text", "grievances.message_missing", FileRules.MostText) is { } unfit)
            return unfit;
        var opened = await doors.Open(session, cancellation);
        if (opened.Refusal is { } shut)
            return shut;
        var ((kase, sealer), invitation) = (opened.Value!.Door, opened.Value.Invitation);
        var (message, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        db.Add(new CaseMessage
        {
            TenantId = kase.TenantId, Id = message, CaseId = kase.Id, HolderId = invitation.Id, WriterRole = MediatorDoor.Role, Body = sealer.Seal("message", message, "body", text!.Trim()), WrittenAt = now,
        });
        kase.Touch(now);
        await clocks.Moved(kase, cancellation);
        await pings.Tell(kase.Id, null, now, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, opened.Value.Actor, MediatorDoor.Role, "grievances.mediator_wrote", $"case:{kase.Id}", Mediations.Purpose);
        await db.SaveChangesAsync(CancellationToken.None);
        return new WrittenMessage(message, now);
    }

    /// <summary>Fills a translation in, of something the mediator may read, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Translate(GuestSession session, Guid translation, TranslationFill fill, CancellationToken cancellation)
    {
        var opened = await doors.Open(session, cancellation);
        if (opened.Refusal is { } shut)
            return shut;
        var (door, mediation) = (opened.Value!.Door, opened.Value.Mediation);
        // What somebody else has made stays theirs.
        return await translations.Fill(door, Translatable(door.Case.Id, mediation).Where(t => t.DoneAt == null || t.Machine), translation, fill, opened.Value.Actor, MediatorDoor.Role, cancellation);
    }

    private IQueryable<CaseMessage> Thread(Guid caseId, CaseMediation mediation) => db.Messages.AsNoTracking().Where(m => m.CaseId == caseId && m.OnlyFor == null && m.WrittenAt >= mediation.InvitedAt);

    // Of a masked account there is nothing whole to translate.
    private IQueryable<CaseTranslation> Translatable(Guid caseId, CaseMediation mediation)
    {
        var (whole, since) = (mediation.RedactionId is null, mediation.InvitedAt);
        return db.Translations.Where(t => t.CaseId == caseId && ((whole && t.Part == TranslatedPart.Account)
            || (t.Part == TranslatedPart.Message && db.Messages.Any(m => m.CaseId == caseId && m.Id == t.RowId && m.OnlyFor == null && m.WrittenAt >= since))));
    }
}

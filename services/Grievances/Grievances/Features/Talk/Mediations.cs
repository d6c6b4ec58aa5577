using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Guests;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Talk;

/// <summary>A mediator to propose to the person.</summary>
/// <param name="Who">By role or organisation, at most 300 characters.</param>
/// <param name="Why">Why, at most 4,000 characters.</param>
/// <param name="RedactionId">Masked copy the mediator is shown instead of the account, or null.</param>
public sealed record MediationProposal(string Who, string Why, Guid? RedactionId = null);

/// <summary>The person's answer.</summary>
/// <param name="Agreed">Whether the mediator may be invited.</param>
public sealed record MediationAnswer(bool Agreed);

/// <summary>How the mediator is invited.</summary>
/// <param name="Language">Code of one of the six languages.</param>
/// <param name="Days">How long, 1 to 90 days.</param>
/// <param name="Pin">Whether six digits are asked for that are told by another way.</param>
public sealed record MediatorInvite(string Language, int Days = 30, bool Pin = true);

/// <summary>A link for the mediator, shown once.</summary>
/// <param name="Link">Path of the link.</param>
/// <param name="Pin">The digits, or null.</param>
/// <param name="ExpiresAt">Until when it opens.</param>
public sealed record InvitedMediator(string Link, string? Pin, DateTimeOffset ExpiresAt);

/// <summary>A mediator was proposed.</summary>
/// <param name="Id">Id of the proposal.</param>
public sealed record ProposedMediation(Guid Id);

/// <summary>A mediation, as both sides see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">proposed, refused, agreed, invited or ended.</param>
/// <param name="Who">Who, by role or organisation.</param>
/// <param name="Why">Why.</param>
/// <param name="Masked">Whether the mediator is shown a masked copy.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="AnsweredAt">When the person answered, or null.</param>
/// <param name="InvitedAt">When the mediator was invited, or null.</param>
/// <param name="EndedAt">When it ended, or null.</param>
public sealed record MediationView(Guid Id, string State, string Who, string Why, bool Masked, DateTimeOffset ProposedAt, DateTimeOffset? AnsweredAt, DateTimeOffset? InvitedAt, DateTimeOffset? EndedAt)
{
    /// <summary>A stored one.</summary>
    public static MediationView Of(CaseMediation m, CaseSealer sealer) => new(m.Id, m.State, sealer.Open("mediation", m.Id, "who", m.Who), sealer.Open("mediation", m.Id, "why", m.Why), m.RedactionId is not null,
        m.ProposedAt, m.AnsweredAt, m.InvitedAt, m.EndedAt);
}

/// <summary>
/// An outside mediator, from the proposal to the end. The organisation says who and why; the one who filed says yes or no and takes a yes back at any
/// time; only then is there a link, under which the case's key is wrapped, and it is taken away with it.
/// </summary>
public sealed class Mediations(GrievancesDb db, CaseDoor doors, CaseKeys keys, HolderOfSession holders, Invitations<GrievancesDb> invitations, CaseClocks clocks, Pings pings, Actor actor, TimeProvider clock)
{
    /// <summary>Purpose of the invitations.</summary>
    public const string Purpose = "mediation";

    /// <summary>Mediations by whose link a case can be read now.</summary>
    public static IQueryable<CaseMediation> Live(GrievancesDb db, DateTimeOffset now) => db.Set<CaseMediation>().AsNoTracking().Where(m => m.Agreed && m.EndedAt == null
        && db.Set<GuestInvitation>().Any(i => i.Id == m.InvitationId && i.RevokedAt == null && i.ExpiresAt > now) && db.Grievances.Any(g => g.Id == m.CaseId && g.State != CaseState.Closed));

    /// <summary>What is invited to.</summary>
    public static GuestSubject Subject(Guid caseId) => new(Purpose, caseId);

    /// <summary>Proposes within the current unit of work.</summary>
    public async Task<Outcome<ProposedMediation>> Propose(Guid id, MediationProposal proposal, CancellationToken cancellation)
    {
        if ((TextForPerson.Unfit(proposal.Who, "/who", "grievances.mediator_missing", FileRules.MostSummary) ?? TextForPerson.Unfit(proposal.Why, "/why", "grievances.reason_missing", FileRules.MostNote)) is { } unfit)
            return unfit;
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (!found.Value!.IsOpen)
            return Refusal.Conflict("grievances.case_closed");
        if (found.Value.Channel is FilingChannel.Referral)
            return Refusal.Conflict("grievances.write_to_shared");
        // At most one at a time: the person decides about one thing.
        if (await Rows(id).AnyAsync(m => m.EndedAt == null && (m.AnsweredAt == null || m.Agreed), cancellation))
            return Refusal.Conflict("grievances.mediation_open");
        if (proposal.RedactionId is { } masked && !await db.Redactions.AnyAsync(r => r.CaseId == id && r.Id == masked, cancellation))
            return Refusal.Field("platform.invalid", "/redactionId", "grievances.redaction_unknown");
        var door = await doors.Open(found.Value, Purpose, cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        var (mediation, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        db.Add(new CaseMediation
        {
            TenantId = kase.TenantId, Id = mediation, CaseId = id, RedactionId = proposal.RedactionId, ProposedByRole = actor.Role, ProposedAt = now, Version = 1,
            Who = sealer.Seal("mediation", mediation, "who", proposal.Who.Trim()), Why = sealer.Seal("mediation", mediation, "why", proposal.Why.Trim()),
        });
        await pings.Tell(id, id, now, cancellation);
        await Changed(kase, actor.Id, actor.Role, "grievances.mediator_proposed", mediation, cancellation);
        return new ProposedMediation(mediation);
    }

    /// <summary>The one who filed agrees or not, or takes their yes back, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Answer(MailboxSession session, Guid mediation, bool agreed, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, _) = found.Value!;
        if (holder.Id != kase.Id)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed");
        if (await Rows(kase.Id).FirstOrDefaultAsync(m => m.Id == mediation, cancellation) is not { } row)
            return Refusal.NotFound("grievances.mediation_unknown");
        if (row.EndedAt is not null || (agreed && (row is { AnsweredAt: not null, Agreed: false } || !kase.IsOpen)))
            return Refusal.Conflict("grievances.mediation_over");
        if (row.AnsweredAt is not null && row.Agreed == agreed)
            return new Done();
        var (now, role) = (clock.GetUtcNow(), Codes.Of(holder.Role));
        var withdrawn = row.Agreed && !agreed;
        (row.Agreed, row.AnsweredAt, row.Version) = (agreed, row.AnsweredAt ?? now, row.Version + 1);
        if (withdrawn)
            await Shut(row, new Inviter(Guid.Empty.ToString(), role), now, cancellation);
        kase.Wrote(person: true, now);
        await Changed(kase, Guid.Empty.ToString(), role, agreed ? "grievances.mediator_agreed" : withdrawn ? "grievances.mediator_withdrawn" : "grievances.mediator_refused", mediation, cancellation);
        return new Done();
    }

    /// <summary>Invites, within the current unit of work, whom the person agreed to.</summary>
    public async Task<Outcome<InvitedMediator>> Invite(Guid id, Guid mediation, MediatorInvite invite, CancellationToken cancellation)
    {
        var door = await doors.Open(id, Purpose, cancellation);
        if (door.Refusal is { } shut)
            return shut;
        var (kase, sealer) = door.Value!;
        if (await Rows(id).FirstOrDefaultAsync(m => m.Id == mediation, cancellation) is not { } row)
            return Refusal.NotFound("grievances.mediation_unknown");
        if (row.State != "agreed" || !kase.IsOpen)
            return Refusal.Conflict("grievances.mediation_not_agreed");
        var (now, guest, pin) = (clock.GetUtcNow(), Guid.NewGuid(), invite.Pin ? GuestPin.New() : (GuestPin?)null);
        var made = await invitations.Invite(new NewInvitation(guest, Subject(id), invite.Language, sealer.Seal("guest_invitations", guest, "name", sealer.Open("mediation", mediation, "who", row.Who)),
            now.AddDays(invite.Days), pin), Inviter.Of(actor), cancellation);
        if (made.Refusal is { } refusal)
            return refusal;
        keys.WrapForGuest(id, guest, made.Value!.Key.Bytes, sealer.Key);
        (row.InvitationId, row.InvitedAt, row.Version) = (guest, now, row.Version + 1);
        await pings.Tell(id, id, now, cancellation);
        await Changed(kase, actor.Id, actor.Role, "grievances.mediator_invited", mediation, cancellation);
        return new InvitedMediator(made.Value.Link, pin?.Digits, made.Value.Invitation.ExpiresAt);
    }

    /// <summary>The organisation ends it within the current unit of work: the link opens nothing any more.</summary>
    public async Task<Outcome<Done>> End(Guid id, Guid mediation, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        if (await Rows(id).FirstOrDefaultAsync(m => m.Id == mediation, cancellation) is not { } row)
            return Refusal.NotFound("grievances.mediation_unknown");
        if (row.EndedAt is not null)
            return new Done();
        await Shut(row, Inviter.Of(actor), clock.GetUtcNow(), cancellation);
        await pings.Tell(id, id, clock.GetUtcNow(), cancellation);
        await Changed(found.Value!, actor.Id, actor.Role, "grievances.mediator_ended", mediation, cancellation);
        return new Done();
    }

    /// <summary>Ends, within the current unit of work, whatever mediation a case has: it is closed, or leaves this organisation. Nothing is saved yet.</summary>
    public async Task EndAll(Guid id, CancellationToken cancellation)
    {
        foreach (var row in await Rows(id).Where(m => m.EndedAt == null).ToListAsync(cancellation))
            await Shut(row, Inviter.System, clock.GetUtcNow(), cancellation);
    }

    /// <summary>Every mediation of an opened case, the newest first.</summary>
    public async Task<IReadOnlyList<MediationView>> Of(CaseSealer sealer, CancellationToken cancellation) =>
        [.. (await Rows(sealer.CaseId).AsNoTracking().OrderByDescending(m => m.ProposedAt).ThenByDescending(m => m.Id).ToListAsync(cancellation)).Select(m => MediationView.Of(m, sealer))];

    /// <summary>Those of a mailbox, and whether its reader decides.</summary>
    public async Task<Outcome<MediationsOfMailbox>> Of(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : new MediationsOfMailbox(await Of(found.Value!.Sealer, cancellation), found.Value.Holder.Id == found.Value.Case.Id);
    }

    /// <summary>Those of a case, for handlers, within the current, writing, unit of work.</summary>
    public async Task<Outcome<IReadOnlyList<MediationView>>> OfCase(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, Purpose, cancellation);
        return door.Refusal is { } shut ? shut : new Outcome<IReadOnlyList<MediationView>>(await Of(door.Value!.Sealer, cancellation), null);
    }

    private IQueryable<CaseMediation> Rows(Guid id) => db.Set<CaseMediation>().Where(m => m.CaseId == id);

    private async Task Shut(CaseMediation row, Inviter by, DateTimeOffset now, CancellationToken cancellation)
    {
        (row.EndedAt, row.EndedByRole, row.Version) = (now, by.Role, row.Version + 1);
        if (row.InvitationId is not { } guest)
            return;
        await invitations.Revoke(Subject(row.CaseId), guest, by, cancellation);
        await keys.TakeFromGuest(row.CaseId, guest, cancellation);
    }

    private async Task Changed(Grievance kase, string by, string role, string action, Guid mediation, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        kase.Touch(now);
        await clocks.Moved(kase, cancellation);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
        db.Record(now, by, role, action, $"case:{kase.Id}", $"mediation:{mediation}");
        await db.SaveChangesAsync(CancellationToken.None);
    }
}

/// <summary>The mediations of a mailbox.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Decides">Whether the reader is the one who filed.</param>
public sealed record MediationsOfMailbox(IReadOnlyList<MediationView> Items, bool Decides);

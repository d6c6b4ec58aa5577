using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Erasure;
using Grievances.Features.Intake;
using Grievances.Features.Referrals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Messaging;

namespace Grievances.Features.Mailbox;

/// <summary>What a person who no longer wants the case to go on decides.</summary>
/// <param name="Erase">Whether what they wrote is erased for good; otherwise it is kept as long as the rules say and stays open to them.</param>
public sealed record LeaveRequest(bool Erase);

/// <summary>
/// A person takes a grievance back, or has it erased. One of a group leaves alone: their key and their messages go, the group's
/// case goes on, with one person less in its figures. Of the one who filed for a group the account of what happened stays; whom
/// they let in to help leaves with them, since those were there for them and read by their leave; so does every other organisation that has the
/// case by their leave. Whoever leaves has left the parts that were split from the case too; a part can be taken back by itself, and what else is
/// to become of it is decided in the case it comes from.
/// </summary>
public sealed class LeaveCase(GrievancesDb db, HolderOfSession holders, CaseKeys keys, PeopleOfPart people, CaseClocks clocks, Pings pings, EraseCase erase, JointRemedy joint, TimeProvider clock)
{
    /// <summary>Leaves within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, LeaveRequest request, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, holder, _) = found.Value!;
        var alone = await IsAlone(session, found.Value, cancellation);
        if (session.IsInPart && (request.Erase || !alone))
            return HolderOfSession.WholeCaseOnly;
        if (request.Erase && (kase.LegalHold || kase.AppealHold))
            return Refusal.Conflict("grievances.on_hold");
        // What a court needs of a part opens with the first case's key alone.
        if (request.Erase && await db.PartsOf(kase.Id).AnyAsync(g => g.LegalHold || g.AppealHold, cancellation))
            return Refusal.Conflict("grievances.on_hold");
        if (request.Erase && alone)
        {
            await erase.Begin(kase, ErasureCause.Person, Codes.Of(holder.Role), cancellation);
            return new Done();
        }
        var now = clock.GetUtcNow();
        if (holder.Id == kase.Id)
            await SayAbout.Forget(db, kase.Id, cancellation);
        if (alone)
        {
            if (!kase.IsOpen)
                return Refusal.Conflict("grievances.case_closed");
            // With the case the person takes back what they appealed against.
            kase.AppealHold &= kase.State is not CaseState.Appealed;
            kase.Withdraw(now);
            await joint.End(kase, now, cancellation);
            await clocks.Closed(kase, cancellation);
            db.Publish(new GrievanceClosed(kase.Snapshot()), now);
        }
        else
        {
            if (holder.Id == kase.Id)
            {
                await SendCompanionsAway(kase, holder, request.Erase, now, cancellation);
                await joint.End(kase, now, cancellation);
            }
            await LeaveOthers(kase, holder, request.Erase, now, cancellation);
            foreach (var part in await db.PartsOf(kase.Id).OrderBy(g => g.Id).ToListAsync(cancellation))
            {
                if (holder.Id == kase.Id)
                    await joint.End(part, now, cancellation);
                await Less(part, holder, request.Erase, now, cancellation);
                if (request.Erase)
                    await EraseOf(part.Id, PeopleOfPart.Id(kase.Id, part.Id, holder.Id), now, cancellation);
            }
        }
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), "grievances.withdrawn", $"case:{kase.Id}", request.Erase ? "erase" : "keep");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Whether what a holder decides is decided for the whole case, since it is nobody else's any more.</summary>
    public async Task<bool> IsAlone(MailboxSession session, CancellationToken cancellation) =>
        (await holders.Find(session, cancellation)).Value is { } held && await IsAlone(session, held, cancellation);

    // Of a part too it is the first that tells who belongs to it.
    private async Task<bool> IsAlone(MailboxSession session, HeldCase held, CancellationToken cancellation)
    {
        var (whole, own) = (held.PartOf ?? held.Case, session.First.Holder);
        var others = await db.Holders.AnyAsync(h => h.CaseId == whole.Id && h.Id != own && h.Role == HolderRole.Member && h.LeftAt == null, cancellation);
        return !others && (held.Holder.Role is HolderRole.Member ? whole.People <= 1 : own == whole.Id);
    }

    // Only the one who filed lets anybody in. Whoever is still there in another way, a member or an operator, has a place of their own.
    private async Task SendCompanionsAway(Grievance kase, CaseHolder filer, bool erased, DateTimeOffset now, CancellationToken cancellation)
    {
        var companions = await db.Holders.Where(h => h.CaseId == kase.Id && h.Id != kase.Id && h.LeftAt == null && (h.Role == HolderRole.Adviser || h.Role == HolderRole.Representative)).ToListAsync(cancellation);
        foreach (var companion in companions)
        {
            await TakeAll(kase, companion, erased, now, cancellation);
            db.Record(now, Guid.Empty.ToString(), Codes.Of(filer.Role), "grievances.companion_removed", $"case:{kase.Id}", Codes.Of(companion.Role));
        }
    }

    private async Task LeaveOthers(Grievance kase, CaseHolder holder, bool erased, DateTimeOffset now, CancellationToken cancellation)
    {
        await TakeAll(kase, holder, erased, now, cancellation);
        await Less(kase, holder, erased, now, cancellation);
    }

    private async Task Less(Grievance kase, CaseHolder holder, bool erased, DateTimeOffset now, CancellationToken cancellation)
    {
        // The account stays: the case of the others rests on it. What only the one who filed could see does not.
        if (erased && holder.Id == holder.CaseId)
        {
            (kase.Contact, kase.Identity, kase.Unsafe, kase.Excerpt) = (null, null, null, null);
            await db.SharedEntries.Where(e => e.CaseId == kase.Id && e.FromPerson).ExecuteDeleteAsync(cancellation);
        }
        if (holder.Role is HolderRole.Member)
            kase.People = Math.Max(0, kase.People - 1);
        kase.Touch(now);
        db.Publish(new CaseChanged(kase.Snapshot()), now);
    }

    private async Task TakeAll(Grievance kase, CaseHolder holder, bool erased, DateTimeOffset now, CancellationToken cancellation)
    {
        (holder.LeftAt, holder.ProofSalt) = (now, null);
        await keys.TakeFrom(kase.Id, holder.Id, cancellation);
        await db.Receipts.Where(r => r.CaseId == kase.Id && r.HolderId == holder.Id).ExecuteDeleteAsync(cancellation);
        await pings.Forget(kase.Id, holder.Id, cancellation);
        await people.Leave(kase.Id, holder.Id, erased, now, cancellation);
        if (!erased)
            return;
        (holder.Name, holder.Mandate) = (null, null);
        await EraseOf(kase.Id, holder.Id, now, cancellation);
    }

    private async Task EraseOf(Guid caseId, Guid holder, DateTimeOffset now, CancellationToken cancellation)
    {
        // What was made of their words goes with them.
        var theirs = db.Messages.Where(m => m.CaseId == caseId && (m.OnlyFor == holder || m.HolderId == holder));
        await db.Translations.Where(t => t.CaseId == caseId && theirs.Any(m => m.Id == t.RowId)).ExecuteDeleteAsync(cancellation);
        await db.Redactions.Where(r => r.CaseId == caseId && theirs.Any()).ExecuteDeleteAsync(cancellation);
        await db.Meetings.Where(m => m.CaseId == caseId && m.HolderId == holder).ExecuteDeleteAsync(cancellation);
        await theirs.ExecuteDeleteAsync(cancellation);
        await db.Consents.Where(c => c.CaseId == caseId && c.HolderId == holder).ExecuteDeleteAsync(cancellation);
        await db.Surveys.Where(s => s.CaseId == caseId && s.HolderId == holder).ExecuteDeleteAsync(cancellation);
        await db.Appeals.Where(a => a.CaseId == caseId && a.HolderId == holder).ExecuteDeleteAsync(cancellation);
        await erase.FilesOf(caseId, holder, now, cancellation);
    }

    /// <summary>POST /api/grievances/v1/mailbox/withdrawal.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/withdrawal",
            async (JsonBody<LeaveRequest> body, LeaveCase leave, HttpContext http) =>
                (await leave.Run(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_LeaveCase").WithSummary("Take a grievance back, leave a group, or have it erased")
        .Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
}

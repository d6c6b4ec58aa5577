using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Domain;

/// <summary>A case that was opened: its row, to be changed, and what opens its fields.</summary>
/// <param name="Case">The row, tracked.</param>
/// <param name="Sealer">Opens and seals its fields.</param>
public sealed record OpenDoor(Grievance Case, CaseSealer Sealer);

/// <summary>
/// The one way of staff to a case. A case is for one group, team or ombuds; within it for whoever it is assigned to, where it is
/// assigned to somebody. Nobody of a role the person excluded finds it, nobody who recused themselves opens it, and an appeal's reviewer
/// opens it from either group. Every opening is a line of the audit log in the same transaction, and the person sees it.
/// </summary>
public sealed class CaseDoor(GrievancesDb db, CaseKeys keys, Actor actor, RefusedAttempts attempts, TimeProvider clock)
{
    /// <summary>Group of whoever is signed in: the ombuds are not of the team.</summary>
    public string Handlers => actor.May(Permissions.GrievancesHear) ? CaseKeys.Ombuds : CaseKeys.Team;

    /// <summary>Whether a case of a group opens for the group of whoever is signed in, or since they decide an appeal in it; an assignment may still keep them out.</summary>
    public bool Opens(string handledBy, bool reviews = false) => handledBy == Handlers || reviews;

    /// <summary>Whether whoever is signed in handles cases of the group that has this one, and could open it if nobody else had it.</summary>
    public bool Handles(Grievance kase) => actor.May(Permissions.GrievancesHandle) && kase.HandledBy == Handlers;

    /// <summary>Accounts that have a case to handle now.</summary>
    public IQueryable<Guid> Held(Guid id) => db.Assignments.Where(a => a.CaseId == id && a.EndedAt == null && a.Duty == AssignedDuty.Handler).Select(a => a.AccountId);

    /// <summary>Each time that somebody of the staff opened a case here.</summary>
    public IQueryable<AuditLine> Openings(Guid id)
    {
        var subject = $"case:{id}";
        return db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == CaseKeys.Opened);
    }

    /// <summary>Account of whoever is signed in; nobody's where a machine is.</summary>
    public Guid Account => Guid.TryParse(actor.Id, out var id) ? id : Guid.Empty;

    /// <summary>Rows that whoever is signed in may see in lists and figures. They hold nothing of what a person said.</summary>
    public IQueryable<Grievance> Visible(IQueryable<Grievance> cases)
    {
        var account = Account;
        // A case about the team is no business of the team's, not even that it exists; who checks the record sees that it does.
        if (!actor.May(Permissions.GrievancesHear) && !actor.May(Permissions.AuditRead))
            cases = cases.Where(g => g.HandledBy == CaseKeys.Team || db.Assignments.Any(a => a.CaseId == g.Id && a.AccountId == account && a.EndedAt == null));
        return NotKept(cases);
    }

    /// <summary>Rows from which neither the person keeps a role of whoever is signed in, nor they themselves keep away, whichever group has them.</summary>
    public IQueryable<Grievance> NotKept(IQueryable<Grievance> cases)
    {
        var account = Account;
        foreach (var role in actor.Roles)
        {
            var hidden = "," + role + ",";
            cases = cases.Where(g => g.ExcludedRoles == "" || !("," + g.ExcludedRoles + ",").Contains(hidden));
        }
        return cases.Where(g => !db.Exclusions.Any(x => x.CaseId == g.Id && x.AccountId == account));
    }

    /// <summary>Finds a case that whoever is signed in may work on, tracked, without opening it. That it is refused is kept for the audit log.</summary>
    public async Task<Outcome<Grievance>> Find(Guid id, CancellationToken cancellation)
    {
        var found = await Look(id, cancellation);
        return found.Refusal is { } refusal ? attempts.Note(id, refusal) : found;
    }

    private async Task<Outcome<Grievance>> Look(Guid id, CancellationToken cancellation)
    {
        var account = Account;
        var found = await db.Grievances.Where(g => g.Id == id).Select(g => new
        {
            Case = g,
            Excluded = db.Exclusions.Any(x => x.CaseId == id && x.AccountId == account),
            Reviews = db.Assignments.Any(a => a.CaseId == id && a.AccountId == account && a.EndedAt == null && a.Duty == AssignedDuty.AppealReviewer),
            Mine = db.Assignments.Any(a => a.CaseId == id && a.AccountId == account && a.EndedAt == null),
        }).FirstOrDefaultAsync(cancellation);
        if (found is null)
            return await Gone(id, cancellation);
        if (actor.Roles.Any(role => found.Case.Excludes(role)) || !Opens(found.Case.HandledBy, found.Reviews))
            return Refusal.NotFound("grievances.case_unknown");
        if (found.Excluded)
            return new Refusal(Microsoft.AspNetCore.Http.StatusCodes.Status403Forbidden, "grievances.excluded_from_case");
        if (found.Case.AssigneeId is not null && !found.Mine)
            return new Refusal(Microsoft.AspNetCore.Http.StatusCodes.Status403Forbidden, "grievances.assigned_to_another");
        return found.Case;
    }

    /// <summary>Opens a case within the current, writing, unit of work, and records who did and what for.</summary>
    public async Task<Outcome<OpenDoor>> Open(Guid id, string purpose, CancellationToken cancellation)
    {
        var found = await Find(id, cancellation);
        return found.Refusal is { } refusal ? refusal : await Open(found.Value!, purpose, cancellation);
    }

    /// <summary>Opens a case that was found.</summary>
    public async Task<Outcome<OpenDoor>> Open(Grievance kase, string purpose, CancellationToken cancellation)
    {
        // Nothing opens a case that was erased a moment ago and whose rows the sweep has not removed yet.
        if (await keys.OpenForGroup(kase.Id, Handlers, cancellation) is not { } key)
            return await Gone(kase.Id, cancellation);
        var now = clock.GetUtcNow();
        db.Record(now, actor.Id, actor.Role, CaseKeys.Opened, $"case:{kase.Id}", purpose);
        if (kase.Channel is FilingChannel.Referral)
            await Tell(kase, now, cancellation);
        await db.SaveChangesAsync(CancellationToken.None);
        return new OpenDoor(kase, new CaseSealer(kase.TenantId, kase.Id, key));
    }

    /// <summary>Seals words of whoever is signed in for a field of a case that was found: nothing of it is opened. Null where it was erased a moment ago.</summary>
    public async Task<byte[]?> Seal(Grievance kase, string field, string text, CancellationToken cancellation) =>
        await keys.OpenForGroup(kase.Id, Handlers, cancellation) is { } key ? new CaseSealer(kase.TenantId, kase.Id, key).Seal("grievance", kase.Id, field, text.Trim()) : null;

    // Whoever had it before them hears that it is the person who took it back.
    private async Task<Refusal> Gone(Guid id, CancellationToken cancellation) => Refusal.NotFound(
        await db.Tombstones.AnyAsync(t => t.CaseId == id && t.Cause == ErasureCause.ConsentWithdrawn, cancellation) ? "grievances.consent_withdrawn" : "grievances.case_unknown");

    // The person has their mailbox with the one that referred it: there they see who opens it here.
    private async Task Tell(Grievance kase, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Shares.AsNoTracking().FirstOrDefaultAsync(s => s.CaseId == kase.Id && !s.Given, cancellation) is not { IsOpen: true } share)
            return;
        var line = new SharedEntry { TenantId = kase.TenantId, Id = Guid.CreateVersion7(), ShareId = share.Id, CaseId = kase.Id, FromTenantId = kase.TenantId, Kind = SharedKind.Opened, WriterRole = actor.Role, At = now };
        db.Add(line);
        db.Send(share.Id, share.OtherTenantId, ParcelContent.Entry, line.Id, now);
    }
}

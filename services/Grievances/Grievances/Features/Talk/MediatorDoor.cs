using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Guests;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Talk;

/// <summary>A case that a mediator has opened.</summary>
/// <param name="Door">The case and what opens its fields.</param>
/// <param name="Mediation">What they were invited to.</param>
/// <param name="Invitation">Their invitation.</param>
/// <param name="Organisation">Name of the organisation.</param>
/// <param name="Copy">The masked copy they are shown, or null.</param>
public sealed record MediatorsCase(OpenDoor Door, CaseMediation Mediation, GuestInvitation Invitation, string Organisation, CaseRedaction? Copy)
{
    /// <summary>As the audit log names the mediator.</summary>
    public string Actor => $"guest:{Invitation.Id:D}";
}

/// <summary>
/// The one way of a mediator to a case: by the link they were given, while the one who filed agrees and is in the case, and the case is open. Every
/// opening is a line of the audit log in the same transaction, and the person sees it.
/// </summary>
public sealed class MediatorDoor(GrievancesDb db, Invitations<GrievancesDb> invitations, CaseKeys keys, TimeProvider clock)
{
    /// <summary>Role of a mediator on the person's list of openings, and of what they write.</summary>
    public const string Role = "mediator";

    /// <summary>Opens within the current, writing, unit of work.</summary>
    public async Task<Outcome<MediatorsCase>> Open(GuestSession session, CancellationToken cancellation)
    {
        var found = await invitations.Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var invitation = found.Value!;
        var row = await (from m in db.Set<CaseMediation>()
                         join g in db.Grievances on m.CaseId equals g.Id
                         where m.InvitationId == invitation.Id && m.CaseId == invitation.Subject && m.Agreed && m.EndedAt == null && g.State != CaseState.Closed
                             && db.Holders.Any(h => h.CaseId == g.Id && h.Id == g.Id && h.LeftAt == null)
                         select new
                         {
                             Mediation = m,
                             Case = g,
                             Organisation = db.Set<KnownTenant>().Where(t => t.Id == g.TenantId).Select(t => t.Name).FirstOrDefault(),
                             Copy = db.Redactions.FirstOrDefault(r => r.CaseId == g.Id && r.Id == m.RedactionId),
                         }).FirstOrDefaultAsync(cancellation);
        if (row is null || await keys.OpenForGuest(row.Case.Id, invitation.Id, session.GuestKey().Bytes, cancellation) is not { } key)
            return new Refusal(Microsoft.AspNetCore.Http.StatusCodes.Status410Gone, GuestCodes.Ended);
        var opened = new MediatorsCase(new OpenDoor(row.Case, new CaseSealer(row.Case.TenantId, row.Case.Id, key)), row.Mediation, invitation, row.Organisation ?? "", row.Copy);
        db.Record(clock.GetUtcNow(), opened.Actor, Role, CaseKeys.Opened, $"case:{row.Case.Id}", Mediations.Purpose);
        await db.SaveChangesAsync(CancellationToken.None);
        return opened;
    }
}

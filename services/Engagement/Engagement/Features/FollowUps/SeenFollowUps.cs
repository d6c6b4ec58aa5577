using Engagement.Data;
using Platform.Contracts;
using Platform.Hosting.Auth;

namespace Engagement.Features.FollowUps;

/// <summary>
/// The follow-ups of which whoever is signed in may learn, as at the door of the case itself: of a case for the ombuds alone nobody else learns, not even
/// that it exists, nor of any case an account in a role that the person would not have see it. What no event has told of is kept from nobody.
/// </summary>
public sealed class SeenFollowUps(EngagementDb db, Actor actor)
{
    public IQueryable<FollowUp> All
    {
        get
        {
            IQueryable<CaseClock> cases = db.Clocks;
            foreach (var who in actor.May(Permissions.GrievancesHear) ? actor.Roles : [CaseClock.Team, .. actor.Roles])
            {
                var kept = "," + who + ",";
                cases = cases.Where(c => !("," + c.KeptFrom + ",").Contains(kept));
            }
            return db.FollowUps.Where(f => cases.Any(c => c.CaseId == f.CaseId));
        }
    }
}

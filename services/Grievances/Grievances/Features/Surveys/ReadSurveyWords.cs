using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Learning;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Surveys;

/// <summary>What people wrote in their own words about how it was.</summary>
/// <param name="Texts">The texts, in an order that tells nothing of when or by whom.</param>
/// <param name="People">How many people wrote them: full tens.</param>
/// <param name="Organisation">Name of the organisation.</param>
/// <param name="LeastShown">Of fewer people nothing is shown.</param>
public sealed record SurveyWords(IReadOnlyList<string> Texts, int People, string? Organisation, int LeastShown);

/// <summary>
/// Lets those learn who answer for the mechanism (UN Guiding Principle 31 g): the human-rights lead reads what people wrote about how their cases were handled, and the ombuds what was
/// written about theirs; those who handle cases do not. Never with a case, a name or a day, and by full tens of people, so that nobody is told apart by what came last.
/// </summary>
public sealed class ReadSurveyWords(GrievancesDb db, CaseDoor doors, CaseKeys keys, Actor actor, TimeProvider clock)
{
    /// <summary>How far back they are read.</summary>
    public const int Months = 24;

    private const int Most = 1_000;

    /// <summary>Reads within the current, writing, unit of work, and records that it was read.</summary>
    public async Task<Outcome<SurveyWords>> Run(CancellationToken cancellation)
    {
        if (!actor.May(Permissions.GrievancesHear) && !actor.May(Permissions.GrievancesConfigure))
            return new Refusal(StatusCodes.Status403Forbidden, "platform.forbidden");
        var (now, handlers) = (clock.GetUtcNow(), doors.Handlers);
        var from = now.AddMonths(-Months);
        var mine = doors.Visible(db.Grievances.AsNoTracking()).Where(g => g.HandledBy == handlers && !g.Spam);
        var said = await db.Surveys.AsNoTracking().Where(s => s.Words != null && s.AnsweredAt >= from).Join(mine, s => s.CaseId, g => g.Id, (s, _) => s)
            .OrderBy(s => s.AnsweredAt).ThenBy(s => s.HolderId).Take(Most).ToListAsync(cancellation);
        var people = said.Select(s => s.HolderId).Distinct().ToList();
        var beside = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => new { t.Name, LeastShown = db.Settings.Select(s => s.LeastShown).FirstOrDefault() }).FirstOrDefaultAsync(cancellation);
        var least = FigureLimit.Of(beside?.LeastShown).LeastShown;
        var shown = people.Count < least ? [] : people.Take(SmallCells.FullTens(people.Count)).ToHashSet();
        var open = await keys.ForGroup([.. said.Where(s => shown.Contains(s.HolderId)).Select(s => s.CaseId).Distinct()], handlers, cancellation);
        var texts = said.Where(s => shown.Contains(s.HolderId) && open.ContainsKey(s.CaseId))
            .Select(s => new CaseSealer(s.TenantId, s.CaseId, open[s.CaseId]).Open("survey", s.HolderId, Codes.Of(s.Moment), s.Words!)).Order(StringComparer.Ordinal).ToList();
        if (texts.Count > 0)
        {
            db.Record(now, actor.Id, actor.Role, "grievances.survey_words_read", "surveys", handlers);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        return new SurveyWords(texts, shown.Count, beside?.Name, least);
    }
}

using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;

namespace Grievances.Features.Surveys;

/// <summary>What somebody says about how it was: each from 1 (not at all) to 5 (fully), each may be left out.</summary>
/// <param name="Satisfied">Whether they are satisfied with how it was handled.</param>
/// <param name="Heard">Whether they were listened to.</param>
/// <param name="Fair">Whether it was fair.</param>
/// <param name="Safe">Whether they felt safe.</param>
/// <param name="Remedied">Whether the remedy came as promised: 1 no, 3 in part, 5 yes.</param>
/// <param name="Words">Words, at most 4,000 characters, or null.</param>
public sealed record SurveyAnswers(int? Satisfied = null, int? Heard = null, int? Fair = null, int? Safe = null, int? Remedied = null, string? Words = null);

/// <summary>A time at which somebody is asked how it was.</summary>
/// <param name="Moment">closure or ninety_days.</param>
/// <param name="From">From when on they are asked.</param>
/// <param name="AnsweredAt">When they first answered, or null.</param>
/// <param name="ChangeUntil">Until when they can change their answer, or null before they answered.</param>
/// <param name="Open">Whether they can answer, or change their answer, now.</param>
/// <param name="Answers">What they said, or null.</param>
public sealed record SurveyView(string Moment, DateTimeOffset From, DateTimeOffset? AnsweredAt, DateTimeOffset? ChangeUntil, bool Open, SurveyAnswers? Answers);

/// <summary>
/// Asks the one who filed, and each member for themselves, how it was: when the case is closed and ninety days later (UN Guiding Principle 31 g). Handlers see
/// figures of many cases, never who said what.
/// </summary>
public sealed class AnswerSurvey(GrievancesDb db, HolderOfSession holders, TimeProvider clock)
{
    /// <summary>Days within which an answer can be changed.</summary>
    public const int ChangeDays = 30;

    /// <summary>What the holder of a session is asked, and said; empty before the closing and for those who help.</summary>
    public async Task<Outcome<IReadOnlyList<SurveyView>>> List(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : new Outcome<IReadOnlyList<SurveyView>>(await Of(found.Value!, cancellation), null);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<IReadOnlyList<SurveyView>> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        if (!holder.Decides())
            return [];
        var (now, given) = (clock.GetUtcNow(), await db.Surveys.AsNoTracking().Where(s => s.CaseId == kase.Id && s.HolderId == holder.Id).ToDictionaryAsync(s => s.Moment, cancellation));
        return [.. Enum.GetValues<SurveyMoment>().Select(moment => View(kase, moment, given.GetValueOrDefault(moment), sealer, now)).OfType<SurveyView>()];
    }

    /// <summary>Stores an answer, or changes it, within the current unit of work.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, SurveyMoment moment, SurveyAnswers answers, CancellationToken cancellation)
    {
        if (Fault(answers) is { } fault)
            return fault;
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        if (!holder.Decides())
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.decision_not_yours");
        var now = clock.GetUtcNow();
        var survey = await db.Surveys.FirstOrDefaultAsync(s => s.CaseId == kase.Id && s.HolderId == holder.Id && s.Moment == moment, cancellation);
        if (View(kase, moment, survey, sealer, now) is not { Open: true } open)
            return Refusal.Conflict("grievances.survey_not_open");
        if (survey is null)
            db.Add(survey = new CaseSurvey { TenantId = session.Tenant, CaseId = kase.Id, HolderId = holder.Id, Moment = moment });
        // Of an earlier closing they were asked before.
        survey.AnsweredAt = open.AnsweredAt ?? now;
        (survey.Satisfied, survey.Heard, survey.Fair, survey.Safe, survey.Remedied) = (answers.Satisfied, answers.Heard, answers.Fair, answers.Safe, answers.Remedied);
        survey.Words = FileRules.IsBlank(answers.Words) ? null : sealer.Seal("survey", holder.Id, Codes.Of(moment), answers.Words.Trim());
        db.Record(now, Guid.Empty.ToString(), Codes.Of(holder.Role), "grievances.survey_answered", $"case:{kase.Id}", Codes.Of(moment));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>From when on somebody is asked; null where they are not.</summary>
    public static DateTimeOffset? From(Grievance kase, SurveyMoment moment) =>
        kase is { IsOpen: false, ClosedAt: { } closed } ? moment is SurveyMoment.Closure ? closed : closed.AddDays(CaseClocks.SurveyDays) : null;

    private static SurveyView? View(Grievance kase, SurveyMoment moment, CaseSurvey? given, CaseSealer sealer, DateTimeOffset now)
    {
        if (From(kase, moment) is not { } from || now < from)
            return null;
        if (given is null || given.AnsweredAt < kase.ClosedAt)
            return new SurveyView(Codes.Of(moment), from, null, null, true, null);
        var until = given.AnsweredAt.AddDays(ChangeDays);
        return new SurveyView(Codes.Of(moment), from, given.AnsweredAt, until, now <= until,
            new SurveyAnswers(given.Satisfied, given.Heard, given.Fair, given.Safe, given.Remedied, sealer.OpenIfAny("survey", given.HolderId, Codes.Of(moment), given.Words)));
    }

    private static Refusal? Fault(SurveyAnswers answers)
    {
        (string Pointer, int? Score)[] scores = [("/satisfied", answers.Satisfied), ("/heard", answers.Heard), ("/fair", answers.Fair), ("/safe", answers.Safe), ("/remedied", answers.Remedied)];
        var wrong = scores.Where(s => s.Score is < 1 or > 5).ToDictionary(s => s.Pointer, _ => new[] { "grievances.score_out_of_range" });
        return wrong.Count > 0 ? new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", wrong)
            : answers.Words is { } words && FileRules.Characters(words) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/words", "platform.too_long")
            : scores.All(s => s.Score is null) && FileRules.IsBlank(answers.Words) ? Refusal.Field("platform.invalid", "/satisfied", "grievances.survey_empty")
            : null;
    }

    /// <summary>GET /api/grievances/v1/mailbox/surveys, PUT /mailbox/surveys/{moment}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/surveys", async (AnswerSurvey survey, HttpContext http) => (await survey.List(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list)))
            .WithName("Grievances_ListSurveys").WithSummary("What one is asked about how it was, and said").Produces<IReadOnlyList<SurveyView>>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/surveys/{moment}", async (string moment, JsonBody<SurveyAnswers> body, AnswerSurvey survey, HttpContext http) =>
                (Read(moment) is { } asked ? await survey.Run(http.Features.GetRequiredMailbox(), asked, body.Value, http.RequestAborted) : Refusal.NotFound("grievances.survey_unknown")).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_AnswerSurvey").WithSummary("Say how it was; can be changed for thirty days").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }

    /// <summary>The moment of a code, or null.</summary>
    public static SurveyMoment? Read(string code) => Enum.GetValues<SurveyMoment>().Where(moment => Codes.Of(moment) == code).Select(moment => (SurveyMoment?)moment).FirstOrDefault();
}

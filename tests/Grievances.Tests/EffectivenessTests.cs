using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Learning;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The mechanism measured by itself: the eight criteria, how far cases come, who is heard, whether it helped. Few people are never a number.</summary>
public sealed class EffectivenessTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly string[] Eight = ["legitimate", "accessible", "predictable", "equitable", "transparent", "rights_compatible", "learning", "dialogue"];

    [Fact]
    public async Task TheEightCriteria_HaveTheirFigures_AndSayWhatTheyCanNotKnow()
    {
        var tenant = await server.Provisioned();
        var now = DateTimeOffset.UtcNow;
        await Seed(tenant, 20, (g, i) =>
        {
            g.FiledAt = now.AddDays(-40);
            g.AcknowledgeBy = g.FiledAt.AddDays(7);
            g.AcknowledgedAt = g.FiledAt.AddDays(i < 15 ? 2 : 9);
            g.AcknowledgeMissedAt = i < 15 ? null : g.AcknowledgeBy;
            g.Language = i < 12 ? "en" : "ar-SD";
            if (i < 10)
                (g.State, g.Outcome, g.ClosedAt, g.Remedy) = (CaseState.Closed, CaseOutcome.Substantiated, g.FiledAt.AddDays(20), i < 5 ? RemedyState.Verified : RemedyState.Refused);
            else if (i < 13)
                (g.State, g.InadmissibleFor) = (CaseState.Inadmissible, InadmissibleReason.NotAboutAi);
        }, (db, g, i) =>
        {
            db.Add(new CaseSurvey { TenantId = tenant.Id, CaseId = g.Id, HolderId = g.Id, Moment = SurveyMoment.Closure, Satisfied = i < 10 ? 4 : 2, Heard = i < 3 ? 5 : null, AnsweredAt = now });
            if (i < 8)
                db.Add(new CaseAppeal { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, FiledAt = now, DecideBy = now.AddDays(30), Text = [1], Decision = i < 6 ? AppealDecision.Dismissed : AppealDecision.Upheld, DecidedAt = now });
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, AccountId = Guid.NewGuid(), AssignedBy = "lead", AssignedAt = now });
        });
        // Outside of the time, spam, and a part whose people are counted already.
        await Seed(tenant, 3, (g, i) => (g.FiledAt, g.Spam, g.SplitFromId) = (i == 0 ? now.AddMonths(-13) : now, i == 1, i == 2 ? Guid.NewGuid() : null));

        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        var view = await learner.Get($"{Api}/effectiveness");
        Assert.Equal(Eight, view.GetProperty("criteria").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        Assert.Equal((20, "count", null), Figure(view, "received"));
        Assert.Equal((75, "percent", 20), Figure(view, "acknowledged_in_time"));
        Assert.Equal((5, "count", 20), Figure(view, "missed_acknowledgements"));
        Assert.Equal((2, "days", 20), Figure(view, "days_to_acknowledge"));
        Assert.Equal((20, "days", 10), Figure(view, "days_to_close"));
        Assert.Equal((2, "count", null), Figure(view, "languages"));
        Assert.Equal((100, "percent", 20), Figure(view, "assigned_by_another"));
        Assert.Equal((8, "count", null), Figure(view, "appeals"));
        Assert.Equal((10, "count", null), Figure(view, "found_right"));
        Assert.Equal((50, "percent", 10), Figure(view, "remedy_accepted"));
        Assert.Equal((3, "score", 20), Figure(view, "survey_satisfied"));
        // Three people who were not taken up, three who felt heard, two appeals that were right: nobody is told apart.
        foreach (var code in new[] { "not_taken_up_not_about_ai", "survey_heard", "appeals_right" })
            Assert.True(Find(view, code) is var figure && figure.GetProperty("fewerThanFive").GetBoolean() && figure.GetProperty("value").ValueKind == JsonValueKind.Null, code);
        Assert.Equal(["anonymous", "abandoned"], view.GetProperty("criteria")[1].GetProperty("notKnown").EnumerateArray().Select(c => c.GetString()));

        // How often cases were opened counts also those that are kept from the team.
        Assert.Equal(["openings"], view.GetProperty("criteria")[4].GetProperty("notKnown").EnumerateArray().Select(c => c.GetString()));
        using var auditor = server.Staff(tenant, Permissions.AuditRead, Permissions.GrievancesLearn);
        Assert.Equal("openings_shown", (await auditor.Get($"{Api}/effectiveness")).GetProperty("criteria")[4].GetProperty("figures")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task TheFunnel_CountsWhoCameHowFar_WithTheDays_AndKeepsSmallCellsBack()
    {
        var tenant = await server.Provisioned();
        var filed = DateTimeOffset.UtcNow.AddDays(-50);
        await Seed(tenant, 44, (g, i) =>
        {
            (g.FiledAt, g.AcknowledgeBy) = (filed, filed.AddDays(7));
            g.Channel = i < 30 ? FilingChannel.Portal : i < 42 ? FilingChannel.Operator : FilingChannel.Worker;
            if (i % 2 == 0)
                g.AcknowledgedAt = filed.AddDays(4);
            if (i < 12)
                (g.State, g.Outcome, g.ClosedAt, g.Remedy) = (CaseState.Closed, CaseOutcome.Substantiated, filed.AddDays(30), i < 6 ? RemedyState.Verified : RemedyState.Accepted);
            if (i is 40 or 41)
                (g.State, g.Outcome, g.ClosedAt) = (CaseState.Closed, CaseOutcome.Withdrawn, filed.AddDays(5));
        }, (db, g, i) =>
        {
            if (i >= 12)
                return;
            db.Add(new CaseDecision { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Kind = DecisionKind.Admissibility, Decided = "admissible", Role = "case-handler", At = filed.AddDays(6) });
            db.Add(new CaseDecision { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Kind = DecisionKind.Attribution, Decided = "record-1", Role = "case-handler", At = filed.AddDays(10 + i % 3) });
            db.Add(new RemedyOffer { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Number = 1, State = OfferState.Accepted, Offered = [1], OfferedByRole = "case-handler", OfferedAt = filed.AddDays(12), AnsweredAt = filed.AddDays(15), ApologyAccepted = i < 5 });
            db.Add(new RemedyAction { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Measure = RemedyMeasure.Apology, State = i < 5 ? MeasureState.Verified : MeasureState.Done, AnsweredAt = i < 10 ? filed.AddDays(20) : null, Text = [1], Language = "en", OwnerRole = "case-handler" });
            db.Add(new RemedyAction { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Place = 1, Measure = RemedyMeasure.HumanReview, State = i < 6 ? MeasureState.Verified : MeasureState.Planned, AnsweredAt = i < 6 ? filed.AddDays(22) : null, DoneAt = i < 6 ? filed.AddDays(22) : null, Text = [1], Language = "en", OwnerRole = "case-handler" });
        });
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        var view = await learner.Get($"{Api}/effectiveness?period=quarter");
        var steps = view.GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("code").GetString()!, s => (Number(s, "cases"), Number(s, "medianDays")));
        // Whoever came further passed what lies before: six of the twelve were never confirmed on their own.
        Assert.Equal((44, null), steps["received"]);
        Assert.Equal((28, 4), steps["acknowledged"]);
        Assert.Equal((12, 6), steps["admissible"]);
        Assert.Equal((12, 11), steps["assessed"]);
        Assert.Equal((12, 15), steps["accepted"]);
        // Six are few: neither they nor the six who wait for theirs are told. The days are.
        Assert.Equal((null, 22), steps["carried_out"]);
        Assert.Equal((null, 22), steps["confirmed"]);
        Assert.Null(Number(view.GetProperty("ends").EnumerateArray().Single(e => e.GetProperty("code").GetString() == "withdrawn"), "cases"));

        var channels = view.GetProperty("splits").EnumerateArray().Single(s => s.GetProperty("by").GetString() == "channel").GetProperty("rows").EnumerateArray()
            .ToDictionary(r => r.GetProperty("value").GetString()!, r => r.GetProperty("cases").EnumerateArray().Select(c => c.ValueKind == JsonValueKind.Null ? (int?)null : c.GetInt32()).ToArray());
        Assert.Equal(["portal", "operator", "worker"], channels.Keys);
        // Two of the workers' channel are kept back, and one more with them: with the total they could be worked out.
        Assert.Null(channels["worker"][0]);
        Assert.Null(channels["operator"][0]);
        Assert.All(channels.Values.SelectMany(c => c), c => Assert.True(c is null or 0 or >= SmallCells.Least));

        var remedies = view.GetProperty("remedies").EnumerateArray().ToDictionary(r => r.GetProperty("measure").GetString()!);
        Assert.Equal(["apology", "human_review"], remedies.Keys);
        // The apology has its own answer, and one that was not taken is confirmed by nobody.
        Assert.Equal((12, 5, 7, 5), (Number(remedies["apology"], "offered"), Number(remedies["apology"], "accepted"), Number(remedies["apology"], "refused"), Number(remedies["apology"], "confirmed")));
        Assert.Equal((12, 12, 0, 6), (Number(remedies["human_review"], "offered"), Number(remedies["human_review"], "accepted"), Number(remedies["human_review"], "refused"), Number(remedies["human_review"], "confirmed")));
    }

    [Fact]
    public async Task WhatStaffWroteDownForSomebodyWithoutAMailbox_IsNoWordOfTheirs()
    {
        var tenant = await server.Provisioned();
        var filed = DateTimeOffset.UtcNow.AddDays(-50);
        await Seed(tenant, 24, (g, i) =>
        {
            (g.FiledAt, g.AcknowledgeBy, g.AcknowledgedAt, g.Channel) = (filed, filed.AddDays(7), filed.AddDays(4), i < 12 ? FilingChannel.Portal : FilingChannel.Import);
            (g.State, g.Outcome, g.ClosedAt, g.Remedy) = (CaseState.Closed, CaseOutcome.Substantiated, filed.AddDays(30), RemedyState.Verified);
        }, (db, g, i) =>
        {
            db.Add(new RemedyOffer { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Number = 1, State = OfferState.Accepted, Offered = [1], OfferedByRole = "case-handler", OfferedAt = filed.AddDays(12), AnsweredAt = filed.AddDays(15) });
            db.Add(new RemedyAction { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Measure = RemedyMeasure.HumanReview, State = MeasureState.Verified, AnsweredAt = filed.AddDays(22), Text = [1], Language = "en", OwnerRole = "case-handler" });
        });
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        var view = await learner.Get($"{Api}/effectiveness?period=quarter");
        Assert.Equal((12, 12, 12), (Number(Step("accepted"), "cases"), Number(Step("confirmed"), "cases"), Number(view.GetProperty("ends").EnumerateArray().Single(e => e.GetProperty("code").GetString() == "recorded"), "cases")));
        var review = Assert.Single(view.GetProperty("remedies").EnumerateArray());
        Assert.Equal((24, 12, 12, 12), (Number(review, "offered"), Number(review, "accepted"), Number(review, "recorded"), Number(review, "confirmed")));
        foreach (var code in new[] { "remedy_accepted", "remedy_recorded", "remedy_confirmed" })
            Assert.Equal((50, "percent", 24), Figure(view, code));

        JsonElement Step(string code) => view.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("code").GetString() == code);
    }

    [Fact]
    public async Task AboveTheMostCases_WhatIsCountedBesideThemEndsWhereTheyEnd()
    {
        var tenant = await server.Provisioned();
        await Seed(tenant, 12, (g, i) => g.FiledAt = DateTimeOffset.UtcNow.AddDays(-i - 1), (db, g, _) =>
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, AccountId = Guid.NewGuid(), AssignedBy = "lead", AssignedAt = g.FiledAt }));
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = new(new ClaimsIdentity([new("sub", Guid.NewGuid().ToString()), new("role", "case-handler")], "test")) };
        var facts = await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Read(() => scope.ServiceProvider.GetRequiredService<ReadMechanismFacts>().Run(DateTimeOffset.UtcNow.AddMonths(-3), default, most: 7));
        Assert.Equal((true, 7, 7), (facts.Capped, facts.Filed.Count, facts.Beside.Assigned));
    }

    [Fact]
    public async Task CasesKeptFromTheReader_AreInNoFigure_AndOnlyWhoMayLearn_Reads()
    {
        var tenant = await server.Provisioned();
        await Seed(tenant, 12, (g, i) => g.HandledBy = i < 6 ? CaseKeys.Ombuds : CaseKeys.Team);
        using var team = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        using var ombuds = server.Staff(tenant, Permissions.GrievancesHear, Permissions.GrievancesLearn);
        Assert.Equal((6, 12), (Figure(await team.Get($"{Api}/effectiveness"), "received").Value, Figure(await ombuds.Get($"{Api}/effectiveness"), "received").Value));
        using var handler = server.Handler(tenant);
        foreach (var path in new[] { $"{Api}/effectiveness", "/console/grievances/effectiveness" })
            using (var shut = await handler.GetAsync(path))
                Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        using var unknown = await team.GetAsync($"{Api}/effectiveness?period=century");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task ThePage_HasEveryFigureInATable_AndStaysFlat_HoweverManyCasesThereAre()
    {
        var tenant = await server.Provisioned();
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        Assert.Contains("Nothing was filed in this time", (await learner.Page("/console/grievances/effectiveness")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var statements = await server.Statements(learner, new HttpRequestMessage(HttpMethod.Get, "/console/grievances/effectiveness"));
        await Seed(tenant, 60, (g, i) => (g.AcknowledgedAt, g.Remedy) = (g.FiledAt, RemedyState.Accepted), (db, g, _) =>
        {
            db.Add(new RemedyOffer { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Number = 1, State = OfferState.Accepted, Offered = [1], OfferedAt = g.FiledAt, AnsweredAt = g.FiledAt });
            db.Add(new RemedyAction { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Measure = RemedyMeasure.Apology, State = MeasureState.Planned, Text = [1] });
        });
        Assert.InRange(statements, 1, 8);
        Assert.Equal(statements, await server.Statements(learner, new HttpRequestMessage(HttpMethod.Get, "/console/grievances/effectiveness")));
        var page = await learner.Page("/console/grievances/effectiveness?period=quarter");
        Assert.Equal("60 grievances filed; 100 % of 60 confirmed in time", page.QuerySelector("h1")!.TextContent);
        // The way, what people said, and who is hit by three things; each with its table.
        Assert.Equal(5, page.QuerySelectorAll("figure svg.chart").Length);
        Assert.All(page.QuerySelectorAll("figure"), figure => Assert.NotNull(figure.QuerySelector("details table")));
        Assert.Equal(8, page.QuerySelectorAll("section[aria-labelledby^='c-']").Length);
        Assert.DoesNotContain("_", string.Concat(page.QuerySelectorAll("main th").Select(th => th.TextContent)), StringComparison.Ordinal);
    }

    private Task Seed(TestTenant tenant, int cases, Action<Grievance, int> of, Action<GrievancesDb, Grievance, int>? beside = null) => server.Work(tenant, async db =>
    {
        for (var i = 0; i < cases; i++)
        {
            var filed = DateTimeOffset.UtcNow.AddDays(-1);
            var kase = new Grievance
            {
                TenantId = tenant.Id, Id = Guid.CreateVersion7(), Reference = Guid.NewGuid().ToString("N")[..10].ToUpperInvariant(), Version = 1, Language = "en", People = 1, FiledAt = filed, AcknowledgeBy = filed.AddDays(7),
                DueAt = filed.AddDays(7), ActiveAt = filed, Summary = [1], WhatHappened = [1],
            };
            of(kase, i);
            db.Add(kase);
            beside?.Invoke(db, kase, i);
        }
        await db.SaveChangesAsync();
    });

    private static JsonElement Find(JsonElement view, string code) => view.GetProperty("criteria").EnumerateArray().SelectMany(c => c.GetProperty("figures").EnumerateArray()).Single(f => f.GetProperty("code").GetString() == code);

    private static (int? Value, string? Unit, int? Of) Figure(JsonElement view, string code) => Find(view, code) is var figure ? ((int?)Number(figure, "value"), figure.GetProperty("unit").GetString(), (int?)Number(figure, "of")) : default;

    private static decimal? Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}

using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Learning;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
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
        await Seed(tenant, 84, (g, i) =>
        {
            g.FiledAt = now.AddDays(-40);
            g.AcknowledgeBy = g.FiledAt.AddDays(7);
            g.AcknowledgedAt = g.FiledAt.AddDays(i < 63 ? 2 : 9);
            g.AcknowledgeMissedAt = i < 63 ? null : g.AcknowledgeBy;
            g.Language = i % 2 == 0 ? "en" : "ar-SD";
            if (i < 40)
                (g.State, g.Outcome, g.ClosedAt, g.Remedy) = (CaseState.Closed, CaseOutcome.Substantiated, g.FiledAt.AddDays(20), i < 20 ? RemedyState.Verified : RemedyState.Refused);
            else if (i < 64)
                (g.State, g.InadmissibleFor) = (CaseState.Inadmissible, InadmissibleReason.NotAboutAi);
        }, (db, g, i) =>
        {
            db.Add(new CaseSurvey { TenantId = tenant.Id, CaseId = g.Id, HolderId = g.Id, Moment = SurveyMoment.Closure, Satisfied = i < 42 ? 4 : 2, Heard = i < 3 ? 5 : null, AnsweredAt = now });
            if (i < 32)
                db.Add(new CaseAppeal { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, FiledAt = now, DecideBy = now.AddDays(30), Text = [1], Decision = i < 24 ? AppealDecision.Dismissed : AppealDecision.Upheld, DecidedAt = now });
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, AccountId = Guid.NewGuid(), AssignedBy = "lead", AssignedAt = now });
        });
        // Outside of the time, spam, and a part whose people are counted already.
        await Seed(tenant, 3, (g, i) => (g.FiledAt, g.Spam, g.SplitFromId) = (i == 0 ? now.AddMonths(-13) : now, i == 1, i == 2 ? Guid.NewGuid() : null));

        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        var view = await learner.Get($"{Api}/effectiveness");
        Assert.Equal(Eight, view.GetProperty("criteria").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
        Assert.Equal((84, "count", null), Figure(view, "received"));
        Assert.Equal((75, "percent", 84), Figure(view, "acknowledged_in_time"));
        Assert.Equal((21, "count", 84), Figure(view, "missed_acknowledgements"));
        Assert.Equal((2, "days", 84), Figure(view, "days_to_acknowledge"));
        Assert.Equal((20, "days", 40), Figure(view, "days_to_close"));
        Assert.Equal((2, "count", null), Figure(view, "languages"));
        Assert.Equal((100, "percent", 84), Figure(view, "assigned_by_another"));
        Assert.Equal((32, "count", null), Figure(view, "appeals"));
        Assert.Equal((40, "count", null), Figure(view, "found_right"));
        Assert.Equal((50, "percent", 40), Figure(view, "remedy_accepted"));
        Assert.Equal((3, "score", 80), Figure(view, "survey_satisfied"));
        Assert.Equal((62, "percent", 64), Figure(view, "taken_up"));
        // Three people who felt heard, eight appeals that were right: nobody is told apart.
        foreach (var code in new[] { "survey_heard", "appeals_right" })
            Assert.True(Find(view, code) is var figure && figure.GetProperty("keptBack").GetBoolean() && figure.GetProperty("value").ValueKind == JsonValueKind.Null, code);
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
        await Seed(tenant, 88, (g, i) =>
        {
            (g.FiledAt, g.AcknowledgeBy) = (filed, filed.AddDays(7));
            g.Channel = i < 60 ? FilingChannel.Portal : i < 84 ? FilingChannel.Operator : FilingChannel.Worker;
            if (i % 2 == 0)
                g.AcknowledgedAt = filed.AddDays(4);
            if (i < 24)
                (g.State, g.Outcome, g.ClosedAt, g.Remedy) = (CaseState.Closed, CaseOutcome.Substantiated, filed.AddDays(30), i < 6 ? RemedyState.Verified : RemedyState.Accepted);
            if (i is 70 or 71)
                (g.State, g.Outcome, g.ClosedAt) = (CaseState.Closed, CaseOutcome.Withdrawn, filed.AddDays(5));
        }, (db, g, i) =>
        {
            if (i >= 24)
                return;
            db.Add(new CaseDecision { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Kind = DecisionKind.Admissibility, Decided = "admissible", Role = "case-handler", At = filed.AddDays(6) });
            db.Add(new CaseDecision { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Kind = DecisionKind.Attribution, Decided = "record-1", Role = "case-handler", At = filed.AddDays(10 + i % 3) });
            db.Add(new RemedyOffer { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Number = 1, State = OfferState.Accepted, Offered = [1], OfferedByRole = "case-handler", OfferedAt = filed.AddDays(12), AnsweredAt = filed.AddDays(15), ApologyAccepted = i < 10 });
            db.Add(new RemedyAction { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Measure = RemedyMeasure.Apology, State = i < 10 ? MeasureState.Verified : MeasureState.Done, AnsweredAt = i < 20 ? filed.AddDays(20) : null, Text = [1], Language = "en", OwnerRole = "case-handler" });
            db.Add(new RemedyAction { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = g.Id, Place = 1, Measure = RemedyMeasure.HumanReview, State = i < 6 ? MeasureState.Verified : MeasureState.Planned, AnsweredAt = i < 6 ? filed.AddDays(22) : null, DoneAt = i < 6 ? filed.AddDays(22) : null, Text = [1], Language = "en", OwnerRole = "case-handler" });
        });
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        var view = await learner.Get($"{Api}/effectiveness?period=quarter");
        var steps = view.GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("code").GetString()!, s => (Number(s, "cases"), Number(s, "medianDays")));
        // Whoever came further passed what lies before: twelve of them were never confirmed on their own.
        Assert.Equal((88, null), steps["received"]);
        Assert.Equal((56, 4), steps["acknowledged"]);
        Assert.Equal((24, 6), steps["admissible"]);
        Assert.Equal((24, 11), steps["assessed"]);
        Assert.Equal((24, 15), steps["accepted"]);
        // Six are few: neither they nor who waits for theirs are told, nor after how many days.
        Assert.Equal((null, null), steps["carried_out"]);
        Assert.Equal((null, null), steps["confirmed"]);
        Assert.Null(Number(view.GetProperty("ends").EnumerateArray().Single(e => e.GetProperty("code").GetString() == "withdrawn"), "cases"));

        var channels = view.GetProperty("splits").EnumerateArray().Single(s => s.GetProperty("by").GetString() == "channel").GetProperty("rows").EnumerateArray()
            .ToDictionary(r => r.GetProperty("value").GetString()!, r => r.GetProperty("cases").EnumerateArray().Select(c => c.ValueKind == JsonValueKind.Null ? (int?)null : c.GetInt32()).ToArray());
        Assert.Equal(["portal", "operator", "worker"], channels.Keys);
        // Four of the workers' channel are kept back, and one more with them: with the total they could be worked out.
        Assert.Null(channels["worker"][0]);
        Assert.Null(channels["operator"][0]);
        // Who filed for somebody is here who came by an operator.
        Assert.True(Find(view, "on_behalf").GetProperty("keptBack").GetBoolean());
        Assert.All(channels.Values.SelectMany(c => c), c => Assert.True(c is null or 0 or >= SmallCells.Least));

        var remedies = view.GetProperty("remedies").EnumerateArray().ToDictionary(r => r.GetProperty("measure").GetString()!);
        Assert.Equal(["apology", "human_review"], remedies.Keys);
        // The apology has its own answer, and one that was not taken is confirmed by nobody.
        Assert.Equal((24, 10, 14, 10), (Number(remedies["apology"], "offered"), Number(remedies["apology"], "accepted"), Number(remedies["apology"], "refused"), Number(remedies["apology"], "confirmed")));
        Assert.Equal((24, 24, 0, null), (Number(remedies["human_review"], "offered"), Number(remedies["human_review"], "accepted"), Number(remedies["human_review"], "refused"), Number(remedies["human_review"], "confirmed")));
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
        await Seed(tenant, 24, (g, i) => g.HandledBy = i < 12 ? CaseKeys.Ombuds : CaseKeys.Team);
        using var team = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        using var ombuds = server.Staff(tenant, Permissions.GrievancesHear, Permissions.GrievancesLearn);
        Assert.Equal((12, 24), (Figure(await team.Get($"{Api}/effectiveness"), "received").Value, Figure(await ombuds.Get($"{Api}/effectiveness"), "received").Value));
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

    [Fact]
    public async Task AnOrganisation_CanKeepMoreBack_NeverLess_AndThePageSaysHowMany()
    {
        var tenant = await server.Provisioned();
        await Seed(tenant, 15, (g, _) => g.AcknowledgedAt = g.FiledAt);
        using var lead = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn, Permissions.GrievancesConfigure);
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);
        Assert.Equal((15, 10), (Figure(await learner.Get($"{Api}/effectiveness"), "received").Value, (await learner.Get($"{Api}/effectiveness")).GetProperty("leastShown").GetInt32()));
        foreach (var wrong in new[] { 9, 0, 101 })
            using (var refused = await Set(lead, "\"0\"", wrong))
            {
                Assert.Equal("platform.invalid", await refused.Problem(HttpStatusCode.BadRequest));
                Assert.Equal("grievances.least_shown_out_of_range", (await refused.Json()).GetProperty("errors").GetProperty("/leastShown")[0].GetProperty("code").GetString());
            }
        using (var blind = await Set(lead, null, 20))
            Assert.Equal("grievances.if_match_missing", await blind.Problem((HttpStatusCode)428));
        using (var forbidden = await Set(learner, "\"0\"", 20))
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using (var stored = await Set(lead, "\"0\"", 20))
            Assert.Equal((HttpStatusCode.NoContent, "\"1\""), (stored.StatusCode, stored.Headers.ETag?.Tag));
        using (var late = await Set(lead, "\"0\"", 30))
            Assert.Equal("platform.precondition", await late.Problem(HttpStatusCode.PreconditionFailed));
        Assert.Equal(20, (await learner.Get($"{Api}/settings/figures")).GetProperty("leastShown").GetInt32());
        Assert.Equal("settings", await server.Read(tenant, db => db.Set<AuditLine>().Where(l => l.Action == "grievances.figures_set").Select(l => l.Subject).SingleAsync()));

        var view = await learner.Get($"{Api}/effectiveness");
        Assert.Equal(20, view.GetProperty("leastShown").GetInt32());
        Assert.True(Find(view, "received").GetProperty("keptBack").GetBoolean());
        Assert.Null(Number(view.GetProperty("steps")[0], "cases"));
        // That nobody waited too long says nothing of how many they are.
        Assert.Equal((100, "percent", null), Figure(view, "acknowledged_in_time"));
        var page = await learner.Page("/console/grievances/effectiveness");
        Assert.Equal("How many grievances were filed is kept back", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Fewer than 20 people are never a number", page.Body!.TextContent, StringComparison.Ordinal);

        Task<HttpResponseMessage> Set(HttpClient who, string? version, int least)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/settings/figures") { Content = JsonContent.Create(new { leastShown = least }) };
            if (version is not null)
                request.Headers.TryAddWithoutValidation("If-Match", version);
            return who.SendAsync(request);
        }
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

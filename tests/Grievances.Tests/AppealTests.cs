using System.Net;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>An appeal goes to somebody who decided nothing in the case before, and never to the first reviewer again.</summary>
public sealed class AppealTests
{
    private const string Api = GrievancesServer.Api;
    internal static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    internal static readonly Guid First = Guid.Parse("0195f000-0000-7000-8000-000000000001");
    internal static readonly Guid Second = Guid.Parse("0195f000-0000-7000-8000-000000000002");
    internal static readonly Guid Third = Guid.Parse("0195f000-0000-7000-8000-000000000003");
    internal static readonly Guid Ombuds = Guid.Parse("0195f000-0000-7000-8000-000000000004");
    private static readonly Guid Lead = Guid.Parse("0195f000-0000-7000-8000-000000000005");

    [Fact]
    public async Task NobodyWhoWasInTheCase_IsNamed_NorWhoNamesThemselves()
    {
        await using var stage = await Stage.Set();
        var (_, first) = await stage.Closed();
        using var writer = stage.Staff(Third, "case-handler");
        await GrievancesServer.Post(writer, $"/cases/{stage.Id}/messages", new { text = "We looked again." });
        var appeal = await stage.Appeal("outcome");
        Assert.Equal(("grievances.reviewer_was_in_it", HttpStatusCode.Conflict), await stage.Name(appeal, First, "team"));
        Assert.Equal(("grievances.reviewer_was_in_it", HttpStatusCode.Conflict), await stage.Name(appeal, Third, "team"));
        Assert.Equal(("grievances.not_yourself", HttpStatusCode.Conflict), await stage.Name(appeal, Lead, "team"));
        Assert.Equal(("platform.invalid", HttpStatusCode.BadRequest), await stage.Name(appeal, Guid.NewGuid(), "team"));
        Assert.Equal(("platform.invalid", HttpStatusCode.BadRequest), await stage.Name(appeal, Second, "everybody"));
        Assert.Equal(("grievances.appeal_unknown", HttpStatusCode.NotFound), await stage.Name(Guid.NewGuid(), Second, "team"));
        stage.Identity.Down = true;
        Assert.Equal(("grievances.identity_unreachable", HttpStatusCode.ServiceUnavailable), await stage.Name(appeal, Second, "team"));
        stage.Identity.Down = false;
        // Whoever had it once, or is kept out of it, is no reviewer either.
        await stage.Server.Work(stage.Tenant, async db =>
        {
            db.Add(new CaseAssignment { TenantId = stage.Tenant.Id, Id = Guid.CreateVersion7(), CaseId = stage.Id, AccountId = Second, Duty = AssignedDuty.Handler, AssignedBy = "x", AssignedAt = Begin, EndedAt = Begin, Ended = AssignmentEnd.HandedOver });
            await db.SaveChangesAsync();
        });
        Assert.Equal(("grievances.reviewer_was_in_it", HttpStatusCode.Conflict), await stage.Name(appeal, Second, "team"));
        await stage.Server.Work(stage.Tenant, db => db.Assignments.ExecuteDeleteAsync());
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        Assert.Equal([(Second, AssignedDuty.AppealReviewer)], await stage.Server.Read(stage.Tenant, async db => (await db.Assignments.Where(a => a.EndedAt == null).ToListAsync()).Select(a => (a.AccountId, a.Duty)).ToList()));

        using var other = await first.Post($"{stage.Case}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "No." });
        Assert.Equal("grievances.not_the_reviewer", await other.Problem(HttpStatusCode.Forbidden));
        first.Dispose();
    }

    [Fact]
    public async Task WhoPlannedWhatAnotherOffered_ReviewsNoAppealAgainstIt()
    {
        await using var stage = await Stage.Set();
        using (var planner = stage.Staff(Second, "case-handler"))
            await GrievancesServer.Post(planner, $"/cases/{stage.Id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "head of the clinic" });
        using (var first = stage.Staff(First, "case-handler"))
            await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/offers", new { words = "With our apology." });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "refuse", words = "Too little." });
        var appeal = await stage.Appeal("remedy");
        Assert.Equal(("grievances.reviewer_was_in_it", HttpStatusCode.Conflict), await stage.Name(appeal, Second, "team"));
        Assert.Null((await stage.Name(appeal, Third, "team")).Code);
    }

    [Fact]
    public async Task AnAppealThatIsRight_OpensTheCaseAgain_AndTheFirstDecidesNothingInItAnyMore()
    {
        await using var stage = await Stage.Set();
        var (_, first) = await stage.Closed();
        using var _f = first;
        var appeal = await stage.Appeal("outcome");
        var (state, hold, due) = await stage.Server.Read(stage.Tenant, async db => await db.Grievances.Select(g => ValueTuple.Create(g.State, g.AppealHold, g.DueAt)).SingleAsync());
        Assert.Equal((CaseState.Appealed, true, Begin.AddDays(30)), (state, hold, due));
        Assert.Equal(["reminder-1", "reminder-2", "escalation", "missed"], await stage.Server.Read(stage.Tenant, db => db.Set<DueDate>().Where(d => d.Kind == "appeal" && d.SettledAt == null).OrderBy(d => d.At).Select(d => d.Step).ToListAsync()));
        using (var early = await first.Post($"{stage.Case}/closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() }))
            Assert.Equal("grievances.appeal_open", await early.Problem(HttpStatusCode.Conflict));
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        using var reviewer = stage.Staff(Second, "case-handler");
        using (var waiver = await reviewer.Post($"{stage.Case}/appeals/{appeal}/decision", new { decision = "partly", letter = "You are right. In return you waive all claims against us." }))
            Assert.Equal("grievances.waiver_clause", await waiver.Problem(HttpStatusCode.BadRequest));
        using (var denial = await reviewer.Post($"{stage.Case}/appeals/{appeal}/decision", new { decision = "partly", letter = "You are right in part. You cannot appeal again." }))
            Assert.Equal("grievances.denies_appeal", await denial.Problem(HttpStatusCode.BadRequest));
        using (var french = await reviewer.Post($"{stage.Case}/appeals/{appeal}/decision", new { decision = "partly", letter = "Vous avez raison en partie : la réponse que vous avez reçue était fausse, et nous le regrettons." }))
            Assert.Equal("grievances.letter_in_other_language", await french.Problem(HttpStatusCode.BadRequest));
        // To ask the person something is no deciding.
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/messages", new { text = "Which day was it?" });
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "upheld", letter = "You are right." });

        var box = await stage.Person.Get($"{Api}/mailbox");
        Assert.Equal(("assessed", JsonValueKind.Null, JsonValueKind.Null, Begin.AddDays(30)), (box.GetProperty("state").GetString(), box.GetProperty("outcome").ValueKind, box.GetProperty("closingLetter").ValueKind, box.GetProperty("findingsBy").GetDateTimeOffset()));
        var mine = (await stage.Person.Get($"{Api}/mailbox/appeals")).GetProperty("appeals")[0];
        Assert.Equal(("upheld", "You are right.", "case-handler", "unsubstantiated", "We looked, and found nothing."),
            (mine.GetProperty("decision").GetString(), mine.GetProperty("letter").GetString(), mine.GetProperty("reviewerRole").GetString(), mine.GetProperty("formerOutcome").GetString(), mine.GetProperty("formerLetter").GetProperty("whatWentWrong").GetString()));
        Assert.Equal(JsonValueKind.Null, mine.GetProperty("reviewerId").ValueKind);
        Assert.Equal((Second, false), await stage.Server.Read(stage.Tenant, async db => await db.Grievances.Select(g => ValueTuple.Create(g.AssigneeId!.Value, g.AppealHold)).SingleAsync()));

        // Later than the appeal, as time goes.
        stage.Server.Clock!.Advance(TimeSpan.FromMinutes(1));
        // The case is the reviewer's; given back to the first, they still decide nothing in it.
        using (var shut = await first.GetAsync(stage.Case))
            Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        await stage.Server.Work(stage.Tenant, async db =>
        {
            await db.Grievances.ExecuteUpdateAsync(g => g.SetProperty(x => x.AssigneeId, (Guid?)null));
            await db.Assignments.ExecuteUpdateAsync(a => a.SetProperty(x => x.EndedAt, Begin));
        });
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        foreach (var (path, body) in new (string, object)[] { ("closure", new { outcome = "unsubstantiated", letter = GrievancesServer.Letter() }), ("remedy/offers", new { }), ("remedy/not-owed", new { reason = "No." }), ("triage", new { band = "low" }) })
            using (var refused = await first.Post($"{stage.Case}/{path}", body))
                Assert.Equal("grievances.decided_before", await refused.Problem(HttpStatusCode.Conflict));
        // Nor is it given to them in the reviewer's place, who would lose it to somebody who can decide nothing.
        using (var lead = stage.Server.Staff(stage.Tenant, Lead, "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign))
        {
            using var given = await lead.Post($"{stage.Case}/assignments", new { accountId = First });
            Assert.Equal("grievances.decided_in_it", await given.Problem(HttpStatusCode.Conflict));
        }
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/closure", new { outcome = "substantiated", letter = GrievancesServer.Letter("We were wrong.") });

        // Against what they decided now neither the first nor they are asked.
        var again = await stage.Appeal("outcome");
        Assert.Equal("grievances.reviewer_was_in_it", (await stage.Name(again, Second, "team")).Code);
        Assert.Equal("grievances.reviewer_was_in_it", (await stage.Name(again, First, "team")).Code);
        Assert.Null((await stage.Name(again, Third, "team")).Code);
    }

    [Fact]
    public async Task WhyAPersonAppeals_ReachesNobodyItIsAbout_AndTheyNeitherChooseNorKeepOutNorTalk()
    {
        await using var stage = await Stage.Set();
        var (_, first) = await stage.Closed();
        using var _f = first;
        var appeal = await stage.Appeal("outcome");
        Assert.Equal(JsonValueKind.Null, await Said(first));
        Assert.DoesNotContain("I disagree.", (await first.Page($"/console/grievances/{stage.Id}/remedy")).Body!.TextContent, StringComparison.Ordinal);
        using (var choosing = stage.Staff(First, "case-handler", Permissions.GrievancesAssign))
        {
            Assert.Equal(("grievances.reviewer_named_by_others", HttpStatusCode.Conflict), await stage.Name(appeal, Second, "team", choosing));
            using var kept = await choosing.Post($"{stage.Case}/exclusions", new { accountId = Second, reason = "They are strict." });
            Assert.Equal("grievances.reviewer_named_by_others", await kept.Problem(HttpStatusCode.Conflict));
        }
        using (var talk = await first.Post($"{stage.Case}/messages", new { text = "Please drop it." }))
            Assert.Equal("grievances.appeal_is_the_reviewers", await talk.Problem(HttpStatusCode.Conflict));
        // Nor do they weigh the case meanwhile, or tell whoever looks at it what to think of it.
        foreach (var (path, body, code) in new (string, object, string)[]
        {
            ("notes", new { text = "To the reviewer: they exaggerate." }, "grievances.appeal_is_the_reviewers"), ("triage", new { band = "low" }, "grievances.appeal_open"),
            ("attributions", new { lines = new[] { new { party = "deployer", involvement = "none", evidence = "We had no part." } } }, "grievances.appeal_open"),
        })
        {
            using var refused = await first.Post($"{stage.Case}/{path}", body);
            Assert.Equal((path, code), (path, await refused.Problem(HttpStatusCode.Conflict)));
        }
        using (var giving = stage.Staff(First, "case-handler", Permissions.GrievancesAssign))
        using (var given = await giving.Post($"{stage.Case}/assignments", new { accountId = Third }))
            Assert.Equal("grievances.appeal_open", await given.Problem(HttpStatusCode.Conflict));
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        using var reviewer = stage.Staff(Second, "case-handler");
        using var colleague = stage.Staff(Third, "case-handler");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String, JsonValueKind.String), (await Said(first), await Said(reviewer), await Said(colleague)));
        await GrievancesServer.Post(colleague, $"/cases/{stage.Id}/messages", new { text = "Your appeal is being looked at." });
        // What was done about retaliation is said meanwhile too, and the day of the appeal stays what is owed next.
        await GrievancesServer.Post(stage.Person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        await GrievancesServer.Post(colleague, $"/cases/{stage.Id}/retaliation", new { text = "The shifts are given back." });
        Assert.Equal(Begin.AddDays(30), await stage.Server.Read(stage.Tenant, db => db.Grievances.Select(g => g.DueAt).SingleAsync()));
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "We read it all again." });
        Assert.Equal(JsonValueKind.String, await Said(first));
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/messages", new { text = "Write whenever you like." });

        async Task<JsonValueKind> Said(HttpClient by) => (await by.Get($"{stage.Case}/remedy")).GetProperty("appeals")[0].GetProperty("text").ValueKind;
    }

    [Fact]
    public async Task ThePageThatNamesAReviewer_ListsNobodyWhoWasInIt_AndSaysWhatToDoWhereNobodyIsLeft()
    {
        await using var stage = await Stage.Set();
        (await stage.Closed()).First.Dispose();
        var appeal = await stage.Appeal("outcome");
        using var lead = stage.Server.Staff(stage.Tenant, Lead, "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var waiting = (await lead.Page($"/console/grievances/{stage.Id}/assign")).QuerySelector("main")!;
        Assert.Contains("Nobody is named yet who decides it", waiting.TextContent, StringComparison.Ordinal);
        Assert.NotNull(waiting.QuerySelector($"a[href='/console/grievances/{stage.Id}/appeals/{appeal}']"));
        var choices = (await lead.Page($"/console/grievances/{stage.Id}/appeals/{appeal}")).QuerySelectorAll("select[name=Reviewer] option").Select(o => o.GetAttribute("value")).ToList();
        Assert.DoesNotContain($"team:{First}", choices);
        Assert.Equal(["", $"ombuds:{Ombuds}", $"team:{Second}", $"team:{Third}"], choices.Order());
        await stage.Server.Work(stage.Tenant, async db =>
        {
            foreach (var account in new[] { Second, Third, Ombuds })
                db.Add(new CaseExclusion { TenantId = stage.Tenant.Id, CaseId = stage.Id, AccountId = account, By = "x", At = Begin });
            await db.SaveChangesAsync();
        });
        var page = await lead.Page($"/console/grievances/{stage.Id}/appeals/{appeal}");
        Assert.Null(page.QuerySelector("select[name=Reviewer]"));
        Assert.Contains("Ask an administrator", page.QuerySelector("main .notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAppealAgainstARemedy_ThatIsRight_LeavesWhatWasOfferedReadable_AndTheMailboxSaysSo()
    {
        await using var stage = await Stage.Set();
        using var first = stage.Staff(First, "case-handler");
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "apology", text = "We are sorry.", ownerRole = "case-handler", signatory = "chief executive" });
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/measures", new { measure = "compensation", text = "Five hundred euros.", ownerRole = "case-handler", dueOn = DateOnly.FromDateTime(Begin.UtcDateTime).AddDays(20) });
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/remedy/offers", new { });
        await GrievancesServer.Post(stage.Person, "/mailbox/remedy/answer", new { offer = 1, answer = "accept", apology = true });
        var appeal = await stage.Appeal("remedy");
        Assert.Null((await stage.Name(appeal, Ombuds, "ombuds")).Code);
        using var reviewer = stage.Staff(Ombuds, "ombuds", Permissions.GrievancesHear);
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "upheld", letter = "It is too little." });
        // Whoever follows cases hears that it is the ombuds' now.
        Assert.Equal("team", (await stage.Server.Events<CaseChanged>(stage.Tenant)).Select(e => e.GetProperty("case")).MaxBy(kase => kase.GetProperty("version").GetInt64()).GetProperty("keptFrom")[0].GetString());
        Assert.Equal("A remedy is being planned", (await reviewer.Page($"/console/grievances/{stage.Id}/remedy")).QuerySelectorAll("h2")[0].TextContent);

        using var person = await stage.Again();
        var news = (await person.Get($"{Api}/mailbox")).GetProperty("news")[0];
        Assert.Equal(("appeal_upheld", Begin), (news.GetProperty("kind").GetString(), news.GetProperty("at").GetDateTimeOffset()));
        using var browser = stage.Server.Anybody();
        browser.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        var front = await browser.Page("/portal/mailbox");
        foreach (var place in new[] { "remedy", "appeal" })
            Assert.NotNull(front.QuerySelector($"main a[href='/portal/mailbox/{place}']"));
        var remedy = (await browser.Page("/portal/mailbox/remedy")).Body!.TextContent;
        Assert.Contains("The organisation has to offer something new.", remedy, StringComparison.Ordinal);
        Assert.Contains("Five hundred euros.", remedy, StringComparison.Ordinal);
        // The apology was taken: a new offer does not ask for it again.
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/measures", new { measure = "human_review", text = "A person decides anew.", ownerRole = "case-handler", dueOn = DateOnly.FromDateTime(Begin.UtcDateTime).AddDays(20) });
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/remedy/offers", new { });
        var offer = await browser.Page("/portal/mailbox/remedy");
        Assert.Null(offer.QuerySelector("input[name=Apology]"));
        Assert.NotNull(offer.QuerySelector("input[name=Answer]"));
    }

    [Fact]
    public async Task ADismissedAppeal_LeavesAllAsItWas_AndTheReviewersKeyIsTakenBack()
    {
        await using var stage = await Stage.Set();
        (await stage.Closed()).First.Dispose();
        Assert.Equal(["outcome", "remedy"], await stage.Possible());
        var appeal = await stage.Appeal("outcome");
        using (var twice = await stage.Person.Post($"{Api}/mailbox/appeals", new { against = "remedy", text = "That too." }))
            Assert.Equal("grievances.appeal_open", await twice.Problem(HttpStatusCode.Conflict));
        Assert.Null((await stage.Name(appeal, Ombuds, "ombuds")).Code);
        Assert.Equal(["ombuds", "receipt", "team"], await stage.Wraps());
        using var reviewer = stage.Staff(Ombuds, "ombuds", Permissions.GrievancesHear);
        Assert.Equal("The chatbot said no.", (await reviewer.Get(stage.Case)).GetProperty("whatHappened").GetString());
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "We read it all again." });
        Assert.Equal(["receipt", "team"], await stage.Wraps());
        using (var shut = await reviewer.GetAsync(stage.Case))
            Assert.Equal(HttpStatusCode.NotFound, shut.StatusCode);

        var box = await stage.Person.Get($"{Api}/mailbox");
        Assert.Equal(("closed", "unsubstantiated", "We looked, and found nothing."), (box.GetProperty("state").GetString(), box.GetProperty("outcome").GetString(), box.GetProperty("letter").GetProperty("whatWentWrong").GetString()));
        // Of each decision once; against the other that stands still.
        Assert.Equal(["remedy"], await stage.Possible());
        using (var before = await stage.Person.Post($"{Api}/mailbox/appeals", new { against = "outcome", text = "Still not." }))
            Assert.Equal("grievances.appealed_before", await before.Problem(HttpStatusCode.Conflict));
        using (var nothing = await stage.Person.Post($"{Api}/mailbox/appeals", new { against = "inadmissible", text = "No." }))
            Assert.Equal("grievances.nothing_to_appeal", await nothing.Problem(HttpStatusCode.Conflict));
        Assert.Equal("dismissed", (await stage.Server.Events<AppealDecided>(stage.Tenant)).Single().GetProperty("decision").GetString());
        using var decided = await reviewer.Post($"{stage.Case}/appeals/{appeal}/decision", new { decision = "upheld", letter = "After all." });
        Assert.Equal(HttpStatusCode.NotFound, decided.StatusCode);
    }

    [Fact]
    public async Task AReviewerWhoDecidedMeanwhile_DecidesNoAppeal()
    {
        await using var stage = await Stage.Set();
        (await stage.Closed()).First.Dispose();
        var appeal = await stage.Appeal("remedy");
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        await stage.Server.Work(stage.Tenant, async db =>
        {
            db.Add(new CaseDecision { TenantId = stage.Tenant.Id, Id = Guid.CreateVersion7(), CaseId = stage.Id, Kind = DecisionKind.Attribution, AccountId = Second, Role = "case-handler", Decided = "x", At = Begin });
            await db.SaveChangesAsync();
        });
        using var reviewer = stage.Staff(Second, "case-handler");
        using var refused = await reviewer.Post($"{stage.Case}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "No." });
        Assert.Equal("grievances.decided_before", await refused.Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task ACaseForTheOmbudsAlone_IsReviewedByNobodyOfTheTeam()
    {
        await using var stage = await Stage.Set(new { language = "en", summary = "The team itself", whatHappened = "They laughed.", affected = "self", exclude = new[] { "case-handler" } });
        using (var ombuds = stage.Staff(Ombuds, "ombuds", Permissions.GrievancesHear))
            await stage.Server.Close(stage.Tenant, ombuds, stage.Id);
        var appeal = await stage.Appeal("outcome");
        using var head = stage.Staff(Guid.CreateVersion7(), "ombuds", Permissions.GrievancesHear, Permissions.GrievancesAssign);
        Assert.Equal("grievances.role_excluded", (await stage.Name(appeal, Second, "team", head)).Code);
        Assert.Equal(["ombuds", "receipt"], await stage.Wraps());
        // The lead does not even see that it is there.
        Assert.Equal("grievances.case_unknown", (await stage.Name(appeal, Second, "team")).Code);
    }

    [Fact]
    public async Task AnAppealNobodyDecides_IsEscalated_AndItsCaseIsKept_UntilThePersonTakesItBack()
    {
        await using var stage = await Stage.Set();
        (await stage.Closed()).First.Dispose();
        await stage.Appeal("outcome");
        await stage.Server.GoTo(Begin.AddDays(31), stage.Tenant);
        Assert.Equal(["appeal escalation human-rights-lead", "appeal missed case-handler", "appeal missed human-rights-lead", "appeal reminder case-handler", "appeal reminder case-handler"],
            (await ClockTests.Notices(stage.Server, stage.Tenant)).Order());
        Assert.Equal("appeal", (await stage.Server.Events<DeadlineMissed>(stage.Tenant)).Single().GetProperty("clock").GetString());
        // What was found was told in time, also while an appeal keeps the case open.
        await stage.Server.GoTo(Begin.AddMonths(30), stage.Tenant);
        Assert.Single(await stage.Server.Events<DeadlineMissed>(stage.Tenant));
        using var person = await stage.Again();
        Assert.Equal("appealed", (await person.Get($"{Api}/mailbox")).GetProperty("state").GetString());
        await GrievancesServer.Post(person, "/mailbox/withdrawal", new { erase = false });
        Assert.False(await stage.Server.Read(stage.Tenant, db => db.Grievances.Select(g => g.AppealHold).SingleAsync()));
    }

    [Fact]
    public async Task AMember_AppealsForThemselves_AndNobodyElseInTheCaseReadsWhy()
    {
        await using var stage = await Stage.Set(new { language = "en", summary = "S", whatHappened = "W", affected = "group", capacity = "group", members = new[] { new { name = "A", mandate = new { kind = "written" } } } });
        (await stage.Closed()).First.Dispose();
        var (member, _) = await stage.Server.TakeOver(stage.Filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        using (member)
        {
            await GrievancesServer.Post(member, "/mailbox/appeals", new { against = "outcome", text = "It was different for me." });
            Assert.Equal(1, (await member.Get($"{Api}/mailbox/appeals")).GetProperty("appeals").GetArrayLength());
        }
        var seen = await stage.Person.Get($"{Api}/mailbox/appeals");
        Assert.Equal((0, true), (seen.GetProperty("appeals").GetArrayLength(), seen.GetProperty("waits").GetBoolean()));
        using var handler = stage.Staff(Second, "case-handler");
        var appeal = (await handler.Get($"{stage.Case}/remedy")).GetProperty("appeals")[0];
        Assert.Equal(("member", "It was different for me."), (appeal.GetProperty("by").GetString(), appeal.GetProperty("text").GetString()));
        var added = await GrievancesServer.Post(stage.Person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        var (adviser, _) = await stage.Server.TakeOver(added.GetProperty("receipt").GetString()!);
        using (adviser)
        using (var refused = await adviser.Post($"{Api}/mailbox/appeals", new { against = "outcome", text = "For them." }))
            Assert.Equal("grievances.decision_not_yours", await refused.Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task AReviewerWhoStepsBack_IsNamedNoMore_AndNobodyIsNamedWhoIsKeptOut()
    {
        await using var stage = await Stage.Set();
        var (_, first) = await stage.Closed();
        using var _f = first;
        var appeal = await stage.Appeal("outcome");
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        using (var reviewer = stage.Staff(Second, "case-handler"))
            await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/recusal", new { reason = "I know one of them well." });
        Assert.Null(await stage.Server.Read(stage.Tenant, db => db.Appeals.Select(a => a.ReviewerId).SingleAsync()));
        Assert.Equal(("grievances.colleague_excluded", HttpStatusCode.Conflict), await stage.Name(appeal, Second, "team"));
        Assert.Null((await stage.Name(appeal, Third, "team")).Code);
        using var third = stage.Staff(Third, "case-handler");
        await GrievancesServer.Post(third, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "dismissed", letter = "We read it all again." });
        // What was decided about is not waited for any more.
        Assert.DoesNotContain("appeal", (await stage.Person.Get($"{Api}/mailbox")).GetProperty("waits").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    public async Task WhatWasNotTakenUp_IsTakenUpAgain_WhereTheAppealIsRight()
    {
        await using var stage = await Stage.Set();
        using var first = stage.Staff(First, "case-handler");
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/acknowledgement", new { });
        await GrievancesServer.Post(first, $"/cases/{stage.Id}/admissibility", new { admissible = false, reason = "not_about_ai", text = "No system wrote it." });
        Assert.Equal(["inadmissible"], await stage.Possible());
        var appeal = await stage.Appeal("inadmissible");
        Assert.Null((await stage.Name(appeal, Second, "team")).Code);
        using var reviewer = stage.Staff(Second, "case-handler");
        await GrievancesServer.Post(reviewer, $"/cases/{stage.Id}/appeals/{appeal}/decision", new { decision = "partly", letter = "A system wrote part of it." });
        Assert.Equal((CaseState.Assessed, (InadmissibleReason?)null), await stage.Server.Read(stage.Tenant, async db => await db.Grievances.Select(g => ValueTuple.Create(g.State, g.InadmissibleFor)).SingleAsync()));
    }

    internal sealed class Stage : IAsyncDisposable
    {
        public required StandInIdentity Identity { get; init; }
        public required OwnServer Server { get; init; }
        public required TestTenant Tenant { get; init; }
        public required JsonElement Filed { get; init; }
        public required HttpClient Person { get; init; }
        public required Guid Id { get; init; }
        public string Case => $"{Api}/cases/{Id}";

        public static async Task<Stage> Set(object? filing = null, OwnDatabase? database = null)
        {
            var identity = await StandInIdentity.Start((First, "case-handler"), (Second, "case-handler"), (Third, "case-handler"), (Ombuds, "ombuds"));
            var server = await OwnServer.WithClock(Begin, database, identity: identity);
            var tenant = await server.Tenant();
            var filed = await server.File(tenant, filing ?? new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self" });
            return new Stage { Identity = identity, Server = server, Tenant = tenant, Filed = filed, Id = await server.CaseOf(tenant), Person = await server.Mailbox(filed.GetProperty("receipt").GetString()!) };
        }

        public HttpClient Staff(Guid account, string role, params string[] more) => Server.Staff(Tenant, account, role, [Permissions.GrievancesRead, Permissions.GrievancesHandle, .. more]);

        /// <summary>The mailbox, opened anew since its session is over.</summary>
        public Task<HttpClient> Again() => Server.Mailbox(Filed.GetProperty("receipt").GetString()!);

        /// <summary>Closes the case with the first handler, as unsubstantiated.</summary>
        public async Task<(Guid Account, HttpClient First)> Closed()
        {
            var handler = Staff(First, "case-handler");
            await Server.Close(Tenant, handler, Id);
            return (First, handler);
        }

        public async Task<Guid> Appeal(string against) => (await GrievancesServer.Post(Person, "/mailbox/appeals", new { against, text = "I disagree." })).GetProperty("id").GetGuid();

        public async Task<List<string>> Possible() => [.. (await Person.Get($"{Api}/mailbox/appeals")).GetProperty("possible").EnumerateArray().Select(p => p.GetString()!)];

        public Task<List<string>> Wraps() => Server.Read(Tenant, db => db.Wraps.Where(w => w.CaseId == Id && (w.Holder == "team" || w.Holder == "ombuds" || w.Holder == "receipt")).Select(w => w.Holder).OrderBy(h => h).ToListAsync());

        public async Task<(string? Code, HttpStatusCode Status)> Name(Guid appeal, Guid account, string handlers, HttpClient? by = null)
        {
            using var lead = Server.Staff(Tenant, Lead, "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
            using var answer = await (by ?? lead).Post($"{Case}/appeals/{appeal}/reviewer", new { accountId = account, handlers });
            return (answer.IsSuccessStatusCode ? null : (await answer.Json()).GetProperty("code").GetString(), answer.StatusCode);
        }

        public async ValueTask DisposeAsync()
        {
            Person.Dispose();
            await Server.DisposeAsync();
            await Identity.DisposeAsync();
        }
    }
}

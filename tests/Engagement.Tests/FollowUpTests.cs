using System.Net;
using System.Security.Claims;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Engagement.Data;
using Engagement.Domain;
using Engagement.Features.FollowUps;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using ServiceTests;

namespace Engagement.Tests;

public class FollowUpTests(EngagementServer server)
{
    private const string Api = "/api/engagement/v1/follow-ups";

    [Fact]
    public async Task The_list_runs_by_due_date_and_its_pages_hold_every_row_once()
    {
        var tenant = await server.NewTenant();
        await server.Follow(tenant, [.. Enumerable.Range(0, 7).Select(i => new CaseEvent(EngagementServer.Filed(i % 3)))]);
        using var lead = server.Lead(tenant);
        var seen = new List<(DateTimeOffset Due, Guid Id)>();
        string? cursor = null;
        do
        {
            var page = await lead.Get($"{Api}?kind=acknowledge_due&limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("dueAt").GetDateTimeOffset(), i.GetProperty("id").GetGuid())));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal(7, seen.Select(s => s.Id).Distinct().Count());
        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.Select(s => s.Due).Order(), seen.Select(s => s.Due));
    }

    [Fact]
    public async Task What_somebody_did_by_hand_stays_done_whatever_events_say_later()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(3);
        var wrote = new CaseEvent(filed with { Version = 2 }, new Writing(2, filed.FiledAt.AddDays(1), true));
        await server.Follow(tenant, new CaseEvent(filed), wrote);
        using var lead = server.Lead(tenant);
        var answer = (await lead.Get($"{Api}?kind=answer_due")).GetProperty("items")[0].GetProperty("id").GetGuid();

        using var done = await lead.Post($"{Api}/{answer}/done");
        Assert.Equal(("done", "publisher"), ((await done.Json()).GetProperty("state").GetString(), (await done.Json()).GetProperty("doneBy").GetString()));
        using var again = await lead.Post($"{Api}/{answer}/done");
        Assert.Equal("engagement.follow_up_settled", await again.Problem(HttpStatusCode.Conflict));

        await server.Follow(tenant, wrote, new CaseEvent(filed with { Version = 3, AcknowledgedAt = filed.FiledAt.AddDays(2) }));
        Assert.Equal(answer, Assert.Single((await lead.Get($"{Api}?state=done&kind=answer_due")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        var line = await server.Read(tenant, db => db.Set<AuditLine>().AsNoTracking().SingleAsync());
        Assert.Equal(("engagement.follow_up_done", $"follow-up:{answer}"), (line.Action, line.Subject));
    }

    [Fact]
    public async Task Who_writes_after_a_call_waits_again()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(3);
        await server.Follow(tenant, new CaseEvent(filed), Wrote(filed, 2), Wrote(filed, 3));
        using var lead = server.Lead(tenant);
        var call = (await lead.Get($"{Api}?kind=answer_due")).GetProperty("items")[0].GetProperty("id").GetGuid();
        (await lead.Post($"{Api}/{call}/done")).EnsureSuccessStatusCode();
        Assert.Empty((await lead.Get($"{Api}?kind=answer_due")).GetProperty("items").EnumerateArray());

        await server.Follow(tenant, Wrote(filed, 5));
        var waiting = Assert.Single((await lead.Get($"{Api}?kind=answer_due")).GetProperty("items").EnumerateArray());
        Assert.NotEqual(call, waiting.GetProperty("id").GetGuid());

        // What was written before the call and came after it had been heard.
        await server.Follow(tenant, Wrote(filed, 4));
        var open = await server.Read(tenant, db => db.FollowUps.AsNoTracking().Where(f => f.Kind == FollowUpKind.AnswerDue).OrderBy(f => f.SourceVersion).ToListAsync());
        Assert.Equal([(2L, "done"), (4L, "open")], open.Select(f => (f.SourceVersion, f.State)));
    }

    [Fact]
    public async Task Who_marks_done_what_an_event_has_just_settled_is_told_so()
    {
        var tenant = await server.NewTenant();
        await server.Follow(tenant, new CaseEvent(EngagementServer.Filed(1)));
        await server.Work(tenant, async db =>
        {
            // Read before the event, written after it.
            var read = await db.FollowUps.FirstAsync(f => f.Kind == FollowUpKind.AcknowledgeDue);
            await db.FollowUps.Where(f => f.Id == read.Id).ExecuteUpdateAsync(f => f.SetProperty(x => x.State, FollowUpState.Done));
            var actor = new Actor(new HttpContextAccessor { HttpContext = new DefaultHttpContext { User = new(new ClaimsIdentity([new("sub", "account-1")])) } });
            var outcome = await new MarkDone(db, new SeenFollowUps(db, actor), actor, TimeProvider.System).Run(read.Id, CancellationToken.None);
            Assert.Equal((409, "engagement.follow_up_settled"), (outcome.Refusal!.Status, outcome.Refusal.Code));
            db.ChangeTracker.Clear();
        });
    }

    [Fact]
    public async Task Findings_are_due_on_the_day_the_person_was_told()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(3);
        var (strict, extended) = (filed.FiledAt.AddDays(30), filed.FiledAt.AddMonths(6));
        await server.Follow(tenant, new CaseEvent(filed with { FindingsBy = strict }));
        async Task<DateTimeOffset> Due() => await server.Read(tenant, db => db.FollowUps.Where(f => f.Kind == FollowUpKind.FindingsDue).Select(f => f.DueAt).SingleAsync());
        Assert.Equal(strict, await Due());
        await server.Follow(tenant, new CaseEvent(filed with { Version = 3, FindingsBy = extended }), new CaseEvent(filed with { Version = 2, FindingsBy = strict }));
        Assert.Equal(extended, await Due());
    }

    [Fact]
    public async Task Of_an_erased_case_nothing_is_owed_and_nothing_stays_but_its_id()
    {
        var tenant = await server.NewTenant();
        var (gone, other) = (EngagementServer.Filed(3), EngagementServer.Filed(2));
        await server.Follow(tenant, new CaseEvent(gone), Wrote(gone, 2), new CaseEvent(other));
        await server.Work(tenant, db => db.Forget(gone.CaseId, DateTimeOffset.UtcNow, CancellationToken.None));
        // What arrives late, and the erasure a second time.
        await server.Follow(tenant, Wrote(gone, 4), new CaseEvent(gone with { Version = 5, ClosedAt = DateTimeOffset.UtcNow }));
        await server.Work(tenant, db => db.Forget(gone.CaseId, DateTimeOffset.UtcNow, CancellationToken.None));

        Assert.Equal([other.CaseId], await server.Read(tenant, db => db.FollowUps.AsNoTracking().Select(f => f.CaseId).Distinct().ToListAsync()));
        Assert.Empty(await server.Read(tenant, db => db.Writings.AsNoTracking().ToListAsync()));
        var clock = await server.Read(tenant, db => db.Clocks.AsNoTracking().SingleAsync(c => c.CaseId == gone.CaseId));
        Assert.Equal((null, null, null), (clock.Reference, clock.ClosedAt, clock.AcknowledgedAt));
    }

    [Fact]
    public async Task A_page_that_is_refused_says_why()
    {
        using var lead = server.Lead(await server.NewTenant());
        using var answer = await lead.GetAsync("/console/engagement?state=late");
        Assert.Equal("platform.invalid", await answer.Problem(HttpStatusCode.BadRequest));
        using var broken = await lead.GetAsync("/console/engagement?cursor=%21");
        Assert.Equal("platform.cursor_invalid", await broken.Problem(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task What_is_not_allowed_or_not_there_is_a_problem_document()
    {
        var tenant = await server.NewTenant();
        await server.Follow(tenant, new CaseEvent(EngagementServer.Filed(1)));
        using var lead = server.Lead(tenant);
        var id = (await lead.Get(Api)).GetProperty("items")[0].GetProperty("id").GetGuid();
        using var reader = server.Staff(tenant, Permissions.EngagementRead);
        using var forbidden = await reader.Post($"{Api}/{id}/done");
        Assert.Equal("platform.forbidden", await forbidden.Problem(HttpStatusCode.Forbidden));
        using var stranger = server.Lead(await server.NewTenant());
        using var unknown = await stranger.Post($"{Api}/{id}/done");
        Assert.Equal("engagement.follow_up_unknown", await unknown.Problem(HttpStatusCode.NotFound));
        Assert.Empty((await stranger.Get(Api)).GetProperty("items").EnumerateArray());
        foreach (var query in new[] { "?state=late", "?kind=nothing", "?limit=0", "?cursor=%21" })
        {
            using var answer = await lead.GetAsync(Api + query);
            Assert.StartsWith("platform.", await answer.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_says_what_is_late_and_a_follow_up_is_marked_done_there()
    {
        var tenant = await server.NewTenant();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var filed = EngagementServer.Filed(20);
            var acknowledged = filed with { Version = 2, AcknowledgedAt = filed.FiledAt.AddDays(1) };
            await server.Follow(tenant, new CaseEvent(acknowledged), new CaseEvent(acknowledged with { Version = 3 }, new Writing(3, filed.FiledAt.AddDays(2), true)));
        }
        using var lead = server.Lead(tenant);
        var page = await lead.Page("/console/engagement?state=open&kind=answer_due");
        Assert.Equal("3 answers are overdue", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(3, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(3, page.QuerySelectorAll("time.clock-late").Length);
        Assert.Equal("answer_due", ((IHtmlSelectElement)page.QuerySelector("select[name=kind]")!).Value);

        using var done = await lead.Submit("/console/engagement?state=open&kind=answer_due", p => (IHtmlFormElement)p.QuerySelector("tbody form")!);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var after = await lead.Page(done.Headers.Location!.ToString());
        Assert.Equal("2 answers are overdue", after.QuerySelector("h1")!.TextContent);
        Assert.Equal(2, after.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("outside this system", after.QuerySelector(".notice-success")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_names_cases_by_their_reference_and_says_what_to_do_when_there_is_nothing()
    {
        var tenant = await server.NewTenant();
        using var lead = server.Lead(tenant);
        var empty = await lead.Page("/console/engagement");
        Assert.Equal("Nobody is waiting for anything", empty.QuerySelector("h1")!.TextContent);
        Assert.NotNull(empty.QuerySelector("p.empty"));

        var filed = EngagementServer.Filed(1);
        await server.Follow(tenant, new CaseEvent(filed));
        var page = await lead.Page("/console/engagement");
        Assert.Equal("Nothing is overdue, 2 open", page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain(filed.CaseId.ToString(), page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(filed.Reference, page.QuerySelector("tbody span.number")!.TextContent);
        Assert.Contains("A case handler tells the person the findings", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        // What the button means stands where its reader is led to.
        var means = page.QuerySelector("tbody button")!.GetAttribute("aria-describedby")!;
        Assert.Contains("outside this system", page.GetElementById(means)!.TextContent, StringComparison.Ordinal);

        using var reader = server.Staff(tenant, Permissions.EngagementRead);
        Assert.Null((await reader.Page("/console/engagement")).QuerySelector("tbody form"));
        using var handler = server.Staff(tenant, Permissions.EngagementRead, Permissions.GrievancesHandle);
        var link = (await handler.Page("/console/engagement")).QuerySelector("tbody a.number")!;
        Assert.Equal((filed.Reference, $"/console/grievances/{filed.CaseId}"), (link.TextContent, link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_reference_is_kept_whichever_event_tells_it()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(1);
        // Events from before the reference was told have none; an older one may bring it later.
        await server.Follow(tenant, new CaseEvent(filed with { Version = 2, Reference = null }));
        using var lead = server.Lead(tenant);
        Assert.Equal(JsonValueKind.Null, (await lead.Get(Api)).GetProperty("items")[0].GetProperty("reference").ValueKind);
        Assert.Contains("Reference not known", (await lead.Page("/console/engagement")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        await server.Follow(tenant, new CaseEvent(filed), new CaseEvent(filed with { Version = 3, Reference = null }));
        var row = (await lead.Get(Api)).GetProperty("items")[0];
        Assert.Equal(filed.Reference, row.GetProperty("reference").GetString());
        using var done = await lead.Post($"{Api}/{row.GetProperty("id").GetGuid()}/done");
        Assert.Equal(filed.Reference, (await done.Json()).GetProperty("reference").GetString());
    }

    private static CaseEvent Wrote(Grievances.Contracts.Events.CaseSnapshot filed, int version) =>
        new(filed with { Version = version }, new Writing(version, filed.FiledAt.AddHours(version), true));

    [Fact]
    public async Task No_request_needs_more_than_eight_statements()
    {
        var tenant = await server.NewTenant();
        await server.Follow(tenant, new CaseEvent(EngagementServer.Filed(1)));
        using var lead = server.Lead(tenant);
        var id = (await lead.Get(Api)).GetProperty("items")[0].GetProperty("id").GetGuid();
        Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, Api)), 1, 8);
        Assert.InRange(await server.Statements(lead, new HttpRequestMessage(HttpMethod.Get, "/console/engagement")), 1, 8);
        Assert.InRange(await server.Statements(lead, Answers.Posting($"{Api}/{id}/done")), 2, 8);
    }
}

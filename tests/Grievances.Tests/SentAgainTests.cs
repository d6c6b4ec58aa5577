using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What staff send once more, from a page they went back to or that is old, and what they may not open: the page says in plain words what happened and how to go on.</summary>
public sealed class SentAgainTests(GrievancesServer server)
{
    [Fact]
    public async Task AFormThatIsSentAgainWithOtherWords_SaysThatTheFirstWasDone_AndSpeaksOfNoKey()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var page = $"/console/grievances/{await server.CaseOf(tenant)}";
        using var handler = server.Handler(tenant);
        var before = await handler.Page(page);
        using (var sent = await Send(handler, page, before, "Answer", ("Text", "We look into it.")))
            Assert.Equal($"{page}?done=answered", sent.Headers.Location?.ToString());
        // The same words once more are the same message.
        using (var same = await Send(handler, page, before, "Answer", ("Text", "We look into it.")))
            Assert.Equal($"{page}?done=answered", same.Headers.Location?.ToString());
        using var other = await Send(handler, page, before, "Answer", ("Text", "We looked into it."));
        var shown = await new HtmlParser().ParseDocumentAsync(await other.Content.ReadAsStringAsync());
        var said = shown.QuerySelector("main")!.TextContent;
        Assert.Contains("You sent this form before, and that was done.", said, StringComparison.Ordinal);
        Assert.Contains("Send it once more if you want it done as well.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Idempotency", said, StringComparison.Ordinal);
        Assert.Equal(1, await server.Read(tenant, db => db.Messages.CountAsync()));
        using (var again = await Send(handler, page, shown, "Answer", ("Text", "We looked into it.")))
            Assert.Equal($"{page}?done=answered", again.Headers.Location?.ToString());
        Assert.Equal(2, await server.Read(tenant, db => db.Messages.CountAsync()));
        foreach (var code in new[] { "platform.idempotency_key_missing", "platform.idempotency_key_reused", "platform.idempotency_in_progress", "platform.busy", "platform.fault" })
            Assert.DoesNotContain("Key", $"{Platform.Hosting.Http.ProblemTexts.OnPage(code)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHandOverThatIsSentTwice_IsOne_AndTheArchiveComesAgain()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var page = $"/console/grievances/{await server.CaseOf(tenant)}/legal";
        using var handler = server.Handler(tenant);
        var before = await handler.Page(page);
        for (var i = 0; i < 2; i++)
        {
            using var made = await Send(handler, page, before, "HandOver", ("Reason", "The labour court orders it."));
            Assert.Equal("application/zip", made.Content.Headers.ContentType?.MediaType);
            Assert.NotEmpty(await made.Content.ReadAsByteArrayAsync());
        }
        Assert.Equal((1, 1), await server.Read(tenant, async db => (await db.LegalNotes.CountAsync(), await db.Set<Platform.Audit.AuditLine>().CountAsync(l => l.Action == "grievances.handed_over"))));
        using var other = await Send(handler, page, before, "HandOver", ("Reason", "The high court orders it."));
        Assert.Contains("You sent this form before, and that was done.", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverOpensAColleaguesCase_ReadsThatItIsAColleagues_AndWhomToAsk()
    {
        var tenant = await server.Provisioned();
        await server.File(tenant);
        var id = await server.CaseOf(tenant);
        await server.Work(tenant, async db =>
        {
            var (kase, colleague) = (await db.Grievances.SingleAsync(), Guid.NewGuid());
            kase.AssigneeId = colleague;
            db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = id, AccountId = colleague, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        using var handler = server.Staff(tenant, Guid.NewGuid(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        foreach (var page in new[] { "", "/remedy", "/people" })
        {
            var said = await Refused(handler, $"/console/grievances/{id}{page}");
            Assert.Contains("This case is assigned to a colleague", said, StringComparison.Ordinal);
            Assert.Contains("handed over to you", said, StringComparison.Ordinal);
            Assert.DoesNotContain("administrator", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhoseRoleWaitsForASecondPerson_ReadsThatItDoes_AndWhoThatIs()
    {
        var tenant = await server.Provisioned();
        using var waiting = server.Staff(tenant, new Dictionary<string, object> { ["role"] = Array.Empty<string>(), ["waiting_permission"] = new[] { Permissions.GrievancesRead, Permissions.GrievancesHandle } });
        var said = await Refused(waiting, "/console/grievances");
        Assert.Contains("Your role waits for a second person.", said, StringComparison.Ordinal);
        Assert.Contains("another administrator or a human-rights lead", said, StringComparison.Ordinal);
        // What no role of theirs would open has other words.
        Assert.Contains("This account may not do that.", await Refused(waiting, "/console/grievances/log"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("administrator", "/console/grievances"), InlineData("administrator", "/console/grievances/patterns"), InlineData("human-rights-lead", "/console/grievances/patterns"), InlineData("auditor", "/console/grievances/patterns")]
    public async Task WhoseRoleIsKeptFromCases_IsNotSentToAskForThePermission(string role, string page)
    {
        var tenant = await server.Provisioned();
        using var kept = server.Staff(tenant, Guid.NewGuid(), role, role == "administrator" ? Permissions.IdentityAdminister : Permissions.GrievancesRead);
        var said = await Refused(kept, page);
        Assert.Contains("This is the work of case handlers.", said, StringComparison.Ordinal);
        Assert.Contains("kept from your role by design", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask an administrator", said, StringComparison.Ordinal);
        using var machine = await kept.GetAsync($"{GrievancesServer.Api}/cases/{Guid.NewGuid()}");
        Assert.Contains("kept from your role by design", await machine.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("platform.forbidden", await machine.Problem(HttpStatusCode.Forbidden));
        // What is not theirs for want of a permission alone has the other words.
        using var publisher = server.Staff(tenant, Guid.NewGuid(), "publisher", Permissions.TransparencyRead);
        Assert.Contains("Ask an administrator", await Refused(publisher, page), StringComparison.Ordinal);
    }

    private static async Task<string> Refused(HttpClient client, string page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        return (await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync())).QuerySelector("main")!.TextContent;
    }

    // A form of a page as it was shown, whatever was done since.
    private static Task<HttpResponseMessage> Send(HttpClient client, string page, IHtmlDocument shown, string handler, params (string Name, string Value)[] typed)
    {
        var form = (IHtmlFormElement)shown.QuerySelector($"form[action*='handler={handler}']")!;
        var fields = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in typed)
            fields[name] = value;
        return client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : page, new FormUrlEncodedContent(fields));
    }
}

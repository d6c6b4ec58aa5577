using System.Net;
using System.Text.Json;
using Assessments.Contracts.Events;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Who files for somebody else: a hotline with credentials of its own, and an AI product.</summary>
public sealed class OnBehalfTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly object Filing = new { language = "en", summary = "Turned away", whatHappened = "She was turned away by the chatbot.", affected = "other" };

    [Fact]
    public async Task AnOperator_ReadsAndWrites_UntilThePersonTakesTheCaseOver()
    {
        var tenant = await server.Provisioned();
        using var hotline = server.Staff(tenant, Permissions.GrievancesFileForOthers);
        using var anybody = server.Anybody();
        var filed = await GrievancesServer.Post(hotline, "/operator/grievances", Filing);
        var (receipt, operatorReceipt) = (filed.GetProperty("receipt").GetString()!, filed.GetProperty("operatorReceipt").GetString()!);
        Assert.NotEqual(receipt, operatorReceipt);
        Assert.Equal(FilingChannel.Operator, await server.Read(tenant, db => db.Grievances.Select(g => g.Channel).SingleAsync()));

        foreach (var (path, typed) in new[] { ("case", "12"), ("messages", operatorReceipt[..^1] + (operatorReceipt[^1] == '0' ? '1' : '0')) })
            using (var mistyped = await hotline.Post($"{Api}/operator/{path}", new { operatorReceipt = typed, text = "Hello" }))
                Assert.Equal(["/operatorReceipt"], (await mistyped.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        var view = await GrievancesServer.Post(hotline, "/operator/case", new { operatorReceipt });
        Assert.Equal(("operator", "Turned away", false), (view.GetProperty("role").GetString(), view.GetProperty("summary").GetString(), view.GetProperty("filed").GetBoolean()));
        await GrievancesServer.Post(hotline, "/operator/messages", new { operatorReceipt, text = "She adds: it was at night." });

        // What the operator has opens nothing without the operator's credentials, and what the person has nothing with them.
        using (var alone = await anybody.Post($"{Api}/mailbox/session", new { receipt = operatorReceipt }))
        using (var unknown = await anybody.Post($"{Api}/mailbox/session", new { receipt = Platform.Security.Receipt.New().Digits }))
            Assert.Equal((await unknown.Problem(HttpStatusCode.NotFound), await unknown.Content.ReadAsStringAsync()), (await alone.Problem(HttpStatusCode.NotFound), await alone.Content.ReadAsStringAsync()));
        using (var persons = await hotline.Post($"{Api}/operator/case", new { operatorReceipt = receipt }))
            Assert.Equal("grievances.receipt_unknown", await persons.Problem(HttpStatusCode.NotFound));

        // Others of the kind, with other tenants and without the permission.
        using (var stranger = server.Staff(await server.Provisioned(), Permissions.GrievancesFileForOthers))
            foreach (var path in new[] { "case", "messages" })
                using (var answer = await stranger.Post($"{Api}/operator/{path}", new { operatorReceipt, text = "Hello" }))
                    Assert.Equal("grievances.receipt_unknown", await answer.Problem(HttpStatusCode.NotFound));
        using (var handler = server.Handler(tenant))
            foreach (var (path, body) in new (string, object)[] { ("grievances", Filing), ("case", new { operatorReceipt }), ("messages", new { operatorReceipt, text = "Hello" }) })
                using (var answer = await handler.Post($"{Api}/operator/{path}", body))
                    Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        using (var early = await server.Mailbox(receipt))
        using (var first = await early.GetAsync($"{Api}/mailbox"))
            Assert.Equal("grievances.take_over_first", await first.Problem(HttpStatusCode.Forbidden));
        var (person, own) = await server.TakeOver(receipt);
        var mine = await person.Get($"{Api}/mailbox");
        Assert.Equal(("complainant", true, "She adds: it was at night."), (mine.GetProperty("role").GetString(), mine.GetProperty("filed").GetBoolean(), mine.GetProperty("messages")[0].GetProperty("text").GetString()));

        Assert.Equal(["operator"], mine.GetProperty("openings").EnumerateArray().Select(o => o.GetProperty("role").GetString()));

        foreach (var (path, body) in new (string, object)[] { ("case", new { operatorReceipt }), ("messages", new { operatorReceipt, text = "Hello" }), ("case", new { operatorReceipt = own }), ("case", new { operatorReceipt = receipt }) })
            using (var after = await hotline.Post($"{Api}/operator/{path}", body))
                Assert.Equal("grievances.receipt_unknown", await after.Problem(HttpStatusCode.NotFound));
        Assert.Equal(0, await server.Read(tenant, db => db.Wraps.CountAsync(w => w.Holder != "team" && w.Holder != "receipt")));
        Assert.Single((await person.Get($"{Api}/mailbox/messages")).GetProperty("items").EnumerateArray());
        person.Dispose();
    }

    [Fact]
    public async Task AnOperator_WhoFiledForAGroup_IsGoneOnceTheFirstOfThemHasTakenOver_AndOneClientOpensNothingOfAnother()
    {
        var tenant = await server.Provisioned();
        using var hotline = server.Staff(tenant, new Dictionary<string, object> { ["sub"] = "hotline-1" }, Permissions.GrievancesFileForOthers);
        using var other = server.Staff(tenant, new Dictionary<string, object> { ["sub"] = "hotline-2" }, Permissions.GrievancesFileForOthers);
        var filed = await GrievancesServer.Post(hotline, "/operator/grievances", new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group",
            members = Enumerable.Range(1, 3).Select(i => new { name = $"Person {i}", mandate = new { kind = "oral" } }),
        });
        var operatorReceipt = filed.GetProperty("operatorReceipt").GetString()!;
        foreach (var path in new[] { "case", "messages" })
            using (var answer = await other.Post($"{Api}/operator/{path}", new { operatorReceipt, text = "Hello" }))
                Assert.Equal("grievances.receipt_unknown", await answer.Problem(HttpStatusCode.NotFound));
        Assert.Equal("Pay was cut", (await GrievancesServer.Post(hotline, "/operator/case", new { operatorReceipt })).GetProperty("summary").GetString());

        var (member, _) = await server.TakeOver(filed.GetProperty("members")[1].GetProperty("receipt").GetString()!);
        foreach (var path in new[] { "case", "messages" })
            using (var answer = await hotline.Post($"{Api}/operator/{path}", new { operatorReceipt, text = "Hello" }))
                Assert.Equal("grievances.receipt_unknown", await answer.Problem(HttpStatusCode.NotFound));
        member.Dispose();
    }

    [Fact]
    public async Task AProduct_FilesForItsOwnSystemAlone_WithTheExcerptThePersonChose()
    {
        const string excerpt = "Assistant: take two of them.";
        var tenant = await server.Provisioned();
        var (system, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await server.Send(tenant, new AiSystemPublished(system, 1, "Triage assistant", true), Guid.NewGuid());
        await server.Send(tenant, new AiSystemPublished(other, 1, "Letters", true), Guid.NewGuid());
        await server.Handled(tenant, 3);
        using var product = server.Staff(tenant, new Dictionary<string, object> { ["system"] = system.ToString() }, Permissions.GrievancesFileFromProduct);
        var grievance = new { language = "en", summary = "Wrong dose", whatHappened = "It told me to take two.", affected = "self" };

        using (var others = await product.Post($"{Api}/product/grievances", new { grievance = new { grievance.language, grievance.summary, grievance.whatHappened, grievance.affected, systemId = other }, excerpt }))
            Assert.Equal("grievances.system_not_yours", (await others.Json()).GetProperty("errors").GetProperty("/grievance/systemId")[0].GetProperty("code").GetString());
        using (var nameless = server.Staff(tenant, Permissions.GrievancesFileFromProduct))
        using (var refused = await nameless.Post($"{Api}/product/grievances", new { grievance, excerpt }))
            Assert.Equal("platform.forbidden", await refused.Problem(HttpStatusCode.Forbidden));
        using (var handler = server.Handler(tenant))
        using (var refused = await handler.Post($"{Api}/product/grievances", new { grievance, excerpt }))
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using (var blank = await product.Post($"{Api}/product/grievances", new { grievance = new { grievance.language, summary = " ", grievance.whatHappened, grievance.affected, patternId = Guid.NewGuid() }, excerpt }))
            Assert.Equal(["/grievance/summary"], (await blank.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        using (var strange = await product.Post($"{Api}/product/grievances", new { grievance = new { grievance.language, grievance.summary, grievance.whatHappened, grievance.affected, patternId = Guid.NewGuid() }, excerpt }))
            Assert.Equal(["/grievance/patternId"], (await strange.Json()).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        using (var long_ = await product.Post($"{Api}/product/grievances", new { grievance, excerpt = new string('a', 20_001) }))
            Assert.Equal("platform.invalid", await long_.Problem(HttpStatusCode.BadRequest));
        Assert.Equal(0, await server.Read(tenant, db => db.Grievances.CountAsync()));

        var filed = await GrievancesServer.Post(product, "/product/grievances", new { grievance, excerpt });
        Assert.False(filed.TryGetProperty("operatorReceipt", out var none) && none.ValueKind != JsonValueKind.Null);
        var stored = await server.Read(tenant, db => db.Grievances.AsNoTracking().SingleAsync());
        Assert.Equal((FilingChannel.Product, (Guid?)system), (stored.Channel, stored.SystemId));
        Assert.True(stored.Excerpt!.AsSpan().IndexOf("take two"u8) < 0, "The excerpt lies there in clear.");
        using var staff = server.Handler(tenant);
        var opened = await staff.Get($"{Api}/cases/{stored.Id}");
        Assert.Equal((excerpt, "Triage assistant", "product"), (opened.GetProperty("excerpt").GetString(), opened.GetProperty("systemName").GetString(), opened.GetProperty("channel").GetString()));
        // The product has seen the receipt: it shows nothing and erases nothing before the person has changed it.
        using (var seen = await server.Mailbox(filed.GetProperty("receipt").GetString()!))
        {
            using (var first = await seen.GetAsync($"{Api}/mailbox"))
                Assert.Equal("grievances.take_over_first", await first.Problem(HttpStatusCode.Forbidden));
            using (var erase = await seen.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
                Assert.Equal("grievances.take_over_first", await erase.Problem(HttpStatusCode.Forbidden));
        }
        var (person, own) = await server.TakeOver(filed.GetProperty("receipt").GetString()!);
        using var anybody = server.Anybody();
        using (var late = await anybody.Post($"{Api}/mailbox/session", new { receipt = filed.GetProperty("receipt").GetString() }))
            Assert.Equal("grievances.receipt_unknown", await late.Problem(HttpStatusCode.NotFound));
        Assert.Equal(("Wrong dose", excerpt), ((await person.Get($"{Api}/mailbox")).GetProperty("summary").GetString(), (await person.Get($"{Api}/mailbox")).GetProperty("excerpt").GetString()));
        // Whoever filed finds it again on the page and in what they take along; whoever helps them does not.
        using (var archive = await person.GetAsync($"{Api}/mailbox/export"))
            Assert.Contains("take two of them", await Archives.Text(archive, "case.json"), StringComparison.Ordinal);
        anybody.DefaultRequestHeaders.Add("Cookie", $"heed-mailbox={person.DefaultRequestHeaders.Authorization!.Parameter}");
        Assert.Contains(excerpt, (await anybody.Page("/portal/mailbox")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var added = await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser" });
        var (adviser, _) = await server.TakeOver(added.GetProperty("receipt").GetString()!);
        Assert.DoesNotContain("take two of them", (await adviser.Get($"{Api}/mailbox")).ToString(), StringComparison.Ordinal);
        Assert.NotEqual("", own);
        person.Dispose();
        adviser.Dispose();
    }

    [Fact]
    public async Task AFormInAProduct_LeadsToTheFirstPage_ShowsWhatGoesAlong_AndStoresNothingBeforeThePersonBegins()
    {
        var tenant = await server.Provisioned();
        var system = Guid.CreateVersion7();
        await server.Send(tenant, new AiSystemPublished(system, 1, "Triage assistant", true), Guid.NewGuid());
        await server.Handled(tenant, 2);
        using var anybody = server.Anybody();
        var walk = new FilingWalk(anybody, tenant.Slug);
        await walk.Tell(("system", system.ToString()), ("excerpt", "Assistant: take two\r\nof them. <b>"));
        Assert.Equal(HttpStatusCode.OK, walk.Status);
        Assert.Contains("Assistant: take two\nof them. <b>", walk.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("take+two", walk.Page, StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(tenant, db => db.Drafts.CountAsync()));

        using (var change = await anybody.PostAsync($"/portal/{tenant.Slug}/file/tell?handler=Language&lang=ar", new FormUrlEncodedContent(new Dictionary<string, string> { ["SystemChoice"] = system.ToString(), ["Excerpt"] = "Two of them.", ["Go"] = "begin" })))
        {
            var arabic = await change.Content.ReadAsStringAsync();
            Assert.True(arabic.Contains("dir=\"rtl\"", StringComparison.Ordinal) && arabic.Contains($"name=\"SystemChoice\" value=\"{system}\"", StringComparison.Ordinal), arabic);
            Assert.Contains("Two of them.", arabic, StringComparison.Ordinal);
        }
        await walk.Begin();
        await walk.Until("review", new Dictionary<string, (string, string)[]>
        {
            ["who"] = [("affected", "self")], ["system"] = [("system", system.ToString())], ["what"] = [("what", "It told me to take two.")], ["summary"] = [("summary", "Wrong dose")],
        });
        var (reference, _) = await walk.Send();
        var id = await server.Read(tenant, db => db.Grievances.Where(g => g.Reference == reference).Select(g => g.Id).SingleAsync());
        using var staff = server.Handler(tenant);
        var opened = await staff.Get($"{Api}/cases/{id}");
        Assert.Equal(("Assistant: take two\nof them. <b>", "Triage assistant", "product"), (opened.GetProperty("excerpt").GetString(), opened.GetProperty("systemName").GetString(), opened.GetProperty("channel").GetString()));

        var long_ = new FilingWalk(anybody, tenant.Slug);
        await long_.Tell(("excerpt", new string('a', 20_001)));
        Assert.Contains("longer than 20000 characters", long_.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", long_.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("representative")]
    [InlineData("union")]
    public async Task WhoSpeaksForSomebody_NeedsAMandate(string capacity)
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        using (var without = await anybody.Post($"{Api}/public/{tenant.Slug}/grievances", new { language = "en", summary = "S", whatHappened = "W", affected = "other", capacity }))
            Assert.Equal("grievances.mandate_missing", (await without.Json()).GetProperty("errors").GetProperty("/mandate")[0].GetProperty("code").GetString());
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "other", capacity, mandate = new { kind = "written", words = "Signed in June." } });
        using var mailbox = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var view = await mailbox.Get($"{Api}/mailbox");
        Assert.Equal(("representative", capacity), (view.GetProperty("role").GetString(), view.GetProperty("capacity").GetString()));
        var holder = await server.Read(tenant, db => db.Holders.AsNoTracking().SingleAsync());
        Assert.Equal(MandateKind.Written, holder.MandateKind);
        Assert.True(holder.Mandate!.AsSpan().IndexOf("June"u8) < 0);
    }
}

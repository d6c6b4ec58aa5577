using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceTests;

namespace Grievances.Tests;

public sealed class FilingPageTests(GrievancesServer server)
{
    private static readonly Dictionary<string, (string, string)[]> Short = new()
    {
        ["who"] = [("affected", "self")], ["what"] = [("what", "The chatbot told me to double the dose.\nI was ill.")],
    };

    [Theory]
    [InlineData("full", "en")]
    [InlineData("full", "ar")]
    [InlineData("easy", "fr")]
    [InlineData("child", "es")]
    [InlineData("worker", "ru")]
    [InlineData("worker", "zh")]
    public async Task EveryWay_LeadsToAReceipt_ThatIsAskedBack_AndOpensTheMailbox(string way, string language)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug, language);
        await walk.Begin(way);
        await walk.Until("review", Short);
        Assert.DoesNotContain("<script", walk.Page, StringComparison.OrdinalIgnoreCase);
        var (reference, receipt) = await walk.Send();

        var wrong = await Kept(person, tenant, language, reference, receipt, "12345");
        Assert.Contains("receipt-card", wrong, StringComparison.Ordinal);
        var right = await Kept(person, tenant, language, reference, receipt, receipt);
        Assert.DoesNotContain(receipt[..4], right, StringComparison.Ordinal);
        Assert.Contains(reference, right, StringComparison.Ordinal);

        using var mailbox = await server.Mailbox(receipt);
        var view = JsonDocument.Parse(await mailbox.GetStringAsync($"{GrievancesServer.Api}/mailbox")).RootElement;
        Assert.Contains("double the dose", view.GetProperty("whatHappened").GetString(), StringComparison.Ordinal);
        Assert.Equal(reference, view.GetProperty("reference").GetString());
    }

    [Fact]
    public async Task SavedDraft_GoesOnWhereItStopped_AndIsGoneOnceSent()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("summary", Short);
        await walk.Go("save", ("summary", "Wrong advice"));
        Assert.Contains("Saved for later", walk.Page, StringComparison.Ordinal);
        var code = walk.Draft!;

        using var otherDevice = server.Anybody();
        var later = new FilingWalk(otherDevice, tenant.Slug, "fr");
        await later.Resume(string.Join(' ', code.Chunk(4).Select(four => new string(four))));
        Assert.Equal("summary", later.Step);
        Assert.Contains("Wrong advice", later.Page, StringComparison.Ordinal);
        await later.Until("review");
        Assert.Contains("double the dose", later.Page, StringComparison.Ordinal);
        await later.Send();

        // The page with the receipt may be lost on the way: who has the code is shown it again, until it was kept.
        var (_, receipt) = (later.Field("Reference"), later.Field("Receipt"));
        await walk.Resume(code);
        Assert.Equal(receipt, walk.Field("Receipt"));
        Assert.DoesNotContain("double the dose", walk.Page, StringComparison.Ordinal);
        await walk.Post(("Go", "next"), ("Step", "review"));
        Assert.Equal(receipt, walk.Field("Receipt"));
        using var kept = await person.PostAsync($"/portal/{tenant.Slug}/file/kept", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Receipt"] = receipt, ["Reference"] = "X", ["AcknowledgeBy"] = "1800000000000", ["Typed"] = receipt, ["Draft"] = code,
        }));

        await walk.Resume(code);
        Assert.Contains("There is no draft", WebUtility.HtmlDecode(walk.Page), StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(tenant, db => Task.FromResult(db.Drafts.Count())));
    }

    [Fact]
    public async Task Draft_OfOneOrganisation_OpensNowhereElse()
    {
        var (mine, other) = (await server.Provisioned(), await server.Provisioned());
        using var person = server.Anybody();
        var walk = new FilingWalk(person, mine.Slug);
        await walk.Begin();
        await walk.Until("summary", Short);
        var elsewhere = new FilingWalk(person, other.Slug);
        await elsewhere.Resume(walk.Draft!);
        Assert.Contains("There is no draft", WebUtility.HtmlDecode(elsewhere.Page), StringComparison.Ordinal);
        Assert.DoesNotContain("double the dose", elsewhere.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALanguageChange_KeepsWhatWasTyped_AndSendingTwice_FilesOnce()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("what", Short);
        using var change = new HttpRequestMessage(HttpMethod.Post, $"/portal/{tenant.Slug}/file?handler=Language&lang=ar")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["Draft"] = walk.Draft!, ["Step"] = "what", ["q.what"] = "Half a sentence" }),
        };
        using var arabic = await person.SendAsync(change);
        var page = await arabic.Content.ReadAsStringAsync();
        Assert.Contains("dir=\"rtl\"", page, StringComparison.Ordinal);
        Assert.Contains("Half a sentence", page, StringComparison.Ordinal);

        await walk.Until("review", Short);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            using var sent = await person.PostAsync($"/portal/{tenant.Slug}/file", new FormUrlEncodedContent(new Dictionary<string, string> { ["Draft"] = walk.Draft!, ["Step"] = "review", ["Go"] = "send" }));
            return (sent.StatusCode, Receipt: System.Text.RegularExpressions.Regex.Match(await sent.Content.ReadAsStringAsync(), "name=\"Receipt\" value=\"([0-9]{20})\"").Groups[1].Value);
        }));
        Assert.All(both, answer => Assert.Equal((HttpStatusCode.Created, both[0].Receipt), answer));
        Assert.Equal(20, both[0].Receipt.Length);
        Assert.Equal(1, await server.Read(tenant, db => Task.FromResult(db.Grievances.Count())));
    }

    [Fact]
    public async Task HarmInPlainWords_BecomesCodesOfTheTaxonomy_AndHiddenAnswersAreNotSent()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("harm", Short);
        await walk.Answer(("harm", "harm"), ("harm", "priv"));
        Assert.Equal("kind_harm", walk.Step);
        await walk.Answer(("kind_harm", "harm_04"));
        await walk.Answer(("kind_priv", "priv_05"));
        await walk.Go("to:harm");
        await walk.Answer(("harm", "harm"));
        await walk.Until("review", new Dictionary<string, (string, string)[]> { ["kind_harm"] = [("kind_harm", "harm_04")] });
        var (_, receipt) = await walk.Send();
        Assert.Equal("HARM-04", await server.Read(tenant, db => Task.FromResult(db.Grievances.Single().Rights)));
        Assert.NotEqual("", receipt);
    }

    [Fact]
    public async Task AGroup_GetsAReceiptForEach_AndNobodyCanUseAnothersTwice()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("review", new Dictionary<string, (string, string)[]>(Short)
        {
            ["who"] = [("affected", "group")], ["capacity"] = [("capacity", "group")],
            ["members"] = [("members", "A. night shift\r\n\r\nB. day shift\n C. "), ("members_mandate", "written")],
        });
        await walk.Send();
        Assert.Contains("B. day shift", walk.Page, StringComparison.Ordinal);
        Assert.Equal(3, await server.Read(tenant, db => Task.FromResult(db.Grievances.Single().People)));
        Assert.Equal(3, walk.Page.Split("name=\"MemberReceipts\"").Length - 1);
    }

    private static async Task<string> Kept(HttpClient person, TestTenant tenant, string language, string reference, string receipt, string typed)
    {
        using var answer = await person.PostAsync($"/portal/{tenant.Slug}/file/kept?lang={language}", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Receipt"] = receipt, ["Reference"] = reference, ["AcknowledgeBy"] = "1800000000000", ["Typed"] = typed,
        }));
        return await answer.Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task AGroup_MaySayForEachMember_HowTheyAgreed()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("members", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "group")], ["capacity"] = [("capacity", "group")] });
        await walk.Answer(("members", "Nurse on ward 3\n" + new string('x', 301)), ("members_mandate", "each"));
        Assert.Equal("members", walk.Step);
        Assert.Contains("One line is too long", walk.Text(), StringComparison.Ordinal);
        await walk.Answer(("members", "Nurse on ward 3\nPatient in bed 9"), ("members_mandate", "each"));
        Assert.Equal("members_mandates", walk.Step);
        Assert.Contains("Patient in bed 9", walk.Text(), StringComparison.Ordinal);
        await walk.Answer(("member_mandate_1", "written"), ("member_mandate_2", "guardian"));
        await walk.Until("review", Short);
        Assert.Contains("Their guardians agreed", walk.Text(), StringComparison.Ordinal);
        var (reference, _) = await walk.Send();
        var id = await server.Read(tenant, db => db.Grievances.Where(g => g.Reference == reference).Select(g => g.Id).SingleAsync());
        using var handler = server.Handler(tenant);
        var mandates = (await handler.Get($"{GrievancesServer.Api}/cases/{id}")).GetProperty("mandates").EnumerateArray().Select(m => m.GetRawText()).ToList();
        Assert.Single(mandates, m => m.Contains("written", StringComparison.Ordinal));
        Assert.Single(mandates, m => m.Contains("guardian", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoMetTheSame_NeedNotTellItAgain()
    {
        var tenant = await server.Provisioned();
        using var handler = server.Handler(tenant);
        var pattern = (await GrievancesServer.Post(handler, "/patterns", new { title = "Sent home", description = "Several were." })).GetProperty("id").GetGuid();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin("easy", ("Pattern", pattern.ToString()));
        Assert.Contains("You say that this happened to you too: Sent home", string.Join(' ', walk.Text().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        await walk.Until("review", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")] });
        var (reference, receipt) = await walk.Send();
        using var mailbox = await server.Mailbox(receipt);
        Assert.Equal("The same happened as in “Sent home”.", (await mailbox.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("whatHappened").GetString());
        Assert.Equal(pattern, await server.Read(tenant, db => db.Grievances.Where(g => g.Reference == reference).Select(g => g.PatternId).SingleAsync()));
    }

    [Fact]
    public async Task NobodyGoesOnWithoutDigits_AndWrongOnesAreCalledADraft()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Resume("");
        Assert.Contains("Type the digits of your draft.", walk.Text(), StringComparison.Ordinal);
        await walk.Resume("12");
        Assert.Contains("These are not the 20 digits of a draft.", walk.Text(), StringComparison.Ordinal);
        Assert.Null(walk.Step);
    }

    [Fact]
    public async Task WhatWasTyped_OutlivesADraftThatIsGone()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin("worker");
        await walk.Until("what", new Dictionary<string, (string, string)[]> { ["job"] = [("job", "Labels pictures")] });
        await server.Work(tenant, db => db.Drafts.ExecuteDeleteAsync());
        await walk.Go("next", ("what", "They do not pay us."));
        Assert.Contains("What you typed on this page is kept", walk.Text(), StringComparison.Ordinal);
        await walk.Until("review");
        Assert.Contains("They do not pay us.", walk.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Labels pictures", walk.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("child")]
    [InlineData("easy")]
    public async Task ChildrenAndEasyReaders_AreAskedInTheirOwnWords(string way)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin(way);
        await walk.Until("wants", Short);
        Assert.Contains("They say sorry", walk.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Compensation", walk.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMachine_LearnsWhatIsAsked()
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        foreach (var way in new[] { "full", "easy", "child", "worker" })
        {
            var asked = await anybody.Get($"{GrievancesServer.Api}/public/{tenant.Slug}/questionnaire?way={way}");
            Assert.Equal(way, asked.GetProperty("way").GetString());
            Assert.Contains(asked.GetProperty("pages").EnumerateArray(), page => page.GetProperty("id").GetString() == "what");
        }
        using var wrong = await anybody.GetAsync($"{GrievancesServer.Api}/public/{tenant.Slug}/questionnaire?way=1");
        Assert.Equal("platform.invalid", await wrong.Problem(HttpStatusCode.BadRequest));
    }
}

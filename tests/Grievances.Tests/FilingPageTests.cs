using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Assessments.Contracts.Events;
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

        // The code was written down and may be known to others: it opened a draft, and is no key to the case.
        var receipt = later.Field("Receipt");
        foreach (var another in new[] { () => walk.Resume(code), () => walk.Post(("Go", "next"), ("Step", "review")), () => walk.Go("send") })
        {
            await another();
            Assert.Contains("only in the browser it was sent from", walk.Text(), StringComparison.Ordinal);
            Assert.DoesNotContain(receipt[..8], walk.Page, StringComparison.Ordinal);
            Assert.DoesNotContain("double the dose", walk.Page, StringComparison.Ordinal);
        }
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
    public async Task WhatAProductPassedOn_IsLookedAtBeforeItIsSent_AndCanBeTakenOut()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        foreach (var (way, taken) in new[] { ("full", false), ("child", true) })
        {
            var walk = new FilingWalk(person, tenant.Slug);
            await walk.Tell(("excerpt", "Assistant: take two\r\nof them. <b>"));
            await walk.Begin(way);
            await walk.Until("review", Short);
            Assert.Contains("Assistant: take two\nof them. <b>", walk.Text().ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains("What the product passed on", walk.Text(), StringComparison.Ordinal);
            if (taken)
            {
                await walk.Go("drop-excerpt");
                Assert.Equal("review", walk.Step);
                Assert.DoesNotContain("take two", walk.Page, StringComparison.Ordinal);
                Assert.DoesNotContain("What the product passed on", walk.Text(), StringComparison.Ordinal);
            }
            var (_, receipt) = await walk.Send();
            using var mailbox = await server.Mailbox(receipt);
            Assert.Equal(taken, (await mailbox.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("excerpt").ValueKind == JsonValueKind.Null);
        }
    }

    [Theory]
    [InlineData("easy", true)]
    [InlineData("child", true)]
    [InlineData("worker", true)]
    [InlineData("full", true)]
    [InlineData("easy", false)]
    [InlineData("child", false)]
    [InlineData("worker", false)]
    public async Task AnAiSystemChosenBefore_IsAskedAboutInEveryWay_AndSentAlong(string way, bool right)
    {
        var tenant = await server.Provisioned();
        var (system, hidden) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await server.Send(tenant, new AiSystemPublished(system, 1, "Triage assistant", true), Guid.NewGuid());
        await server.Send(tenant, new AiSystemPublished(hidden, 1, "Secret plans", false), Guid.NewGuid());
        await server.Handled(tenant, 3);
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin(way, ("SystemChoice", system.ToString()));
        await walk.Until("system", Short);
        Assert.Equal(system.ToString(), new HtmlParser().ParseDocument(walk.Page).QuerySelector("input[name='q.system'][checked]")?.GetAttribute("value"));
        Assert.Contains("Triage assistant", walk.Text(), StringComparison.Ordinal);
        await walk.Until("review", new Dictionary<string, (string, string)[]>(Short) { ["system"] = [("system", right ? system.ToString() : "none")] });
        Assert.Equal(right, walk.Text().Contains("Triage assistant", StringComparison.Ordinal));
        // Whoever changed their mind is asked the same again.
        await walk.Go("to:system");
        Assert.Contains("Triage assistant", walk.Text(), StringComparison.Ordinal);
        await walk.Go("to:review", ("system", right ? system.ToString() : "none"));
        var (reference, receipt) = await walk.Send();
        var id = await server.CaseOf(tenant, reference);
        using var staff = server.Handler(tenant);
        using var mailbox = await server.Mailbox(receipt);
        foreach (var shown in new[] { await staff.Get($"{GrievancesServer.Api}/cases/{id}"), await mailbox.Get($"{GrievancesServer.Api}/mailbox") })
            Assert.Equal(right ? "Triage assistant" : null, shown.GetProperty("systemName").GetString());

        foreach (var none in new[] { hidden, Guid.NewGuid() })
        {
            var ignored = new FilingWalk(person, tenant.Slug);
            await ignored.Begin(way, ("SystemChoice", none.ToString()));
            await ignored.Until("review", Short);
            Assert.DoesNotContain("Secret plans", ignored.Page, StringComparison.Ordinal);
            await ignored.Send();
        }
        Assert.Equal(right ? 1 : 0, await server.Read(tenant, db => db.Grievances.CountAsync(g => g.SystemId != null)));
    }

    [Theory]
    [InlineData("child", "harm", "harm", "child")]
    [InlineData("child", "unsafe", "at_risk", "yes")]
    [InlineData("easy", "unsafe", "at_risk", "yes")]
    [InlineData("worker", "unsafe", "at_risk", "yes")]
    [InlineData("full", "kind_child", "kind_child", "child_02")]
    [InlineData("full", "kind_harm", "kind_harm", "harm_05")]
    [InlineData("full", "unsafe", "at_risk", "no")]
    [InlineData("full", "harm", "harm", "child")]
    public async Task AnAnswerThatSaysDanger_IsFollowedByHelp_AndSoAreTheReviewAndTheReceipt(string way, string page, string question, string answer)
    {
        const string Help = "Are you in danger now?";
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin(way);
        await walk.Until(page, new Dictionary<string, (string, string)[]>(Short) { ["harm"] = [("harm", "harm"), ("harm", "child")] });
        Assert.DoesNotContain(Help, walk.Text(), StringComparison.Ordinal);
        await walk.Answer((question, answer));
        var danger = answer is not "no" && (way, page) is not ("full", "harm");
        Assert.Equal(danger, walk.Text().Contains(Help, StringComparison.Ordinal) && walk.Page.Contains("href=\"/help", StringComparison.Ordinal));
        if (walk.Step != "review")
            await walk.Answer();
        await walk.Until("review", Short);
        Assert.Equal(danger, walk.Text().Contains(Help, StringComparison.Ordinal));
        await walk.Send();
        Assert.Equal(danger, walk.Text().Contains(Help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheReview_SaysWhatTheWayAsked()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        foreach (var (way, own, others) in new[] { ("child", new[] { "Who was hurt?", "What was it?", "What was hurt?" }, new[] { "Who was harmed?", "Which AI system was it?", "What kind of harm was it?" }), ("worker", ["What is wrong?"], ["What happened?"]) })
        {
            var walk = new FilingWalk(person, tenant.Slug);
            await walk.Begin(way);
            await walk.Until("review", Short);
            Assert.All(own, heading => Assert.Contains($"<h2>{heading}</h2>", WebUtility.HtmlDecode(walk.Page), StringComparison.Ordinal));
            Assert.All(others, heading => Assert.DoesNotContain(heading, walk.Text(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WhatHappened_CannotHaveHappenedAfterTomorrow()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin("worker");
        await walk.Until("when", Short);
        var tomorrow = DateTime.UtcNow.Date.AddDays(1);
        var late = tomorrow.AddDays(2);
        foreach (var (year, month, day) in new[] { ("9999", "", ""), ("2099", "12", ""), (Digits(late.Year), Digits(late.Month), Digits(late.Day)) })
        {
            await walk.Answer(("when.year", year), ("when.month", month), ("when.day", day));
            Assert.Equal("when", walk.Step);
            Assert.Contains("This date is still to come.", walk.Text(), StringComparison.Ordinal);
            Assert.Contains($"value=\"{year}\"", walk.Page, StringComparison.Ordinal);
            using var machine = await person.Post($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances", new
            {
                language = "en", summary = "S", whatHappened = "W", affected = "self", answers = new { when = new[] { string.Join('-', new[] { year, month, day }.Where(part => part.Length > 0)) } },
            });
            Assert.Equal("grievances.date_in_future", (await machine.Json()).GetProperty("errors").GetProperty("/answers/when")[0].GetProperty("code").GetString());
        }
        await walk.Answer(("when.year", Digits(tomorrow.Year)), ("when.month", Digits(tomorrow.Month)), ("when.day", Digits(tomorrow.Day)));
        Assert.NotEqual("when", walk.Step);
        await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", answers = new { when = new[] { Digits(tomorrow.Year) } } });

        static string Digits(int number) => number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task TwoMembersOfOneName_AreToldApart_AndEachHasACardToCutOff()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("members", new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "group")], ["capacity"] = [("capacity", "group")] });
        await walk.Answer(("members", "Nurse\nNurse"), ("members_mandate", "each"));
        Numbered();
        await walk.Answer(("member_mandate_1", "written"), ("member_mandate_2", "oral"));
        await walk.Until("review", Short);
        Numbered();
        Assert.Contains("1. Nurse\n2. Nurse", walk.Text(), StringComparison.Ordinal);
        await walk.Send();
        Numbered();
        var page = new HtmlParser().ParseDocument(walk.Page);
        var cards = page.QuerySelectorAll(".member-card");
        Assert.Equal(["1. Nurse", "2. Nurse"], cards.Select(card => card.QuerySelector(".member-name")!.TextContent));
        foreach (var card in cards)
        {
            Assert.Matches("[0-9]{4}( [0-9]{4}){4}", card.TextContent);
            Assert.Contains("/portal/mailbox", card.TextContent, StringComparison.Ordinal);
            Assert.Contains("The first time you use it you get a new one", card.TextContent, StringComparison.Ordinal);
            Assert.Null(card.Closest(".receipt-card"));
        }
        Assert.DoesNotContain("shown once", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[name=Typed]")!.Closest(".screen-only"));
        var styles = await person.GetStringAsync("/_content/Platform.Ui/heed.css");
        var print = styles[styles.IndexOf("@media print", StringComparison.Ordinal)..];
        Assert.Matches(@"\.screen-only[^{]*\{ display: none", print);
        Assert.Matches(@"\.member-card[^{]*\{ break-inside: avoid", print);
        Assert.Matches(@"\.member-card \{[^}]*dashed", print);

        void Numbered()
        {
            Assert.Contains("1. Nurse", walk.Text(), StringComparison.Ordinal);
            Assert.Contains("2. Nurse", walk.Text(), StringComparison.Ordinal);
        }
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

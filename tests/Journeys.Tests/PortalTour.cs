using Microsoft.Playwright;
using Testing;

namespace Journeys.Tests;

/// <summary>Goes through every page of the portal as a person would, in one language; each page gets a name.</summary>
internal sealed class PortalTour(PortalPerson person, PortalStage stage)
{
    private static readonly string[] Headings = ["harm", "equal", "priv", "prop", "thought", "expr", "public", "work", "child", "cult", "other"];
    private string slug = stage.Slug;

    public async Task Everything()
    {
        await Before();
        var (reference, receipt, members) = await Full();
        await Mailbox(reference, receipt);
        await TakingOver(members[0]);
        await Easy();
        await Child();
        await Worker();
    }

    private async Task Before()
    {
        await person.Open("/", "start");
        await person.Open("/?q=Brackwater", "start, found");
        await person.Open("/?q=nobody-is-called-so", "start, nothing found");
        await person.Open("/help", "help");
        await person.Open("/help?country=DE", "help in a country");
        await person.Open("/help?country=DE&sources=true", "help, sources");
        await person.Open("/help?country=XX", "help in an unlisted country");
        await person.Open($"/portal/{slug}", "home");
        await person.Open($"/portal/{stage.Suspended}", "home, suspended");
        await person.Open($"/portal/{stage.Suspended}/file", "filing, suspended");
        await person.Open($"/portal/{slug}/privacy", "privacy");
        await person.Open($"/portal/{slug}/patterns", "patterns");
        await person.Open($"/portal/{stage.Desk}/patterns", "no patterns");
        await person.Open($"/portal/{slug}/file", "ways");
        await person.Page.FillAsync("[name=Code]", "1234");
        await person.Go("resume", "ways, wrong code");
    }

    private async Task<(string Reference, string Receipt, IReadOnlyList<string> Members)> Full()
    {
        await person.Begin(slug, "full", "full: who");
        await person.Continue("full: who, error");
        await person.Continue("full: capacity", new Given("affected", "group"));
        await person.Continue("full: mandate", new Given("capacity", "representative"));
        await person.Continue("full: system", new Given("mandate_kind", "oral"), new Given("mandate_words", "Since May"));
        await person.Go("back");
        await person.Go("back");
        await person.Continue("full: members", new Given("capacity", "group"));
        await person.Go("next", "full: members, error");
        await person.Continue("full: system again", new Given("members", "A\nB\nC\nD\nE"), new Given("members_mandate", "written"));
        await person.Continue("full: what", new Given("system", "none"));
        await person.Continue("full: what, error");
        await person.Continue("full: summary", new Given("what", "Abc.\nDef."));
        await person.Go("save", "full: saved");
        await person.Go("stay", "full: summary again");
        await person.Continue("full: when", new Given("summary", "Abc"));
        await person.Continue("full: when, error", new Given("when.day", "31"), new Given("when.month", "02"), new Given("when.year", "2026"));
        await person.Continue("full: where", new Given("when.day", "14"), new Given("ongoing", "no"));
        await person.Continue("full: harm");
        await person.Continue("full: kind_harm", new Given("harm", Headings));
        await person.Until("files", "full", new Dictionary<string, Given[]> { ["kind_harm"] = [new Given("kind_harm", "harm_04")], ["wants"] = [new Given("wants", "apology", "explanation")] });
        await person.Press("button[form=upload]", "full: no file chosen");
        await person.Press(".button[value=stay]");
        await person.Page.SetInputFilesAsync("#file-input", new FilePayload { Name = "IMG_2041.jpg", MimeType = "image/jpeg", Buffer = Photograph.Of("Ward 3") });
        await person.Press("button[form=upload]", "full: file stored");
        await person.Press(".button[value=stay]", "full: files, one added");
        await person.Press(".link-button[value^=original]", "full: files, original allowed");
        await person.Continue("full: unsafe");
        await person.Continue("full: contact", new Given("at_risk", "yes"), new Given("unsafe", "Abc"));
        await person.Continue("full: contact, error", new Given("contact_kind", "email"));
        await person.Continue("full: ping", new Given("contact_value", "somebody@mail.example"));
        await person.Continue("full: ping, error", new Given("ping", "somebody"));
        await person.Continue("full: consents", new Given("ping", "somebody@mail.example"));
        await person.Continue("full: review", new Given("consent_join_similar", "yes"));
        await person.Go("send", "filed");
        var (reference, receipt) = (await person.Page.Locator("main .number").First.InnerTextAsync(), await person.Receipt());
        var members = await person.Page.Locator("[name=MemberReceipts]").EvaluateAllAsync<string[]>("all => all.map(e => e.value)");
        await Typed("11111111111111111111", "filed, other digits typed");
        await Typed(receipt, "kept");
        return (reference, receipt, members);
    }

    private async Task Mailbox(string reference, string receipt)
    {
        await person.Open("/portal/mailbox", "mailbox, closed");
        await person.Mailbox("12", "mailbox, mistyped");
        await person.Mailbox(receipt, "mailbox");
        await person.Press("form[action*=Write] .button", "mailbox, empty message");
        await person.Page.FillAsync("[name=Text]", "Abc");
        await person.Press("form[action*=Write] .button", "mailbox, written");
        await stage.Miss(reference);
        var id = await stage.Case(reference);
        using (var opened = await stage.Handler.GetAsync($"/api/grievances/v1/cases/{id}"))
            opened.EnsureSuccessStatusCode();
        await person.Open("/portal/mailbox", "mailbox, nobody confirmed in time");
        await stage.Handle(id, "acknowledgement", new { });
        await stage.Handle(id, "messages", new { text = "Xyz." });
        await person.Open("/portal/mailbox", "mailbox, confirmed late");
        await person.Open("/portal/mailbox/files", "mailbox files");
        await person.Press("main form .button", "mailbox files, none chosen");
        await person.Page.SetInputFilesAsync("#File", new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Abc"u8.ToArray() });
        await person.Press("main form .button", "mailbox files, looked at");
        await person.Open("/portal/mailbox", "mailbox, a file waits");
        await person.Open("/portal/mailbox/files", "mailbox files, one waits");
        await person.Press("main form .button[value=send]", "mailbox files, sent");
        await person.Open("/portal/mailbox/consents", "consents");
        await person.Press("main form .button", "consents, changed");
        await person.Page.FillAsync("[name=Address]", "somebody");
        await person.Press("form[action*='handler=Ping'] .button", "consents, no address");
        await person.Page.FillAsync("[name=Address]", "somebody@mail.example");
        await person.Press("form[action*='handler=Ping'] .button", "consents, another address");
        await person.Press("form[action*='handler=NoPing'] .button", "consents, no mail");
        await person.Open("/portal/mailbox/people", "people");
        await person.Press("form[action^='/portal/mailbox/people']:not([action*=Remove]) .button", "people, error");
        await person.Page.CheckAsync("[name=CompanionRole][value=adviser]");
        await person.Page.FillAsync("[name=Name]", "N. N.");
        await person.Press("form[action^='/portal/mailbox/people']:not([action*=Remove]) .button", "people, added");
        await person.Open("/portal/mailbox/data", "data");
        await person.Press("button[name=Erase][value=true]", "data, erase?");
        await person.Open("/portal/mailbox/data");
        await person.Press("button[name=Erase][value=false]", "data, withdraw?");
        await person.Open("/portal/mailbox/readers", "who may see it");
        await person.Open("/portal/mailbox/referrals", "other organisations");
        await person.Open("/portal/mailbox/authorities", "authorities");
        await person.Open("/portal/mailbox/meetings", "meetings");
        await person.Open("/portal/mailbox/retaliation", "retaliation");
        await person.Press("main form .button", "retaliation, error");
        await person.Page.FillAsync("[name=Text]", "Abc");
        await person.Press("main form .button", "mailbox, retaliation reported");
        await person.Open("/portal/mailbox/receipt", "new receipt?");
        await person.Press("main form .button", "new receipt");
        var changed = await person.Receipt();
        await Typed("11111111111111111111", "new receipt, other digits typed");
        await Typed(changed, null);
        await stage.Handle(id, "retaliation", new { text = "Xyz." });
        await Remedy(id);
        await person.Open("/portal/mailbox", "mailbox, decided");
        await person.Open("/portal/mailbox/survey", "survey");
        await person.Press("main form .button", "survey, error");
        await person.Page.CheckAsync("[name=fair][value='4']");
        await person.Press("main form .button", "survey, answered");
        await person.Open("/portal/mailbox/appeal", "appeal");
        await person.Press("main form .button", "appeal, error");
        await person.Page.CheckAsync("[name=Against][value=outcome]");
        await person.Page.FillAsync("[name=Text]", "Abc");
        await person.Press("main form .button", "appeal, filed");
        await person.Open("/portal/mailbox", "mailbox, appealed");
        await person.Press("form[action*=Leave] .button", "mailbox, left");
    }

    private async Task Remedy(Guid id)
    {
        await person.Open("/portal/mailbox/remedy", "remedy, none yet");
        await stage.Handle(id, "triage", new { band = "moderate", impactId = stage.Impact });
        await stage.Handle(id, "remedy/measures", new { measure = "apology", text = "Xyz.", ownerRole = "case-handler", signatory = "chief executive" });
        await stage.Handle(id, "remedy/measures", new { measure = "human_review", text = "Xyz.", ownerRole = "product-owner", dueOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(20) });
        await stage.Handle(id, "remedy/offers", new { words = "Xyz." });
        await person.Open("/portal/mailbox", "mailbox, a remedy waits");
        await person.Open("/portal/mailbox/remedy", "remedy, offered");
        await person.Press("#answer .button", "remedy, error");
        await person.Page.CheckAsync("[name=Answer][value=refuse]");
        await person.Press("#answer .button", "remedy, refused");
        await person.Press("#answer .button", "remedy, accepted after all");
        var measure = (await stage.Handler.Get($"/api/grievances/v1/cases/{id}/remedy")).GetProperty("remedy").GetProperty("measures")[1].GetProperty("id").GetGuid();
        await stage.Handle(id, $"remedy/measures/{measure}/done", new { evidence = "Xyz." });
        await person.Open("/portal/mailbox/remedy", "remedy, to confirm");
        await person.Press($"form:has(input[value='{measure}']) [value=false]", "remedy, to confirm, error");
        await person.Press($"form:has(input[value='{measure}']) [value=true]", "remedy, confirmed");
        var language = (await stage.Handler.Get($"/api/grievances/v1/cases/{id}")).GetProperty("case").GetProperty("language").GetString();
        var said = language switch { "ar" => "لا شيء يحتاج إلى إصلاح.", "ru" => "Исправлять нечего.", "zh" => "没有需要纠正的。", _ => "Xyz xyz xyz xyz." };
        await stage.Handle(id, "closure", new { outcome = "substantiated", letter = new { language, whatWentWrong = said, whoWasResponsible = said, howItIsFixed = said } });
    }

    private async Task TakingOver(string member)
    {
        await person.Mailbox(member, "taking over");
        await person.Press("main form .button");
        await Typed(await person.Receipt(), "mailbox of a member");
        await person.Open("/portal/mailbox/people", "people, seen by a member");
        await person.Open("/portal/mailbox/data", "data of a member");
        await person.Press("button[name=Erase][value=false]", "data of a member, leave?");
        await person.Page.Context.ClearCookiesAsync();
        await person.Page.Context.AddCookiesAsync([new() { Name = "heed-mailbox", Value = "of-another-time", Url = stage.Platform.BaseUrl + "/portal/mailbox" }]);
        await person.Open("/portal/mailbox", "mailbox, session over");
        await person.Page.Context.ClearCookiesAsync();
    }

    private async Task Easy()
    {
        await person.Begin(slug, "easy", "easy: who");
        await person.Continue("easy: who, error");
        await person.Until("review", "easy", new Dictionary<string, Given[]> { ["who"] = [new Given("affected", "self")], ["what"] = [new Given("what", "Abc.")] });
        await person.Go("send", "easy: filed");
        var receipt = await person.Receipt();
        await Typed(receipt, null);
        await person.Mailbox(receipt, "mailbox, easy");
        await person.Open("/portal/mailbox/about", "about");
        await person.Page.CheckAsync("[name=age][value=under_18]");
        await person.Page.SelectOptionAsync("[name=region]", "EG");
        await person.Press("#about .button", "about, saved");
        await person.Open("/portal/mailbox/data", "data, something to be counted");
        await person.Open("/portal/mailbox/about");
        await person.Press("#back .button", "about, taken back");
        await person.Open("/portal/mailbox/data", "data, alone");
        await person.Press("button[name=Erase][value=true]");
        await person.Press(".button-stop", "mailbox, erased");
    }

    private async Task Child()
    {
        await person.Begin(slug, "child", "child: who");
        await person.Until("what", "child", new Dictionary<string, Given[]> { ["who"] = [new Given("affected", "self")] });
        await person.Continue("child: what, error");
        await person.Until("review", "child", new Dictionary<string, Given[]> { ["what"] = [new Given("what", "Abc.")], ["harm"] = [new Given("harm", "priv")] });
    }

    private async Task Worker()
    {
        await person.Begin(slug, "worker", "worker: job");
        await person.Until("what", "worker", new Dictionary<string, Given[]> { ["job"] = [new Given("job", "Abc")], ["conditions"] = [new Given("conditions", "content", "pay")] });
        await person.Continue("worker: what, error");
        await person.Until("review", "worker", new Dictionary<string, Given[]> { ["what"] = [new Given("what", "Abc.")] });
    }

    private async Task Typed(string digits, string? name)
    {
        await person.Page.FillAsync("[name=Typed]", digits);
        await person.Leads(() => person.Page.PressAsync("[name=Typed]", "Enter"), name);
    }
}

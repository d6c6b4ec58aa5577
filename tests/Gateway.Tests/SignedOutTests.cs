using System.Net;

namespace Gateway.Tests;

public sealed class SignedOutTests
{
    private static readonly (string, string) Page = ("Accept", "text/html,application/xhtml+xml");

    [Fact]
    public async Task A_form_that_outlived_its_session_waits_in_the_tab_and_can_be_sent_again()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        Task<HttpResponseMessage> Send() => browser.Post("/console/grievances/cases/1", Page, ("Origin", gateway.Address), ("Sec-Fetch-Site", "same-origin"));
        await IsSignedOutPage(await Send());
        Assert.Empty(gateway.Services.Paths);
        Assert.Empty(browser.Cookies.GetAllCookies());
        await browser.Follow("/signin");
        var seen = await (await Send()).Seen();
        Assert.Equal(("POST", "/console/grievances/cases/1"), (seen.Method, seen.Path));
    }

    [Fact]
    public async Task A_session_that_the_issuer_ended_is_told_so_too()
    {
        await using var gateway = await GatewayUnderTest.Start();
        gateway.Services.Issuer.FirstLifetime = 1;
        using var browser = gateway.Browser();
        await browser.Follow("/signin?returnUrl=/portal/harbour/file");
        gateway.Services.Issuer.RefuseWith = 400;
        await IsSignedOutPage(await browser.Post("/console/grievances/cases/1", Page, ("Origin", gateway.Address)));
        Assert.Null(browser.SessionCookie);
        Assert.DoesNotContain("/console/grievances/cases/1", gateway.Services.Paths);
    }

    [Fact]
    public async Task A_machine_is_told_with_a_code()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await (await browser.Post("/console/grievances/cases/1")).IsProblem(401, "gateway.signed_out");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/console/grievances/cases/1", Page)).StatusCode);
    }

    private static async Task IsSignedOutPage(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<a href=\"/signin\" target=\"_blank\" rel=\"noopener\">", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
    }
}

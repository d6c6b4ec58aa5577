using System.Net;
using System.Text.RegularExpressions;

namespace Grievances.Tests;

public sealed class MailboxPageTests(GrievancesServer server)
{
    [Theory]
    [InlineData("en", "It has not been sent yet")]
    [InlineData("ar", "لم تُرسل بعد")]
    public async Task AMessageThatOutlivedItsSession_IsKept_UntilThePersonSendsIt(string language, string notice)
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = server.Anybody();

        var expired = await Send(person, $"/portal/mailbox?handler=Write&lang={language}", "heed-mailbox=broken", ("Text", "I have a photo of the screen."), ("Key", Guid.NewGuid().ToString()));
        Assert.Equal(HttpStatusCode.OK, expired.Status);
        Assert.Contains("I have a photo of the screen.", expired.Page, StringComparison.Ordinal);
        Assert.Contains(notice, WebUtility.HtmlDecode(expired.Page), StringComparison.Ordinal);

        var mistyped = await Send(person, $"/portal/mailbox?handler=Open&lang={language}", null, ("Receipt", "12"), ("Text", "I have a photo of the screen."));
        Assert.Contains("I have a photo of the screen.", mistyped.Page, StringComparison.Ordinal);

        var opened = await Send(person, $"/portal/mailbox?handler=Open&lang={language}", null, ("Receipt", receipt), ("Text", "I have a photo of the screen."));
        Assert.Contains("I have a photo of the screen.", opened.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"message", opened.Page, StringComparison.Ordinal);

        var sent = await Send(person, "/portal/mailbox?handler=Write", opened.Cookie, ("BoundTo", Regex.Match(opened.Page, "name=\"BoundTo\" value=\"([^\"]+)\"").Groups[1].Value), ("Text", "I have a photo of the screen."), ("Key", Guid.NewGuid().ToString()));
        Assert.Equal(HttpStatusCode.SeeOther, sent.Status);
        using var mailbox = await server.Mailbox(receipt);
        Assert.Contains("I have a photo of the screen.", await mailbox.GetStringAsync($"{GrievancesServer.Api}/mailbox"), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Page, string? Cookie)> Send(HttpClient person, string path, string? cookie, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var answer = await person.SendAsync(request);
        var set = answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.First().Split(';')[0] : null;
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), set);
    }
}

using System.Net;
using System.Text;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What the serializer or the framework would let through to the database, or to a person in the wrong language.</summary>
public sealed class BadInputTests(GrievancesServer server)
{
    [Theory]
    [InlineData("""{"language":"en","summary":"S","whatHappened":"W","affected":"self","rights":[null]}""", "/rights/0", "platform.wrong_type")]
    [InlineData("""{"language":"en","summary":"S","whatHappened":"W","affected":"self","wants":["apology",null]}""", "/wants/1", "platform.wrong_type")]
    [InlineData("""{"language":"en","summary":"S\u0000","whatHappened":"W","affected":"self"}""", "/summary", "platform.control_character")]
    [InlineData("""{"language":"en","summary":"S","whatHappened":"W","affected":"self","contact":{"kind":"email","value":"\u0000"}}""", "/contact/value", "platform.control_character")]
    public async Task WhatNoTextOrListMayHold_IsNamed_AndNothingIsStored(string body, string pointer, string code)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{GrievancesServer.Api}/public/{tenant.Slug}/grievances") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await person.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (await answer.Json()).GetProperty("errors").GetProperty(pointer)[0].GetProperty("code").GetString());
        Assert.Equal(0, await server.Read(tenant, db => Task.FromResult(db.Grievances.Count())));
    }

    [Theory]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    [InlineData("eyJieSI6IjIwMjYtMDEtMDEiLCJpZCI6Ilx1MDAwMCJ9")]
    [InlineData("!")]
    public async Task ACursorOfNobodysMaking_IsRefused(string cursor)
    {
        using var handler = server.Handler(await server.Provisioned());
        using var answer = await handler.GetAsync($"{GrievancesServer.Api}/cases?cursor={cursor}");
        Assert.Equal("platform.cursor_invalid", await answer.Problem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/?q=%00", null, "platform.control_character")]
    [InlineData("/portal/mailbox?handler=Open", "Receipt=%00", "platform.bad_request")]
    [InlineData("/portal/mailbox?handler=Write", "%00=a", "platform.bad_request")]
    public async Task ANulInAnAddressOrAForm_IsRefused(string path, string? form, string code)
    {
        using var person = server.Anybody();
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, path);
        if (form is not null)
            request.Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await person.SendAsync(request);
        Assert.Equal(code, await answer.Problem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("ar", "rtl", "لا يوجد شيء في هذا العنوان")]
    [InlineData("fr", "ltr", "Il n’y a rien à cette adresse")]
    public async Task AnErrorSpeaksThePersonsLanguage_AndKeepsTheWayOut(string language, string direction, string words)
    {
        using var person = server.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/portal/nobody-of-this-name");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", language);
        using var answer = await person.SendAsync(request);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal((HttpStatusCode.NotFound, language), (answer.StatusCode, answer.Content.Headers.ContentLanguage.Single()));
        Assert.Contains($"lang=\"{language}\" dir=\"{direction}\"", page, StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("class=\"quick-exit\"", page, StringComparison.Ordinal);
    }
}

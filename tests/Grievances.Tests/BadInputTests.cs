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
    [InlineData("""{"language":"en","summary":"S","whatHappened":"W","affected":"self","answers":{"a/b":null}}""", "/answers/a~1b", "platform.wrong_type")]
    [InlineData("""{"language":"en","summary":"S","whatHappened":"W","affected":"self","answers":{"where":[null]}}""", "/answers/where/0", "platform.wrong_type")]
    [InlineData("""{"language":"en-x-maria-ward7","summary":"S","whatHappened":"W","affected":"self"}""", "/language", "grievances.language_unknown")]
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
    [InlineData("x-foo", "Turned away", "/language", "grievances.language_unknown")]
    [InlineData("en", "\u200b\u200e ", "/summary", "grievances.summary_missing")]
    public async Task WhatNobodyCanReadOrName_IsRefused(string language, string summary, string pointer, string code)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        using var answer = await person.Post($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances", new { language, summary, whatHappened = "W", affected = "self" });
        Assert.Equal(code, (await answer.Json()).GetProperty("errors").GetProperty(pointer)[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("application/problem+json", null)]
    [InlineData("text/plain", null)]
    [InlineData("application/json", "br")]
    public async Task OnlyPlainJson_IsRead(string type, string? encoding)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        using var request = Answers.Posting($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances");
        request.Content = new StringContent("""{"language":"en","summary":"S","whatHappened":"W","affected":"self"}""", Encoding.UTF8, type);
        if (encoding is not null)
            request.Content.Headers.ContentEncoding.Add(encoding);
        using var answer = await person.SendAsync(request);
        Assert.Equal("platform.media_type", await answer.Problem(HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData("utf-16", false), InlineData("\"UTF-16\"", false), InlineData("iso-8859-1", false), InlineData("utf-8", true), InlineData("\"UTF-8\"", true)]
    public async Task JsonInAnotherCharset_IsRefused_InsteadOfReadAsUtf8(string charset, bool isRead)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        using var request = Answers.Posting($"{GrievancesServer.Api}/public/{tenant.Slug}/grievances");
        request.Content = new ByteArrayContent("""{"language":"en","summary":"S","whatHappened":"W","affected":"self"}"""u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        using var answer = await person.SendAsync(request);
        if (isRead)
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        else
            Assert.Equal("platform.media_type", await answer.Problem(HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData("application/json", "{}"), InlineData("text/plain", "what=1"), InlineData("", "what=1")]
    public async Task APageTakesFormsAlone(string type, string body)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        foreach (var path in new[] { "/file", "/file?handler=Language", "/file/kept", "/file/tell", "/file/upload" })
        {
            var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            if (type.Length > 0)
                content.Headers.ContentType = new(type);
            using var answer = await person.PostAsync($"/portal/{tenant.Slug}{path}", content);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("WhatHappened=abc%FFdef", "platform.invalid_utf8")]
    [InlineData("WhatHappened=%ED%A0%80", "platform.invalid_utf8")]
    [InlineData("WhatHappened=%00", "platform.bad_request")]
    public async Task AFormThatIsNoText_IsRefused(string form, string code)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        using var answer = await person.PostAsync($"/portal/{tenant.Slug}/file", new StringContent(form + "&Summary=S&Affected=self", Encoding.ASCII, "application/x-www-form-urlencoded"));
        Assert.Equal(code, await answer.Problem(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("contact", "contact_kind", "", "contact_value", "me@home.example", "contact_kind")]
    [InlineData("contact", "contact_kind", "none", "contact_value", "me@home.example", "contact_kind")]
    [InlineData("contact", "contact_kind", "email", "contact_value", "no address", "contact_value")]
    [InlineData("contact", "contact_kind", "phone", "contact_value", "", "contact_value")]
    [InlineData("ping", "ping", "no address", "", "", "ping")]
    [InlineData("wants", "wants", "bogus", "", "", "wants")]
    [InlineData("system", "system", "zzz", "", "", "system")]
    public async Task AnAnswerOfTheFormThatWouldBeDropped_IsAskedAgain(string step, string first, string value, string second, string other, string field)
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until(step, new Dictionary<string, (string, string)[]> { ["who"] = [("affected", "self")], ["what"] = [("what", "The chatbot said no.")] });
        await walk.Answer([(first, value), .. second.Length > 0 ? new[] { (second, other) } : []]);
        Assert.Equal(step, walk.Step);
        Assert.Contains($"href=\"#q.{field}", walk.Page.Replace("q_", "q.", StringComparison.Ordinal), StringComparison.Ordinal);
        if (other.Length > 0)
            Assert.Contains(other, walk.Page, StringComparison.Ordinal);
        Assert.Equal(0, await server.Read(tenant, db => Task.FromResult(db.Grievances.Count())));
    }

    [Fact]
    public async Task LengthIsCountedAsPeopleCount()
    {
        var tenant = await server.Provisioned();
        using var person = server.Anybody();
        var walk = new FilingWalk(person, tenant.Slug);
        await walk.Begin();
        await walk.Until("review", new Dictionary<string, (string, string)[]>
        {
            ["who"] = [("affected", "self")], ["what"] = [("what", string.Concat(Enumerable.Repeat("a\r\n", 10_000)))], ["summary"] = [("summary", string.Concat(Enumerable.Repeat("🚑", 300)))],
        });
        await walk.Send();
    }

    [Theory]
    [InlineData("POST", "/portal/{0}", HttpStatusCode.MethodNotAllowed)]
    [InlineData("TRACE", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/console/grievances", HttpStatusCode.BadRequest)]
    [InlineData("OPTIONS", "/console/grievances", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/portal/mailbox?handler=Bogus", HttpStatusCode.NotFound)]
    [InlineData("POST", "/portal/mailbox?handler=Bogus", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "/portal/{0}", HttpStatusCode.OK)]
    public async Task APageTakesItsOwnMethodsOnly(string method, string path, HttpStatusCode expected)
    {
        var tenant = await server.Provisioned();
        using var client = server.Handler(tenant);
        using var request = new HttpRequestMessage(new HttpMethod(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, tenant.Slug));
        using var answer = await client.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task ABrowsersHeader_InAnyScript_IsNoFault()
    {
        var tenant = await server.Provisioned();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync("127.0.0.1", new Uri(server.Address).Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET /portal/{tenant.Slug} HTTP/1.1\r\nHost: localhost\r\nReferer: https://caf\u00e9.example/\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
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

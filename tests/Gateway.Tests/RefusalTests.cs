using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests;

public sealed class RefusalTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances";

    [Theory]
    [InlineData(256 * 1024 + 1, false), InlineData(10 * 1024 * 1024, false), InlineData(256 * 1024 + 1, true), InlineData(10 * 1024 * 1024, true)]
    public async Task A_body_that_is_too_large_is_refused_before_a_service_sees_it(int bytes, bool chunked)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        foreach (var path in new[] { Intake, "/portal/harbour/file" })
        {
            using var refused = await browser.Send("POST", path, Body(bytes, chunked));
            await refused.IsProblem(413, "platform.body_too_large");
            Assert.Contains("256 KiB", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Empty(gateway.Services.Paths);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(256 * 1024)]
    public async Task A_body_within_the_limit_arrives_whole(int bytes)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        Assert.Equal(bytes, (await (await browser.Send("POST", Intake, Body(bytes))).Seen()).BodyBytes);
        Assert.Equal(bytes, (await (await browser.Send("POST", Intake, Body(bytes, chunked: true))).Seen()).BodyBytes);
    }

    [Fact]
    public async Task What_somebody_typed_into_a_page_reaches_the_page_that_can_say_it_is_too_long()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        // 60,000 signs of Chinese, as a browser sends them.
        var story = "q.what=" + string.Concat(Enumerable.Repeat("%E6%88%91", 60_000));
        Assert.Equal(story.Length, (await (await browser.Send("POST", "/portal/harbour/file", Form(story))).Seen()).BodyBytes);
        await (await browser.Send("POST", "/portal/harbour/file", Form(story + story))).IsProblem(413, "platform.body_too_large");
        await (await browser.Send("POST", Intake, Form(story))).IsProblem(413, "platform.body_too_large");

        static StringContent Form(string text) => new(text, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
    }

    [Fact]
    public async Task Unknown_addresses_and_wrong_methods_have_a_body()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        foreach (var path in new[] { "/api/unknown/v1/x", "/wp-login.php", "/console/other", "/_content/Other/x.js" })
            await (await browser.Get(path)).IsProblem(404, "platform.not_found");
        await (await browser.Get("/signout")).IsProblem(405, "platform.method_not_allowed");
        await (await browser.Send("TRACE", "/portal/harbour/file")).IsProblem(405, "platform.method_not_allowed");
        await (await browser.Send("OPTIONS", "/nowhere")).IsProblem(404, "platform.not_found");
        var head = await browser.Send("HEAD", "/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Send("HEAD", "/console")).StatusCode);
        var page = await browser.Get("/nowhere", ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("/nowhere", gateway.Services.Paths);
        Assert.DoesNotContain("/portal/harbour/file", gateway.Services.Paths);
    }

    [Fact]
    public async Task While_a_service_is_away_the_gateway_says_so_and_recovers_with_it()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        await gateway.Services.Stop();
        await (await browser.Get(Intake)).IsProblem(502, "platform.upstream");
        await (await browser.Get("/console/grievances")).IsProblem(502, "platform.upstream");
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/health/ready")).StatusCode);
        await gateway.Services.Start();
        await (await browser.Get(Intake)).Seen();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Get("/console/grievances")).StatusCode);
    }

    [Fact]
    public async Task A_service_that_stays_silent_is_not_waited_for()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:SecondsToAnswer=1");
        using var browser = gateway.Browser();
        await (await browser.Get("/feeds/v1/slow")).IsProblem(504, "platform.upstream");
    }

    [Fact]
    public async Task Another_site_posts_neither_with_a_session_nor_to_the_portal()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var staff = await gateway.SignedIn();
        foreach (var path in new[] { "/api/grievances/v1/cases", "/console/grievances/x", "/signout" })
        {
            foreach (var foreign in new (string, string)[][] { [], [("Origin", "null")], [("Origin", "http://evil.example")], [("Sec-Fetch-Site", "cross-site"), ("Origin", gateway.Address)], [("Sec-Fetch-Site", "same-site")] })
                await (await staff.Post(path, foreign)).IsProblem(403, "platform.cross_site");
        }
        await (await staff.Post("/api/grievances/v1/cases", ("Sec-Fetch-Site", "same-origin"))).Seen();
        await (await staff.Post("/console/grievances/x", ("Origin", gateway.Address))).Seen();
        Assert.Equal("Bearer mine", (await (await staff.Post("/api/grievances/v1/cases", ("Authorization", "Bearer mine"))).Seen()).Header("Authorization"));

        using var person = gateway.Browser();
        await (await person.Post("/portal/harbour/file", ("Origin", "http://evil.example"))).IsProblem(403, "platform.cross_site");
        await (await person.Post("/portal/harbour/file", ("Sec-Fetch-Site", "cross-site"))).IsProblem(403, "platform.cross_site");
        await (await person.Post("/portal/harbour/file")).Seen();
        // A form on a product's page shows the first page of a filing, which stores nothing.
        await (await person.Post("/portal/harbour/file/tell", ("Origin", "http://product.example"), ("Sec-Fetch-Site", "cross-site"))).Seen();
        await (await person.Post("/portal/harbour/file", ("Origin", "null"))).Seen();
        person.Cookies.Add(new Uri(gateway.Address), new Cookie("mailbox", "x"));
        await (await person.Post("/portal/mailbox/messages", ("Origin", "null"))).IsProblem(403, "platform.cross_site");
        await (await person.Post("/portal/mailbox/messages", ("Origin", "null"), ("Sec-Fetch-Site", "same-origin"))).Seen();
    }

    [Theory]
    [InlineData("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"), InlineData("Content-Length: 6\r\nContent-Length: 5\r\n\r\nabcdef")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"), InlineData("Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n")]
    [InlineData("Content-Length : 3\r\n\r\nabc")]
    public async Task A_body_whose_length_is_ambiguous_reaches_no_service(string rest)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new TcpClient("localhost", new Uri(gateway.Address).Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Intake} HTTP/1.1\r\nHost: localhost\r\n{rest}"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 400 ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(gateway.Services.Paths);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400), InlineData("GET / HTTP/1.1\r\n\r\n", 400), InlineData("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\nY: {long}\r\n\r\n", 431)]
    public async Task What_is_no_sound_request_ends_at_the_server(string text, int status)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new TcpClient("localhost", new Uri(gateway.Address).Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text.Replace("{long}", new string('x', 20_000), StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(gateway.Services.Paths);
    }

    private static HttpContent Body(int bytes, bool chunked = false)
    {
        // A stream that can't seek has no length to announce, so the client sends it in chunks.
        HttpContent body = chunked ? new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(new byte[bytes])).AsStream()) : new ByteArrayContent(new byte[bytes]);
        body.Headers.ContentType = new("application/json");
        return body;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Guards;

namespace Gateway.Tests;

/// <summary>Files pass as they arrive.</summary>
public sealed class FileDoorTests
{
    private const string Chunked = "Transfer-Encoding: chunked", Bytes = "application/octet-stream", Form = "multipart/form-data; boundary=x";
    private const string Upload = "/api/grievances/v1/public/harbour/uploads/0b0a0f5e", FormUpload = "/portal/harbour/file/upload", MailboxFiles = "/portal/mailbox/files";
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData("PATCH", Upload, Bytes, true), InlineData("PATCH", Upload, Bytes, false)]
    [InlineData("POST", FormUpload, Form, true), InlineData("POST", FormUpload, Form, false), InlineData("POST", MailboxFiles, Form, false)]
    public async Task The_service_has_the_first_bytes_of_a_file_before_the_last_are_sent(string method, string path, string type, bool chunked)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new RawClient(gateway.Address);
        await client.Head(method, path, type, chunked ? Chunked : "Content-Length: 1000000");
        Task Half(byte[] bytes) => chunked ? client.Chunk(bytes) : client.Send(bytes);
        await Half(new byte[500_000]);
        await Until(() => gateway.Services.Arrived >= 450_000);
        Assert.Equal(0, gateway.Of<Buffered>().Total);
        Assert.Equal(1, gateway.Of<FileDoor>().UnderWay);
        await Half(new byte[500_000]);
        if (chunked)
            await client.Send("0\r\n\r\n");
        var (status, text) = await client.Answer;
        Assert.Equal(200, status);
        Assert.Contains("\"bodyBytes\":1000000", text, StringComparison.Ordinal);
        await Until(() => gateway.Of<FileDoor>().UnderWay == 0);
    }

    [Fact]
    public async Task A_file_as_large_as_it_may_be_arrives_whole()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        Assert.Equal(200L * MiB, (await (await browser.Send("PATCH", Upload, Body(200 * MiB, Bytes))).Seen()).BodyBytes);
        Assert.Equal(26L * MiB, (await (await browser.Send("POST", FormUpload, Body(26 * MiB, Form))).Seen()).BodyBytes);
    }

    [Fact]
    public async Task A_file_of_the_staff_arrives_whole_and_no_other_form_of_a_case_is_as_large()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        const string Case = "/console/grievances/01a22b3d-4688-7013-8b83-17abe4294fac";
        Assert.Equal(26L * MiB, (await (await browser.Send("POST", Case + "/files", Body(26 * MiB, Form), ("Origin", gateway.Address))).Seen()).BodyBytes);
        await (await browser.Send("POST", Case + "/talk", Body(BodyLimit.MostOfForm + 1, Form), ("Origin", gateway.Address))).IsProblem(413, "platform.body_too_large");
    }

    [Theory]
    [InlineData("POST", FormUpload, "application/x-www-form-urlencoded"), InlineData("POST", Upload, Bytes), InlineData("PATCH", Upload, "application/json")]
    [InlineData("POST", "/portal/harbour/file", Form), InlineData("POST", "/portal/harbour/upload", Form), InlineData("PUT", MailboxFiles, Form), InlineData("PATCH", "/api/grievances/v1/public/harbour/uploads", Bytes)]
    public async Task What_is_no_file_is_held_to_the_limit_of_all_bodies(string method, string path, string type)
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        // What is typed into a page may be longer.
        var bytes = path.StartsWith("/portal", StringComparison.Ordinal) ? BodyLimit.MostOfForm + 1 : BodyLimit.MostBytes + 1;
        await (await browser.Send(method, path, Body(bytes, type))).IsProblem(413, "platform.body_too_large");
        Assert.Empty(gateway.Services.Paths);
    }

    [Fact]
    public async Task A_person_sees_on_a_page_in_their_language_that_a_file_is_too_large_even_after_sending_all_of_it()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var answer = await browser.Send("POST", FormUpload + "?lang=ar", Body(40 * MiB, Form), ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("lang=\"ar\" dir=\"rtl\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(gateway.Services.Paths);
    }

    [Fact]
    public async Task A_service_that_refuses_before_it_reads_is_heard_before_the_file_is_sent()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new RawClient(gateway.Address);
        var watch = Stopwatch.StartNew();
        await client.Head("PATCH", "/api/grievances/v1/public/refusing/uploads/1", Bytes, "Content-Length: 100000000");
        await client.Send(new byte[1000]);
        var (status, text) = await client.Answer.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(409, status);
        Assert.Contains("not from there", text, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"after {watch.Elapsed}");
        Assert.Contains(gateway.Services.Paths, path => path.Contains("refusing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_refuses_half_way_is_heard_by_who_sends_the_rest()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        var answer = await browser.Send("PATCH", "/api/grievances/v1/public/midway/uploads/1", Body(20 * MiB, Bytes));
        Assert.Equal((HttpStatusCode.Conflict, "enough"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_service_that_has_heard_enough_of_a_body_without_an_end_is_sent_no_more_of_it()
    {
        await using var gateway = await GatewayUnderTest.Start();
        for (var i = 0; i < 3; i++)
        {
            using var client = new RawClient(gateway.Address);
            await client.Head("PATCH", "/api/grievances/v1/public/closing/uploads/1", Bytes, Chunked);
            var (before, chunk, sent) = (gateway.Services.Arrived, RawClient.Framed(new byte[64 * 1024]), 0L);
            try
            {
                for (; sent < 150L * MiB && !client.Answer.IsCompleted; sent += chunk.Length)
                    await client.Send(chunk);
            }
            catch (IOException)
            {
                Assert.True(sent > 0);
            }
            var (status, text) = await client.Answer.WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal(413, status);
            Assert.Contains("too long", text, StringComparison.Ordinal);
            Assert.True(gateway.Services.Arrived - before < 8 * MiB, $"{gateway.Services.Arrived - before} bytes reached the service after its answer");
            Assert.True(sent < 64 * MiB, $"{sent} bytes were taken");
        }
        Assert.Equal(0, gateway.Services.Broken);
        await Until(() => gateway.Of<FileDoor>().UnderWay == 0);
    }

    [Fact]
    public async Task A_sender_who_waits_for_the_answer_before_the_end_of_its_body_gets_it()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new RawClient(gateway.Address);
        await client.Head("PATCH", "/api/grievances/v1/public/closing/uploads/1", Bytes, Chunked);
        await client.Chunk(new byte[64 * 1024 + 1]);
        var (status, text) = await client.Answer.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(413, status);
        Assert.Contains("too long", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_passes_as_it_comes()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Address) };
        using var answer = await http.GetAsync(MailboxFiles, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[1000]).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        gateway.Services.Released.SetResult();
        Assert.Equal(2000, (await new StreamContent(body).ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task A_download_over_a_poor_line_is_waited_for()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:SecondsToAnswer=1");
        using var http = new HttpClient { BaseAddress = new Uri(gateway.Address) };
        using var answer = await http.GetAsync("/api/grievances/v1/mailbox/files/1", HttpCompletionOption.ResponseHeadersRead);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(20 * MiB, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Who_stops_sending_is_cut_off_and_holds_no_connection_to_the_service()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new RawClient(gateway.Address);
        await client.Head("PATCH", Upload, Bytes, "Content-Length: 1000000");
        await client.Send(new byte[1000]);
        var (status, text) = await client.Answer.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(408, status);
        Assert.Contains("platform.bad_request", text, StringComparison.Ordinal);
        await Until(() => gateway.Of<FileDoor>().UnderWay == 0 && gateway.Services.Broken == 1);
    }

    [Fact]
    public async Task Who_sends_in_drips_is_cut_off_when_the_time_of_a_file_is_over()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:MinutesToSendAFile=0.03");
        using var client = new RawClient(gateway.Address);
        await client.Head("PATCH", Upload, Bytes, "Content-Length: 1000000");
        for (var i = 0; i < 300 && !client.Answer.IsCompleted; i++)
        {
            await client.Send(new byte[100]);
            await Task.Delay(50);
        }
        Assert.Equal(408, (await client.Answer).Status);
        await Until(() => gateway.Services.Broken == 1);
    }

    [Fact]
    public async Task One_client_holds_a_quarter_of_the_places_and_the_others_get_theirs()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:FilesAtOnce=8", "--Gateway:TrustedProxies:0=127.0.0.0/8", "--Gateway:TrustedProxies:1=::1");
        using var browser = gateway.Browser();
        var hanging = new List<RawClient>();
        for (var i = 0; i < 2; i++)
        {
            hanging.Add(new RawClient(gateway.Address));
            await hanging[i].Head("PATCH", Upload, Bytes, "Content-Length: 1000000", "X-Forwarded-For: 203.0.113.1\r\n");
            await hanging[i].Send(new byte[100_000]);
        }
        await Until(() => gateway.Of<FileDoor>().UnderWay == 2);
        var refused = await browser.Send("PATCH", Upload, Body(1000, Bytes), ("X-Forwarded-For", "203.0.113.1"));
        await refused.IsProblem(503, "platform.busy");
        Assert.NotNull(refused.Headers.RetryAfter);
        await (await browser.Send("PATCH", Upload, Body(1000, Bytes), ("X-Forwarded-For", "203.0.113.2"))).Seen();
        hanging.ForEach(client => client.Dispose());
        await Until(() => gateway.Of<FileDoor>().UnderWay == 0);
        await (await browser.Send("PATCH", Upload, Body(1000, Bytes), ("X-Forwarded-For", "203.0.113.1"))).Seen();
    }

    [Fact]
    public async Task Files_have_a_pace_of_their_own_pieces_included()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:UploadsPerMinute=4");
        using var browser = gateway.Browser();
        foreach (var (method, path, type) in new[] { ("POST", "/api/grievances/v1/public/harbour/uploads", "application/json"), ("PATCH", Upload, Bytes), ("POST", FormUpload, Form), ("POST", MailboxFiles, Form) })
            await (await browser.Send(method, path, Body(10, type))).Seen();
        await (await browser.Send("PATCH", Upload, Body(10, Bytes))).IsProblem(429, "platform.too_many_requests");
        await (await browser.Post("/portal/harbour/file")).Seen();
        await (await browser.Get(Upload)).Seen();
        await using var unlimited = await GatewayUnderTest.Start("--Gateway:RatePerMinute=0");
        using var other = unlimited.Browser();
        for (var i = 0; i < 301; i++)
            Assert.Equal(HttpStatusCode.OK, (await other.Send("PATCH", Upload, Body(1, Bytes))).StatusCode);
    }

    [Fact]
    public async Task Another_site_sends_no_file()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        foreach (var path in new[] { FormUpload, MailboxFiles })
            await (await browser.Send("POST", path, Body(10, Form), ("Origin", "http://evil.example"))).IsProblem(403, "platform.cross_site");
        Assert.Empty(gateway.Services.Paths);
    }

    [Fact]
    public async Task A_file_of_two_lengths_reaches_no_service()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = new RawClient(gateway.Address);
        await client.Head("PATCH", Upload, Bytes, "Content-Length: 6\r\nTransfer-Encoding: chunked");
        await client.Send("0\r\n\r\nG");
        Assert.Equal(400, (await client.Answer).Status);
        Assert.Empty(gateway.Services.Paths);
    }

    [Fact]
    public async Task Help_is_open_to_everybody()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        Assert.Equal("/help?country=KE", (await (await browser.Get("/help?country=KE")).Seen()).Path);
    }

    internal static HttpContent Body(int bytes, string type)
    {
        var body = new ByteArrayContent(new byte[bytes]);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return body;
    }

    internal static async Task Until(Func<bool> isSo)
    {
        for (var i = 0; i < 400 && !isSo(); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(isSo());
    }
}

using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using Gateway.Guards;

namespace Gateway.Tests;

public sealed class BufferTests
{
    private const string Intake = "/api/grievances/v1/public/harbour/grievances";

    [Fact]
    public async Task A_promise_of_a_large_body_takes_no_memory()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var client = await Begin(gateway, 256 * 1024, 1);
        await Until(() => gateway.Of<Buffered>().Total > 0);
        Assert.Equal(16 * 1024, gateway.Of<Buffered>().Total);
        client.Close();
        await Until(() => gateway.Of<Buffered>().Total == 0);
    }

    [Fact]
    public async Task What_is_given_back_is_given_back_by_every_way_out()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = gateway.Browser();
        foreach (var bytes in new[] { 1, 16 * 1024, 100_000, 256 * 1024 })
            Assert.Equal(bytes, (await (await browser.Send("POST", Intake, new ByteArrayContent(new byte[bytes]))).Seen()).BodyBytes);
        await (await browser.Send("POST", Intake, new StreamContent(new Endless(300_000)))).IsProblem(413, "platform.body_too_large");
        await gateway.Services.Stop();
        await (await browser.Send("POST", Intake, new ByteArrayContent(new byte[20_000]))).IsProblem(502, "platform.upstream");
        await Until(() => gateway.Of<Buffered>().Total == 0);
    }

    [Fact]
    public async Task Bodies_that_hang_fill_their_clients_share_and_nobody_elses()
    {
        await using var gateway = await GatewayUnderTest.Start("--Gateway:MostBufferedBytes=262144", "--Gateway:TrustedProxies:0=127.0.0.0/8", "--Gateway:TrustedProxies:1=::1");
        using var browser = gateway.Browser();
        Task<HttpResponseMessage> From(int client) => browser.Send("POST", Intake, JsonContent.Create(new { a = 1 }), ("X-Forwarded-For", $"203.0.113.{client}"));
        var hanging = new List<TcpClient> { await Begin(gateway, 200_000, 60_000, "203.0.113.1") };
        await Until(() => gateway.Of<Buffered>().Total == 64 * 1024);
        var refused = await From(1);
        await refused.IsProblem(503, "platform.busy");
        Assert.NotNull(refused.Headers.RetryAfter);
        await (await From(2)).Seen();

        for (var client = 2; client <= 4; client++)
            hanging.Add(await Begin(gateway, 200_000, 60_000, $"203.0.113.{client}"));
        await Until(() => gateway.Of<Buffered>().Total == 256 * 1024);
        await (await From(5)).IsProblem(503, "platform.busy");
        await (await browser.Get("/portal/harbour/file")).Seen();
        hanging.ForEach(client => client.Dispose());
        await Until(() => gateway.Of<Buffered>().Total == 0);
        await (await From(1)).Seen();
    }

    private static async Task<TcpClient> Begin(GatewayUnderTest gateway, int promised, int sent, string from = "203.0.113.1")
    {
        var client = new TcpClient("localhost", new Uri(gateway.Address).Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Intake} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {from}\r\nContent-Length: {promised}\r\n\r\n{new string('x', sent)}"), TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var i = 0; i < 200 && !isSo(); i++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(isSo());
    }

    /// <summary>A stream whose length nobody can ask, so that it is sent in chunks.</summary>
    private sealed class Endless(int bytes) : MemoryStream(new byte[bytes])
    {
        public override bool CanSeek => false;
    }
}

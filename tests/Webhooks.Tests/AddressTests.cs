using System.Net;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;
using Xunit;

namespace Webhooks.Tests;

/// <summary>Nothing is sent into a private network, however its address is written or found.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::ffff:0:8.8.8.8")]
    [InlineData("::8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:10::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("4000::1")]
    public void AddressThatIsNotPublic_IsKnown(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.1")]
    [InlineData("192.167.255.255")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    public void AddressThatIsPublic_IsKnown(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    private static readonly (string Address, string Why)[] MayNotBe =
    [
        ("http://example.org/hook", "insecure"),
        ("ftp://example.org/hook", "insecure"),
        ("/hook", "malformed"),
        ("file:///etc/passwd", "malformed"),
        ("example.org", "malformed"),
        ("", "malformed"),
        ("https://user:word@example.org/", "malformed"),
        ("https://example.org/#part", "malformed"),
        ("https://example.org/ hook", "malformed"),
        ("https://127.0.0.1/", "private"),
        ("https://127.1/", "private"),
        ("https://2130706433/", "private"),
        ("https://0x7f.0.0.1/", "private"),
        ("https://0177.0.0.1/", "private"),
        ("https://[::1]/", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("https://[fe80::1%25eth0]/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://inside.example/", "private"),
        ("https://half.example/", "private"),
        ("https://localhost/", "private"),
    ];

    [Fact]
    public async Task AddressThatMayNotBe_IsRefusedWhereItIsTyped()
    {
        await using var store = await Store.Open();
        store.Names.Set("inside.example", ["192.168.1.10"]);
        store.Names.Set("half.example", ["1.1.1.1", "fd00::1"]);
        store.Names.Set("example.org", ["1.1.1.1"]);
        foreach (var (address, why) in MayNotBe)
        {
            var (status, body) = await store.Call(HttpMethod.Post, "/webhooks", new { address, events = new[] { "*" } });
            Assert.Equal((address, HttpStatusCode.BadRequest, "platform.invalid"), (address, status, body.GetProperty("code").GetString()));
            Assert.Equal((address, $"platform.webhook_address_{why}"), (address, body.GetProperty("errors").GetProperty("/address")[0].GetProperty("code").GetString()));
        }
        Assert.Empty(await store.Read(db => Task.FromResult(db.Set<WebhookEndpoint>().ToList())));
    }

    [Fact]
    public async Task NameThatChangesItsMind_IsNotConnectedTo()
    {
        await using var store = await Store.Open();
        // Public when it is typed, loopback when it is connected to, on the very port of a server that is there.
        store.Names.Set("rebind.example", ["1.1.1.1"], ["127.0.0.1"]);
        var delivery = await Sent(store, $"https://rebind.example:{store.Receiver.Port}/hook");
        Assert.Equal(("platform.webhook_address_private", null, WebhookDeliveryState.Pending), (delivery.Fault, delivery.Status, delivery.State));
        Assert.Empty(store.Receiver.Requests);
        Assert.Equal(2, store.Names.Asked.Count(name => name == "rebind.example"));
    }

    [Theory]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    public async Task NameThatLeadsInsideInAnotherForm_IsNotConnectedTo(string form)
    {
        await using var store = await Store.Open();
        store.Names.Set("rebind.example", ["1.1.1.1"], [form]);
        Assert.Equal("platform.webhook_address_private", (await Sent(store, $"https://rebind.example:{store.Receiver.Port}/hook")).Fault);
        Assert.Empty(store.Receiver.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        await using var store = await Store.Open();
        store.Receiver.Answers["/hook"] = Receiver.Status(status, "Location", store.Receiver.Url("/elsewhere"));
        await store.Add();
        await store.Announce();
        var delivery = await store.Delivery(d => d.Fault is not null);
        Assert.Equal((status, "platform.webhook_redirect"), (delivery.Status, delivery.Fault));
        Assert.Equal("/hook", Assert.Single(store.Receiver.Requests).Path);
    }

    [Fact]
    public async Task PlainHttp_IsForAllowedReceiversAlone()
    {
        await using var store = await Store.Open();
        var (status, _) = await store.Call(HttpMethod.Post, "/webhooks", new { address = $"http://localhost:{store.Receiver.PlainPort}/hook", events = new[] { "*" } });
        Assert.Equal(HttpStatusCode.Created, status);
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        // Allowed no longer: what was taken then is not sent now.
        var second = await store.Start(allowed: false);
        Assert.NotNull(second);
        using var client = new WebhookClient(Settings(second), store.Names, store.Clock);
        Assert.Equal("platform.webhook_address_insecure", (await client.Send(new(new Uri($"http://localhost:{store.Receiver.PlainPort}/hook"), "1", [], []))).Fault);
        Assert.Single(store.Receiver.Requests);
    }

    [Fact]
    public async Task ProxyThatIsNamed_IsAskedForTheReceiver_AndNoOtherIs()
    {
        using var proxy = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        await using var store = await Store.Open(start: false);
        await store.Start(allowed: false, settings: ("Webhooks:Proxy", $"http://localhost:{((IPEndPoint)proxy.LocalEndpoint).Port}"));
        store.Names.Set("receiver.example", ["1.1.1.1"]);
        var sent = Sent(store, "https://receiver.example/hook");
        using var asked = await proxy.AcceptTcpClientAsync();
        using var reader = new StreamReader(asked.GetStream());
        Assert.Equal("CONNECT receiver.example:443 HTTP/1.1", await reader.ReadLineAsync());
        await asked.GetStream().WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        Assert.Equal("platform.webhook_unreachable", (await sent).Fault);
    }

    [Fact]
    public async Task CertificateNobodyVouchesFor_IsNotTrusted()
    {
        await using var store = await Store.Open(start: false);
        await store.Start(trusted: false);
        Assert.Equal("platform.webhook_tls", (await Sent(store, store.Receiver.Url())).Fault);
        Assert.Empty(store.Receiver.Requests);
    }

    [Fact]
    public async Task AllowedReceivers_AreRefusedInProduction()
    {
        await using var store = await Store.Open(start: false);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Start(environment: "Production"));
        Assert.Contains("Webhooks:Allowed", refused.Message, StringComparison.Ordinal);
        await store.Start(allowed: false, environment: "Production");
    }

    private static Platform.Webhooks.WebhookSettings Settings(Microsoft.AspNetCore.Builder.WebApplication app) => (Platform.Webhooks.WebhookSettings)app.Services.GetService(typeof(Platform.Webhooks.WebhookSettings))!;

    private static async Task<WebhookDelivery> Sent(Store store, string address)
    {
        var (status, body) = await store.Call(HttpMethod.Post, "/webhooks", new { address, events = new[] { "*" } });
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        await store.Announce();
        return await store.Delivery(d => d.Fault is not null);
    }
}

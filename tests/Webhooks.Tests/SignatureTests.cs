using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;
using Xunit;
using Platform.Webhooks.Sending;

namespace Webhooks.Tests;

/// <summary>Signatures as the specification has them, checked with what it publishes and with somebody else's implementation.</summary>
public sealed class SignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void PublishedVector_IsMet() => Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of([Secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8));

    [Fact]
    public void TwoSecrets_MakeTwoSignaturesWithASpaceBetween()
    {
        var (first, second, at, body) = (WebhookSignature.NewSecret(), WebhookSignature.NewSecret(), DateTimeOffset.FromUnixTimeSeconds(1614265330), "{}"u8.ToArray());
        Assert.Equal($"{WebhookSignature.Of([first], "1", at, body)} {WebhookSignature.Of([second], "1", at, body)}", WebhookSignature.Of([first, second], "1", at, body));
    }

    [Fact]
    public void NewSecret_IsThirtyTwoRandomBytes()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSignature.NewSecret()).ToList();
        Assert.All(secrets, secret => Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length));
        Assert.Equal(100, secrets.Distinct().Count());
    }

    [Fact]
    public void IdWithAFullStop_IsRefused_SinceItCouldBeReadAsAnotherTime() =>
        Assert.Throws<ArgumentException>(() => WebhookSignature.Of([Secret], "1.2", DateTimeOffset.UnixEpoch, "{}"u8));

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64!")]
    public void SomethingElse_IsNoSecret(string secret) => Assert.Throws<CryptographicException>(() => WebhookSignature.Of([secret], "1", DateTimeOffset.UnixEpoch, "{}"u8));

    [Fact]
    public async Task Request_IsACloudEvent_ThatAnotherImplementationFindsGenuine()
    {
        await using var store = await Store.Open();
        var (endpoint, secret) = await store.Add();
        var id = await store.Announce();
        await store.Delivery(d => d.State == Platform.Webhooks.Rows.WebhookDeliveryState.Delivered);
        var request = Assert.Single(store.Receiver.Requests);

        var verifier = new StandardWebhook(secret);
        verifier.Verify(request.Body, request.Headers);
        Assert.Throws<WebhookVerificationException>(() => verifier.Verify(request.Body + " ", request.Headers));
        Assert.Throws<WebhookVerificationException>(() => new StandardWebhook(WebhookSignature.NewSecret()).Verify(request.Body, request.Headers));
        Assert.Throws<WebhookVerificationException>(() => verifier.Verify(request.Body, new HeaderDictionary(request.Headers.ToDictionary(h => h.Key, h => h.Value)) { ["webhook-id"] = Guid.NewGuid().ToString() }));

        Assert.Equal("application/cloudevents+json", request.Headers.ContentType);
        Assert.Equal("Heed-Webhooks", request.Headers.UserAgent);
        Assert.Equal(id.ToString(), request.Id);
        Assert.Equal(store.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.False(request.Headers.ContainsKey("traceparent"));
        Assert.False(request.Headers.ContainsKey("cookie"));
        var evt = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"], evt.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("1.0", id.ToString(), $"/tenants/{store.Tenant}/hooks", Store.Filed, "case:4711"),
            (Text(evt, "specversion"), Text(evt, "id"), Text(evt, "source"), Text(evt, "type"), Text(evt, "subject")));
        Assert.Equal(store.Clock.GetUtcNow(), evt.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("""{"caseId":"4711","band":"grave"}""", evt.GetProperty("data").GetRawText());
        Assert.NotEqual(Guid.Empty, endpoint);
    }

    [Theory]
    [InlineData("Somebody was hurt")]
    [InlineData("سيدة")]
    [InlineData("")]
    [InlineData("line\nend")]
    public async Task BodyThatCouldBeASentence_IsNotAnnounced(string text)
    {
        await using var store = await Store.Open();
        await store.Write(db =>
        {
            var webhooks = new Platform.Webhooks.Webhooks<HookDb>(db, new("hooks", "team", [Store.Filed]), store.Clock);
            Assert.Throws<ArgumentException>(() => webhooks.Announce(Guid.NewGuid(), Store.Filed, null, new { a = new[] { text } }));
            Assert.Throws<ArgumentException>(() => webhooks.Announce(Guid.NewGuid(), Store.Filed, text, new { }));
            Assert.Throws<ArgumentException>(() => webhooks.Announce(Guid.NewGuid(), "hooks.other", null, new { }));
            Assert.Throws<ArgumentException>(() => webhooks.Announce(Guid.NewGuid(), Store.Filed, null, new { ids = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()) }));
            return Task.CompletedTask;
        });
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

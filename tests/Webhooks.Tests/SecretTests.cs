using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Security;
using Platform.Webhooks.Features;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;
using Xunit;

namespace Webhooks.Tests;

/// <summary>Secrets are told once, change without a gap, and stand nowhere in clear.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task NewSecret_AndTheOneBefore_BothSignForADay()
    {
        await using var store = await Store.Open();
        var (endpoint, before) = await store.Add();
        var key = Guid.NewGuid().ToString();
        var (status, renewed) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/secret", key: key);
        Assert.Equal(HttpStatusCode.OK, status);
        var secret = renewed.GetProperty("secret").GetString()!;
        // An answer that was lost is had again, and changes nothing a second time.
        Assert.Equal(secret, (await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/secret", key: key)).Body.GetProperty("secret").GetString());
        Assert.Equal(store.Clock.GetUtcNow().AddHours(24), renewed.GetProperty("earlierUntil").GetDateTimeOffset());
        await store.Announce();
        await store.Soon(() => Task.FromResult(store.Receiver.Requests.Count), count => count == 1);
        var request = store.Receiver.Requests[0];
        Assert.Equal(2, request.Signatures.Length);
        // Each by itself: this verifier looks at the first of a list alone, against the specification.
        new StandardWebhook(secret).Verify(request.Body, WithSignature(request, 0));
        new StandardWebhook(before).Verify(request.Body, WithSignature(request, 1));

        await store.Jump(TimeSpan.FromHours(24));
        await store.Announce();
        await store.Soon(() => Task.FromResult(store.Receiver.Requests.Count), count => count == 2);
        var later = store.Receiver.Requests[1];
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(later.Headers["webhook-timestamp"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([WebhookSignature.Of([secret], later.Id, at, Encoding.UTF8.GetBytes(later.Body))], later.Signatures);
    }

    [Fact]
    public async Task Secret_IsToldAtTheBeginningAlone_AndTheQueryNeverAgain()
    {
        await using var store = await Store.Open();
        var (key, body) = (Guid.NewGuid().ToString(), new { address = store.Receiver.Url("/hook") + "?token=canary-in-the-query", events = new[] { Store.Filed } });
        var (_, added) = await store.Call(HttpMethod.Post, "/webhooks", body, key: key);
        var (again, replayed) = await store.Call(HttpMethod.Post, "/webhooks", body, key: key);
        Assert.Equal((HttpStatusCode.Created, added.ToString()), (again, replayed.ToString()));
        var (_, list) = await store.Call(HttpMethod.Get, "/webhooks");
        var view = Assert.Single(list.EnumerateArray());
        Assert.Equal((store.Receiver.Url("/hook") + "?…", "active"), (view.GetProperty("address").GetString(), view.GetProperty("state").GetString()));
        Assert.False(view.TryGetProperty("secret", out _));
        Assert.DoesNotContain("canary", added + list.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingSecret_IsInTheDatabase_TheLogs_OrTheAuditLines()
    {
        await using var store = await Store.Open();
        store.Names.Set("canary-host.example", ["1.1.1.1"], ["10.0.0.1"]);
        var (_, added) = await store.Call(HttpMethod.Post, "/webhooks", new { address = "https://canary-host.example/canary-path?canary-query=1", events = new[] { "*" } });
        var (endpoint, secret) = (added.GetProperty("id").GetGuid(), added.GetProperty("secret").GetString()!);
        await store.Announce();
        await store.Delivery(d => d.Fault is not null);
        store.Receiver.Answers["/hook"] = Receiver.Status(410);
        await store.Add();
        await store.Announce();
        await store.Soon(store.Deliveries, all => all.Exists(d => d.State == WebhookDeliveryState.Failed));
        var renewed = (await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/secret")).Body.GetProperty("secret").GetString()!;
        await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/ping");
        await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/state", new { state = "disabled" });
        await store.Call(HttpMethod.Delete, $"/webhooks/{endpoint}");
        var lines = await store.Read(db => db.Set<AuditLine>().AsNoTracking().OrderBy(l => l.Id).ToListAsync());
        Assert.Equal(["hooks.webhook_added", "hooks.webhook_disabled", "hooks.webhook_pinged", "hooks.webhook_removed", "hooks.webhook_secret_renewed"], lines.Select(l => l.Action).Distinct().Order());
        Assert.All(lines, l => Assert.StartsWith("webhook:", l.Subject, StringComparison.Ordinal));
        var files = Directory.EnumerateFiles(store.Folder, "hooks.db*").Select(file => Encoding.Latin1.GetString(Bytes(file)));
        foreach (var text in files.Append(store.Log.Text).Append(string.Join(' ', lines.Select(l => l.Subject + l.Purpose + l.Actor))))
            foreach (var canary in new[] { "canary", secret["whsec_".Length..], renewed["whsec_".Length..], "whsec_" })
                Assert.DoesNotContain(canary, text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("was disabled: gone", store.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverWatchesRequests_LearnsNoReceiver()
    {
        await using var store = await Store.Open();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue(string.Join(' ', activity.TagObjects.Select(t => t.Value))),
        };
        ActivitySource.AddActivityListener(spans);
        using var measures = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "System.Net.Http") listener.EnableMeasurementEvents(instrument); } };
        measures.SetMeasurementEventCallback<double>((_, _, tags, _) => seen.Enqueue(string.Join(' ', tags.ToArray().Select(t => t.Value))));
        measures.SetMeasurementEventCallback<long>((_, _, tags, _) => seen.Enqueue(string.Join(' ', tags.ToArray().Select(t => t.Value))));
        measures.Start();
        await store.Add();
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        Assert.False(Assert.Single(store.Receiver.Requests).Headers.ContainsKey("traceparent"));
        var port = store.Receiver.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        // The test's own requests to the API are seen, those to the receiver are not.
        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, tags => tags.Split(' ').Contains(port) || tags.Contains(":" + port, StringComparison.Ordinal));
    }

    [Fact]
    public async Task KeyOfTheGroup_CanBeChanged_WhileEventsGoOn()
    {
        await using var store = await Store.Open();
        var (endpoint, secret) = await store.Add();
        var keys = store.Services.GetRequiredService<TenantKeys>();
        await store.Write(db => keys.Rotate(db, ["team"], CancellationToken.None));
        var renewed = 0;
        await store.Write(async db => renewed = await new WebhookSealing<HookDb>(db, new("hooks", "team", []), keys).Renew(CancellationToken.None));
        Assert.Equal((1, 2), (renewed, (await store.Endpoint(endpoint)).KeyVersion));
        await store.Write(db => db.Set<GroupKey>().Where(k => k.Version == 1).ExecuteDeleteAsync());
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        new StandardWebhook(secret).Verify(store.Receiver.Requests[0].Body, store.Receiver.Requests[0].Headers);
        Assert.Throws<WebhookVerificationException>(() => new StandardWebhook(WebhookSignature.NewSecret()).Verify(store.Receiver.Requests[0].Body, store.Receiver.Requests[0].Headers));
    }

    [Fact]
    public async Task TenEndpoints_AreTheMost()
    {
        await using var store = await Store.Open();
        for (var i = 0; i < AddWebhook<HookDb>.Most; i++)
            await store.Add($"/{i}");
        var (status, problem) = await store.Call(HttpMethod.Post, "/webhooks", new { address = store.Receiver.Url(), events = new[] { "*" } });
        Assert.Equal((HttpStatusCode.Conflict, "platform.webhook_too_many"), (status, problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("platform.webhook_event_unknown", "/events/1", Store.Filed, "hooks.unheard_of")]
    [InlineData("platform.webhook_events_missing", "/events")]
    public async Task EventsThatAreNone_AreRefusedByCode(string code, string field, params string[] events)
    {
        await using var store = await Store.Open();
        var (status, problem) = await store.Call(HttpMethod.Post, "/webhooks", new { address = store.Receiver.Url(), events });
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, problem.GetProperty("errors").GetProperty(field)[0].GetProperty("code").GetString()));
    }

    private static HeaderDictionary WithSignature(Received request, int at) =>
        new(request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase)) { ["webhook-signature"] = request.Signatures[at] };

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}

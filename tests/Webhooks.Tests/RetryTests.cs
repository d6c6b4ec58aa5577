using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;
using Xunit;

namespace Webhooks.Tests;

/// <summary>What becomes of a delivery whose receiver says no, or nothing.</summary>
public sealed class RetryTests
{
    [Fact]
    public void Schedule_CoversMoreThanSeventyFiveHours_AndVariesByATenth()
    {
        var waits = Enumerable.Range(1, 9).Select(attempt => RetrySchedule.After(attempt, 0.5)!.Value).ToList();
        Assert.Equal(new TimeSpan(75, 35, 5), waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));
        Assert.Null(RetrySchedule.After(10, 0.5));
        Assert.Equal((TimeSpan.FromHours(21.6), TimeSpan.FromHours(26.4)), (RetrySchedule.After(9, 0)!.Value, RetrySchedule.After(9, 1)!.Value));
        Assert.True(RetrySchedule.After(9, 1) < RetrySchedule.Longest);
    }

    [Fact]
    public async Task ReceiverThatIsDownForDays_IsTriedTenTimes_UnderOneId_AndThenGivenUp()
    {
        await using var store = await Store.Open();
        store.Receiver.Answers["/hook"] = Receiver.Status(500);
        var (endpoint, _) = await store.Add();
        var id = await store.Announce();
        var began = store.Clock.GetUtcNow();
        for (var attempt = 1; attempt < 10; attempt++)
        {
            var waiting = await store.Delivery(d => d.Attempts == attempt && d.Fault is not null && d.NextAttemptAt == store.Clock.GetUtcNow() + RetrySchedule.After(attempt, 0.5));
            Assert.Equal((WebhookDeliveryState.Pending, 500, "platform.webhook_status"), (waiting.State, waiting.Status, waiting.Fault));
            await store.Jump(waiting.NextAttemptAt - store.Clock.GetUtcNow());
            await store.Delivery(d => d.Attempts == attempt + 1);
        }
        var dead = await store.Delivery(d => d.State == WebhookDeliveryState.Failed);
        Assert.True(dead.FinishedAt - began >= TimeSpan.FromHours(75));
        Assert.Equal(10, store.Receiver.Requests.Count);
        Assert.Equal(id.ToString(), Assert.Single(store.Receiver.Requests.Select(r => r.Id).Distinct()));
        Assert.Single(store.Receiver.Requests.Select(r => r.Body).Distinct());
        Assert.Equal(10, store.Receiver.Requests.Select(r => r.Headers["webhook-timestamp"].ToString()).Distinct().Count());
        Assert.Equal((WebhookState.Active, began), ((await store.Endpoint(endpoint)).State, (await store.Endpoint(endpoint)).FailingSince));
    }

    [Fact]
    public async Task EndpointThatNothingReachesForFiveDays_IsDisabled_AndWhatItMissesIsSkipped()
    {
        await using var store = await Store.Open();
        store.Receiver.Answers["/hook"] = Receiver.Status(500);
        var (endpoint, _) = await store.Add();
        await store.Announce();
        await store.Delivery(d => d.Fault is not null);
        await store.Jump(TimeSpan.FromHours(119));
        await store.Delivery(d => d.Attempts == 2 && d.NextAttemptAt == store.Clock.GetUtcNow() + TimeSpan.FromMinutes(5));
        Assert.Equal(WebhookState.Active, (await store.Endpoint(endpoint)).State);
        await store.Jump(TimeSpan.FromHours(2));
        var disabled = await store.Soon(() => store.Endpoint(endpoint), e => e.State == WebhookState.Disabled);
        Assert.Equal(WebhookReasons.Failing, disabled.Reason);
        await store.Announce();
        var missed = await store.Soon(store.Deliveries, all => all.Count == 2);
        Assert.Equal(WebhookDeliveryState.Skipped, missed[1].State);
        await store.Jump(TimeSpan.FromHours(3));
        await store.Soon(store.Deliveries, all => all.TrueForAll(d => d.State == WebhookDeliveryState.Skipped));
        Assert.Equal(3, store.Receiver.Requests.Count);
        var line = await store.Read(db => db.Set<AuditLine>().SingleAsync(l => l.Action == "hooks.webhook_disabled"));
        Assert.Equal(("system", "failing", $"webhook:{endpoint}"), (line.Actor, line.Purpose, line.Subject));

        // Mended: switched on by hand, with a clean record, and what it missed is sent.
        store.Receiver.Answers["/hook"] = Receiver.Status(200);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/state", new { state = "active" })).Status);
        var (_, replayed) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/replay", new { since = store.Clock.GetUtcNow().AddDays(-10) });
        Assert.Equal(2, replayed.GetProperty("count").GetInt32());
        await store.Soon(store.Deliveries, all => all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered));
        Assert.Null((await store.Endpoint(endpoint)).FailingSince);
    }

    [Fact]
    public async Task Gone_DisablesTheEndpoint_AtOnce()
    {
        await using var store = await Store.Open();
        store.Receiver.Answers["/hook"] = Receiver.Status(410);
        var (endpoint, _) = await store.Add();
        await store.Announce();
        var delivery = await store.Delivery(d => d.State == WebhookDeliveryState.Failed);
        Assert.Equal((410, "platform.webhook_gone", 1), (delivery.Status, delivery.Fault, delivery.Attempts));
        var disabled = await store.Endpoint(endpoint);
        Assert.Equal((WebhookState.Disabled, WebhookReasons.Gone), (disabled.State, disabled.Reason));
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "1800", 1800)]
    [InlineData(503, "2", 5)]
    [InlineData(429, "86400", 3600)]
    [InlineData(429, "soon", 5)]
    [InlineData(500, "1800", 5)]
    public async Task RetryAfter_IsKeptTo_ForAnHourAtMost(int status, string asked, int seconds)
    {
        await using var store = await Store.Open();
        store.Receiver.Answers["/hook"] = Receiver.Status(status, "Retry-After", asked);
        await store.Add();
        await store.Announce();
        var delivery = await store.Delivery(d => d.Fault is not null);
        Assert.Equal(TimeSpan.FromSeconds(seconds), delivery.NextAttemptAt - store.Clock.GetUtcNow());
    }

    [Fact]
    public async Task ReceiverThatNeverAnswers_IsLeftAfterAWhile()
    {
        await using var store = await Store.Open(start: false);
        await store.Start(settings: ("Webhooks:TimeoutSeconds", "0.5"));
        store.Receiver.Answers["/hook"] = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        await store.Add();
        await store.Announce();
        Assert.Equal("platform.webhook_timeout", (await store.Delivery(d => d.Fault is not null)).Fault);
    }

    [Fact]
    public async Task AnswerWithoutEnd_IsASuccess_AndIsNotReadToTheEnd()
    {
        await using var store = await Store.Open();
        var written = 0L;
        var left = new TaskCompletionSource();
        store.Receiver.Answers["/hook"] = async http =>
        {
            http.Response.StatusCode = 200;
            try
            {
                while (!http.RequestAborted.IsCancellationRequested)
                {
                    await http.Response.Body.WriteAsync(new byte[16 * 1024], http.RequestAborted);
                    Interlocked.Add(ref written, 16 * 1024);
                    // Once the other side is gone a server throws away what is written, as fast as it comes, until it hears of it.
                    await Task.Delay(1, http.RequestAborted);
                }
            }
            catch (OperationCanceledException)
            {
                left.TrySetResult();
            }
            left.TrySetResult();
        };
        await store.Add();
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20));
        // What buffers of the system hold comes on top of the 64 KB.
        Assert.True(Interlocked.Read(ref written) < 48 * 1024 * 1024, $"{written} bytes were taken.");
    }

    [Fact]
    public async Task DeliveryWhoseAttemptsNeverEnd_IsGivenUpAfterTheTenth()
    {
        await using var store = await Store.Open();
        await store.Add();
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        // As ten processes that died in the middle would leave it.
        await store.Write(db => db.Set<WebhookDelivery>().ExecuteUpdateAsync(set => set.SetProperty(d => d.State, WebhookDeliveryState.Pending).SetProperty(d => d.Attempts, 10)));
        await store.Jump(TimeSpan.FromMinutes(3));
        await store.Delivery(d => d.State == WebhookDeliveryState.Failed && d.Attempts == 10);
        Assert.Single(store.Receiver.Requests);
    }

    [Fact]
    public async Task ServerThatIsNotThere_IsUnreachable()
    {
        await using var store = await Store.Open();
        store.Names.Set("nowhere.example", ["1.1.1.1"], []);
        var (_, _) = await store.Call(HttpMethod.Post, "/webhooks", new { address = "https://nowhere.example/hook", events = new[] { "*" } });
        await store.Announce();
        Assert.Equal("platform.webhook_unreachable", (await store.Delivery(d => d.Fault is not null)).Fault);
    }
}

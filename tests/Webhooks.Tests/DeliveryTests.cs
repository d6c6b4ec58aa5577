using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;
using Xunit;

namespace Webhooks.Tests;

/// <summary>Who gets what, when, and what is left of it.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task Event_GoesToThoseWhoWantIt_AndIsForgottenWhereNobodyDoes()
    {
        await using var store = await Store.Open();
        await store.Announce();
        await store.Soon(() => store.Read(db => db.Set<WebhookEvent>().CountAsync()), count => count == 0);
        await store.Add("/all");
        await store.Add("/filed", [Store.Filed]);
        await store.Add("/both", [Store.Closed, Store.Filed, Store.Filed]);
        var filed = await store.Announce();
        var closed = await store.Announce(Store.Closed);
        await store.Soon(store.Deliveries, all => all.Count == 5 && all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered));
        Assert.Equal(new[] { filed, closed }.Select(id => id.ToString()).Order(), store.Receiver.At("/all").Select(r => r.Id).Order());
        Assert.Equal([filed.ToString()], store.Receiver.At("/filed").Select(r => r.Id));
        Assert.Equal(2, store.Receiver.At("/both").Count);
    }

    [Fact]
    public async Task ReceiverThatTakesItsTime_HoldsUpNobodyElse_AndIsSentFourAtOnce()
    {
        await using var store = await Store.Open();
        var release = new TaskCompletionSource();
        store.Receiver.Answers["/slow"] = _ => release.Task;
        await store.Add("/slow");
        for (var i = 0; i < 60; i++)
            await store.Announce();
        await store.Soon(() => Task.FromResult(store.Receiver.At("/slow").Count), count => count == 4, TimeSpan.FromMilliseconds(50));
        await store.Soon(store.Deliveries, all => all.Count == 60);
        // Fifty-six wait for the slow one, more than the sweep looks at in one round; the other is reached nevertheless.
        await store.Add("/quick");
        await store.Announce();
        await store.Soon(() => Task.FromResult(store.Receiver.At("/quick").Count), count => count == 1, TimeSpan.FromMilliseconds(50));
        Assert.Equal(4, store.Receiver.At("/slow").Count);
        release.SetResult();
        await store.Soon(() => Task.FromResult(store.Receiver.At("/slow").Count), count => count == 61, TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task EndpointInTrouble_IsSentOneAtATime()
    {
        await using var store = await Store.Open();
        store.Receiver.Answers["/hook"] = Receiver.Status(500);
        await store.Add();
        await store.Announce();
        await store.Delivery(d => d.Fault is not null);
        var release = new TaskCompletionSource();
        store.Receiver.Answers["/hook"] = _ => release.Task;
        for (var i = 0; i < 5; i++)
            await store.Announce();
        await store.Soon(() => Task.FromResult(store.Receiver.Requests.Count), count => count == 2, TimeSpan.FromMilliseconds(50));
        await Task.Delay(300);
        Assert.Equal(2, store.Receiver.Requests.Count);
        release.SetResult();
        await store.Soon(store.Deliveries, all => all.Count(d => d.State == WebhookDeliveryState.Delivered) >= 5, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Turns_AreFourToAnEndpoint_AndThirtyTwoInAll()
    {
        var turns = new EndpointTurns();
        var held = Enumerable.Range(0, 8).SelectMany(_ => Guid.NewGuid() is var id ? Enumerable.Range(0, 6).Select(_ => turns.TryTake(id, 4)) : []).OfType<IDisposable>().ToList();
        Assert.Equal(32, held.Count);
        Assert.Null(turns.TryTake(Guid.NewGuid(), 4));
        held[0].Dispose();
        held[0].Dispose();
        Assert.NotNull(turns.TryTake(Guid.NewGuid(), 1));
        Assert.Null(turns.TryTake(Guid.NewGuid(), 1));
    }

    [Fact]
    public async Task InstanceThatDiesHalfWay_LeavesTheDeliveryPending_AndAnotherSendsItUnderTheSameId()
    {
        await using var store = await Store.Open();
        var first = new TaskCompletionSource();
        store.Receiver.Answers["/hook"] = _ => first.Task;
        var (endpoint, _) = await store.Add();
        var id = await store.Announce();
        await store.Soon(() => Task.FromResult(store.Receiver.Requests.Count), count => count == 1);
        var (onItsWay, problem) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/deliveries/{Assert.Single(await store.Deliveries()).Id}/replay");
        Assert.Equal((HttpStatusCode.Conflict, "platform.webhook_pending"), (onItsWay, problem.GetProperty("code").GetString()));
        var other = await store.Start();
        await store.Kill(store.First);
        store.Receiver.Answers["/hook"] = Receiver.Status(200);
        await Task.Delay(100);
        var left = Assert.Single(await store.Deliveries());
        Assert.Equal((WebhookDeliveryState.Pending, 1), (left.State, left.Attempts));
        Assert.Single(store.Receiver.Requests);
        await store.Jump(TimeSpan.FromMinutes(3));
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        Assert.Equal([id.ToString(), id.ToString()], store.Receiver.Requests.Select(r => r.Id));
        Assert.NotNull(other);
        first.SetResult();
    }

    [Fact]
    public async Task OneDelivery_IsSentAgainByHand_WhateverBecameOfIt()
    {
        await using var store = await Store.Open();
        var (endpoint, _) = await store.Add();
        await store.Announce();
        var done = await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        var (status, _) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/deliveries/{done.Id}/replay");
        Assert.Equal(HttpStatusCode.Accepted, status);
        await store.Soon(() => Task.FromResult(store.Receiver.Requests.Count), count => count == 2);
        Assert.Single(store.Receiver.Requests.Select(r => r.Id).Distinct());
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered && d.Attempts == 1);
        // What waits for hours need not wait.
        store.Receiver.Answers["/hook"] = Receiver.Status(429, "Retry-After", "3600");
        await store.Announce();
        var waiting = (await store.Soon(store.Deliveries, all => all.Exists(d => d.Fault is not null))).Single(d => d.Fault is not null);
        store.Receiver.Answers["/hook"] = Receiver.Status(200);
        Assert.Equal(HttpStatusCode.Accepted, (await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/deliveries/{waiting.Id}/replay")).Status);
        await store.Soon(store.Deliveries, all => all.Count == 2 && all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered));
        var (unknown, problem) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/deliveries/{Guid.NewGuid()}/replay");
        Assert.Equal((HttpStatusCode.NotFound, "platform.webhook_delivery_unknown"), (unknown, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task WhatFailedSinceAnInstant_IsSentAgain_AndNothingElse()
    {
        await using var store = await Store.Open();
        var (endpoint, _) = await store.Add();
        var ids = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await store.Announce());
            await store.Soon(store.Deliveries, all => all.Count == i + 1 && all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered));
            await store.Jump(TimeSpan.FromHours(1));
        }
        var since = store.Clock.GetUtcNow().AddHours(-3.5);
        await store.Write(db => db.Set<WebhookDelivery>().Where(d => d.EventId != ids[2]).ExecuteUpdateAsync(set => set.SetProperty(d => d.State, WebhookDeliveryState.Failed)));
        var (_, replayed) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/replay", new { since });
        Assert.Equal(2, replayed.GetProperty("count").GetInt32());
        await store.Soon(() => Task.FromResult(store.Receiver.Requests.Count), count => count == 6);
        Assert.Equal(new[] { ids[1], ids[3] }.Select(id => id.ToString()).Order(), store.Receiver.Requests.Skip(4).Select(r => r.Id).Order());
    }

    [Fact]
    public async Task Ping_GoesToOneEndpoint_WhateverItWants_AndNotWhereItIsDisabled()
    {
        await using var store = await Store.Open();
        var (endpoint, _) = await store.Add("/hook", [Store.Closed]);
        await store.Add("/other");
        var (status, pinged) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/ping");
        Assert.Equal(HttpStatusCode.Accepted, status);
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered && d.Id == pinged.GetProperty("deliveryId").GetGuid());
        var request = Assert.Single(store.Receiver.Requests);
        Assert.Equal(("/hook", pinged.GetProperty("eventId").GetString()), (request.Path, request.Id));
        Assert.Contains("\"type\":\"webhook.ping\"", request.Body, StringComparison.Ordinal);
        await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/state", new { state = "disabled" });
        var (refused, problem) = await store.Call(HttpMethod.Post, $"/webhooks/{endpoint}/ping");
        Assert.Equal((HttpStatusCode.Conflict, "platform.webhook_disabled"), (refused, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Log_IsPagedNewestFirst_AndGoesBackThirtyDays()
    {
        await using var store = await Store.Open();
        var (endpoint, _) = await store.Add();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await store.Announce()).ToString());
        await store.Soon(store.Deliveries, all => all.Count == 5 && all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered));
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var (_, page) = await store.Call(HttpMethod.Get, $"/webhooks/{endpoint}/deliveries?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("eventId").GetString()!));
            Assert.All(page.GetProperty("items").EnumerateArray(), row => Assert.Equal(("delivered", 204, 1, Store.Filed),
                (row.GetProperty("state").GetString(), row.GetProperty("status").GetInt32(), row.GetProperty("attempts").GetInt32(), row.GetProperty("type").GetString())));
            cursor = page.GetProperty("next").GetString() ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(ids.Order(), seen.Order());
        Assert.Equal(5, seen.Count);

        await store.Jump(TimeSpan.FromDays(29));
        await Task.Delay(200);
        Assert.Equal(5, (await store.Deliveries()).Count);
        await store.Jump(TimeSpan.FromDays(2));
        await store.Soon(store.Deliveries, all => all.Count == 0, TimeSpan.FromHours(1));
        await store.Soon(() => store.Read(db => db.Set<WebhookEvent>().CountAsync()), count => count == 0, TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task EndpointThatIsRemoved_TakesItsLogWithIt()
    {
        await using var store = await Store.Open();
        var (endpoint, _) = await store.Add();
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        Assert.Equal(HttpStatusCode.NoContent, (await store.Call(HttpMethod.Delete, $"/webhooks/{endpoint}")).Status);
        Assert.Empty(await store.Deliveries());
        Assert.Equal(HttpStatusCode.NotFound, (await store.Call(HttpMethod.Delete, $"/webhooks/{endpoint}")).Status);
        await store.Announce();
        await store.Soon(() => store.Read(db => db.Set<WebhookEvent>().CountAsync(e => e.FannedOutAt == null)), count => count == 0);
        Assert.Single(store.Receiver.Requests);
    }

}

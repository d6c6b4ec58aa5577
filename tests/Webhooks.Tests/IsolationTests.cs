using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Webhooks.Rows;
using Platform.Webhooks.Sending;
using Xunit;

namespace Webhooks.Tests;

/// <summary>Tenants see nothing of each other's, by the platform's filter and by the database's own; on PostgreSQL, with the roles of a real installation.</summary>
public sealed class IsolationTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Tenants_AreToldOfTheirOwnAlone_AndReachNothingOfOthers(string database)
    {
        await using var store = await Store.Open(database);
        var other = Guid.NewGuid();
        var (mine, _) = await store.Add("/mine");
        var (theirs, _) = await store.Add("/theirs", tenant: other);
        var id = await store.Announce();
        var done = await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        Assert.Equal(("/mine", id.ToString()), (Assert.Single(store.Receiver.Requests).Path, store.Receiver.Requests[0].Id));
        var calls = new (HttpMethod Method, string Path, object? Body)[]
        {
            (HttpMethod.Delete, $"/webhooks/{mine}", null),
            (HttpMethod.Post, $"/webhooks/{mine}/secret", null),
            (HttpMethod.Post, $"/webhooks/{mine}/ping", null),
            (HttpMethod.Post, $"/webhooks/{mine}/state", new { state = "disabled" }),
            (HttpMethod.Get, $"/webhooks/{mine}/deliveries", null),
            (HttpMethod.Post, $"/webhooks/{mine}/replay", new { since = DateTimeOffset.UnixEpoch }),
            (HttpMethod.Post, $"/webhooks/{mine}/deliveries/{done.Id}/replay", null),
        };
        foreach (var (method, path, body) in calls)
        {
            var (status, problem) = await store.Call(method, path, body, tenant: other);
            Assert.Equal((path, HttpStatusCode.NotFound, "platform.webhook_unknown"), (path, status, problem.GetProperty("code").GetString()));
            Assert.Equal(HttpStatusCode.Forbidden, (await store.Call(method, path, body, permission: "hooks.other")).Status);
        }
        var (unknown, fault) = await store.Call(HttpMethod.Post, $"/webhooks/{theirs}/deliveries/{done.Id}/replay", tenant: other);
        Assert.Equal((HttpStatusCode.NotFound, "platform.webhook_delivery_unknown"), (unknown, fault.GetProperty("code").GetString()));
        var (_, list) = await store.Call(HttpMethod.Get, "/webhooks", tenant: other);
        Assert.Equal(theirs, Assert.Single(list.EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Single(store.Receiver.Requests);
    }

    [Fact]
    public async Task Database_ShowsRowsToTheirTenantAlone_AndEndpointsToNoSweep()
    {
        await using var store = await Store.Open("Postgres");
        await store.Add();
        await store.Announce();
        await store.Delivery(d => d.State == WebhookDeliveryState.Delivered);
        foreach (var table in new[] { "webhook_endpoints", "webhook_events", "webhook_deliveries" })
        {
            Assert.Equal(0L, await store.Admin($"select count(*) from {table}", c => c.ExecuteScalarAsync(), "hooks"));
            Assert.Equal(1L, await store.Admin($"select set_config('app.tenant_id', '{store.Tenant}', false); select count(*) from {table}", Second, "hooks"));
            Assert.Equal(0L, await store.Admin($"select set_config('app.tenant_id', '{Guid.NewGuid()}', false); select count(*) from {table}", Second, "hooks"));
        }
        Assert.Equal(1L, await store.Admin("select count(*) from webhook_deliveries", c => c.ExecuteScalarAsync(), "hooks-relay"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => store.Admin("select count(*) from webhook_endpoints", c => c.ExecuteScalarAsync(), "hooks-relay"));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task TwoInstances_SendEachDeliveryOnce_AndForgetTogether()
    {
        await using var store = await Store.Open("Postgres");
        await store.Start();
        var (one, _) = await store.Add("/one", [Store.Filed]);
        await store.Add("/two", [Store.Closed]);
        var later = store.Clock.GetUtcNow().AddHours(1);
        await store.Write(async db =>
        {
            var endpoint = await db.Set<WebhookEndpoint>().SingleAsync(e => e.Id == one);
            for (var i = 0; i < 40; i++)
            {
                // Half are to be passed on yet, half to be sent, and all at once.
                var evt = Platform.Webhooks.Webhooks<HookDb>.Event(store.Tenant, Guid.NewGuid(), i % 2 == 0 ? Store.Filed : Store.Closed, null, "{}", later);
                db.Add(evt);
                if (i % 2 != 0)
                    continue;
                var delivery = Deliveries.New(endpoint, evt.Id, later);
                evt.FannedOutAt = later;
                db.Add(delivery);
            }
            await db.SaveChangesAsync();
        });
        await Task.Delay(300);
        Assert.Empty(store.Receiver.Requests);
        // Both sleep and wake together.
        store.Clock.Advance(TimeSpan.FromHours(2));
        await store.Soon(store.Deliveries, all => all.Count == 40 && all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered), TimeSpan.FromMilliseconds(20));
        Assert.Equal((20, 20), (store.Receiver.At("/one").Select(r => r.Id).Distinct().Count(), store.Receiver.At("/two").Select(r => r.Id).Distinct().Count()));
        Assert.DoesNotContain("could not be passed on", store.Log.Text, StringComparison.Ordinal);
        Assert.Equal(40, store.Receiver.Requests.Count);
        // The relay's role deletes, and the rules between the tables hold nevertheless.
        await store.Jump(TimeSpan.FromDays(31));
        await store.Soon(() => store.Read(db => db.Set<WebhookEvent>().CountAsync()), count => count == 0, TimeSpan.FromHours(2));
        Assert.Empty(await store.Deliveries());
    }

    private static async Task<object?> Second(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetValue(0);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks.Features;

/// <summary>The API of webhooks: the same routes in each service that has them.</summary>
public static class WebhookEndpoints
{
    private const string Requests = "Each request is a POST of a CloudEvent 1.0 (application/cloudevents+json) whose data holds ids and codes; read the rest here with your own permission. It is signed after "
        + "Standard Webhooks 1.0.0: check webhook-signature over webhook-id, webhook-timestamp and the bytes of the body with any library for it, refuse old timestamps, and drop repeats by webhook-id. Answer 2xx "
        + "within 15 seconds. Anything else is tried again, ten times in about 75 hours; 410 ends it, Retry-After with 429 or 503 is kept to for up to an hour, redirects are not followed. Order is not promised.";

    /// <summary>Maps the routes under <c>/webhooks</c>.</summary>
    /// <param name="api">The service's API.</param>
    /// <param name="permission">What all of them need.</param>
    /// <param name="prefix">Begins the name of each endpoint, for example <c>Grievances_</c>.</param>
    public static void Map<TDb>(RouteGroupBuilder api, string permission, string prefix) where TDb : PlatformDb
    {
        MapEndpoints<TDb>(api, permission, prefix);
        MapSecrets<TDb>(api, permission, prefix);
        MapDeliveries<TDb>(api, permission, prefix);
    }

    private static void MapEndpoints<TDb>(RouteGroupBuilder api, string permission, string prefix) where TDb : PlatformDb
    {
        var types = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<WebhookSource<TDb>>().Types;
        api.MapPost("/webhooks", async (JsonBody<WebhookRegistration> body, AddWebhook<TDb> add, Idempotency<TDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<TDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var address = await add.Check(body.Value, http.RequestAborted);
                if (address.Refusal is { } refusal)
                    return new Problem(refusal);
                var outcome = await idempotency.Once("webhooks", key, body.Raw, () => add.Run(address.Value!, body.Value.Events, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(added => TypedResults.Created($"{http.Request.Path}/{added.Id}", added));
            })
            .Idempotent().WithName(prefix + "AddWebhook").WithSummary("Be told of events; the secret is in this answer and nowhere else")
            .WithDescription($"{Requests} Events: {string.Join(", ", types)}. At most {AddWebhook<TDb>.Most} endpoints.")
            .Produces<AddedWebhook>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).RequirePermission(permission).OwnWork();
        api.MapGet("/webhooks", async (ReadWebhooks<TDb> read, HttpContext http) => TypedResults.Ok(await read.List(http.RequestAborted)))
            .WithName(prefix + "ListWebhooks").WithSummary("Who is told of events").Produces<IReadOnlyList<WebhookView>>().RequirePermission(permission);
        api.MapDelete("/webhooks/{id:guid}", async (Guid id, ChangeWebhook<TDb> change, HttpContext http) => (await change.Remove(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName(prefix + "RemoveWebhook").WithSummary("Remove an endpoint with its log").Produces(204).ProducesProblem(404).ProducesProblem(409).RequirePermission(permission).Writes();
        api.MapPost("/webhooks/{id:guid}/state", async (Guid id, JsonBody<WebhookStateChange> body, ChangeWebhook<TDb> change, HttpContext http) =>
                (await change.Set(id, body.Value.State, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName(prefix + "SetWebhookState").WithSummary("Switch an endpoint off, or on again")
            .WithDescription("While it is off, its log gathers what it misses as skipped; replay sends that once it is on again.")
            .Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(permission).Writes();
    }

    private static void MapSecrets<TDb>(RouteGroupBuilder api, string permission, string prefix) where TDb : PlatformDb => api.MapPost("/webhooks/{id:guid}/secret",
            async (Guid id, ChangeWebhook<TDb> change, Idempotency<TDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<TDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"webhook-secret {id}", key, [], () => change.Renew(id, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(renewed => TypedResults.Ok(renewed));
            })
        .Idempotent().WithName(prefix + "RenewWebhookSecret").WithSummary("Change the secret; the one before signs too for 24 hours")
        .WithDescription("For 24 hours webhook-signature holds two signatures with a space between them, of the new secret and of the one before. A second change in that time ends the oldest.")
        .Produces<RenewedWebhookSecret>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).RequirePermission(permission).OwnWork();

    private static void MapDeliveries<TDb>(RouteGroupBuilder api, string permission, string prefix) where TDb : PlatformDb
    {
        api.MapPost("/webhooks/{id:guid}/ping", async (Guid id, ReplayWebhooks<TDb> replay, HttpContext http) =>
                (await replay.Ping(id, http.RequestAborted)).ToResult(pinged => TypedResults.Accepted((string?)null, pinged)))
            .WithName(prefix + "PingWebhook").WithSummary($"Send a test event, {WebhookEvent.Ping}").Produces<PingedWebhook>(202).ProducesProblem(404).ProducesProblem(409).RequirePermission(permission).Writes();
        api.MapGet("/webhooks/{id:guid}/deliveries", async (Guid id, ReadWebhooks<TDb> read, HttpContext http, string? cursor = null, int? limit = null) =>
                (await read.Log(id, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName(prefix + "ListWebhookDeliveries").WithSummary("What an endpoint was sent in the last 30 days, the newest first")
            .Produces<Page<WebhookDeliveryView>>().ProducesProblem(400).ProducesProblem(404).RequirePermission(permission);
        api.MapPost("/webhooks/{id:guid}/deliveries/{delivery:guid}/replay", async (Guid id, Guid delivery, ReplayWebhooks<TDb> replay, HttpContext http) =>
                (await replay.One(id, delivery, http.RequestAborted)).ToResult(replayed => TypedResults.Accepted((string?)null, replayed)))
            .WithName(prefix + "ReplayWebhookDelivery").WithSummary("Send one delivery again, or now where it waits; under the same webhook-id")
            .Produces<ReplayedWebhooks>(202).ProducesProblem(404).ProducesProblem(409).RequirePermission(permission).Writes();
        api.MapPost("/webhooks/{id:guid}/replay", async (Guid id, JsonBody<WebhookReplay> body, ReplayWebhooks<TDb> replay, HttpContext http) =>
                (await replay.Since(id, body.Value.Since, http.RequestAborted)).ToResult(replayed => TypedResults.Accepted((string?)null, replayed)))
            .WithName(prefix + "ReplayWebhook").WithSummary("Send everything again that failed or was skipped since an instant, and now what waits")
            .Produces<ReplayedWebhooks>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequirePermission(permission).Writes();
    }
}

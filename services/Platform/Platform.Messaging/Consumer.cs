using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Tenancy;

namespace Platform.Messaging;

/// <summary>The one adapter between the bus and a handler: tenant, transaction, inbox, then the handler.</summary>
internal sealed class Consumer<TDb, TEvent, THandler>(
    IServiceProvider services, Consumers consumers, InFlight inFlight, TimeProvider clock, ILogger<THandler> log) : IConsumer<TEvent>
    where TDb : PlatformDb where TEvent : class where THandler : EventHandlerOf<TDb, TEvent>
{
    private static readonly string Wire = Outbox.WireName(typeof(TEvent));

    public async Task Consume(ConsumeContext<TEvent> context)
    {
        var name = consumers.All.First(r => r.Handler == typeof(THandler)).Name;
        var message = context.MessageId ?? throw new InvalidOperationException("A message without an id can't be handled once.");
        // No tenant is an error, never "no filter".
        if (!Guid.TryParse(context.Headers.Get<string>(BusHeaders.Tenant), out var tenant))
            throw new InvalidOperationException($"{Wire} came without a tenant.");
        try
        {
            await Handle(context.Message, message, tenant, name, context.CancellationToken);
            if (context.ReceiveContext.TransportHeaders.TryGetHeader(MessageHeaders.FaultExceptionType, out _))
                await Exhume(message, tenant, name);
            inFlight.Report(message, name);
        }
        catch (Exception failure) when (context.GetRetryAttempt() >= ConsumerRetries.Delays.Length)
        {
            log.LogError("{Consumer} gave up {Message}: {Fault}", name, message, failure.GetType().Name);
            await Bury(context.Message, message, tenant, name, failure);
            inFlight.Report(message, name);
            throw;
        }
    }

    private Task Handle(TEvent evt, Guid message, Guid tenant, string name, CancellationToken cancellation) => In(tenant, (scope, db, unit) =>
    {
        var now = clock.GetUtcNow();
        return unit.Run(true, async () =>
        {
            var first = await db.Database.ExecuteSqlAsync(
                $"INSERT INTO inbox (tenant_id, message_id, consumer, handled_at) VALUES ({tenant}, {message}, {name}, {now.UtcDateTime}) ON CONFLICT DO NOTHING",
                CancellationToken.None);
            if (first == 0)
                return false;
            var handler = ActivatorUtilities.CreateInstance<THandler>(scope);
            await handler.Handle(db, evt, new EventContext(message, tenant, now), CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }, handled => handled, cancellation);
    });

    /// <summary>An operator sent it once more and it was handled: the letter is no longer dead.</summary>
    private Task Exhume(Guid message, Guid tenant, string name) =>
        In(tenant, (_, db, unit) => unit.Write(() => db.Set<DeadLetter>().Where(l => l.MessageId == message && l.Consumer == name).ExecuteDeleteAsync()));

    /// <summary>Keeps what was given up as a row: the bus in memory forgets its error queue, and the gauge counts rows.</summary>
    private Task Bury(TEvent evt, Guid message, Guid tenant, string name, Exception failure) => In(tenant, (_, db, unit) => unit.Write(async () =>
    {
        if (await db.Set<DeadLetter>().AnyAsync(l => l.MessageId == message && l.Consumer == name))
            return;
        db.Add(new DeadLetter
        {
            TenantId = tenant,
            MessageId = message,
            Consumer = name,
            Type = Wire,
            Body = JsonSerializer.Serialize(evt, Outbox.Json),
            Fault = failure.GetType().FullName ?? "",
            At = clock.GetUtcNow(),
        });
        await db.SaveChangesAsync();
    }));

    /// <summary>A scope of its own, bound to the tenant of the message before anything in it is made.</summary>
    private async Task In(Guid tenant, Func<IServiceProvider, TDb, UnitOfWork<TDb>, Task> work)
    {
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var inside = scope.ServiceProvider;
        inside.GetRequiredService<TenantContext>().Enter(tenant);
        await work(inside, inside.GetRequiredService<TDb>(), inside.GetRequiredService<UnitOfWork<TDb>>());
    }
}

internal static class BusHeaders
{
    public const string Tenant = "tenant-id";
}

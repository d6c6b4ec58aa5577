using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Messaging;

/// <summary>What carries messages between services.</summary>
public enum BusTransport
{
    /// <summary>Inside the one process; what survives a crash is the outbox.</summary>
    InMemory,

    /// <summary>RabbitMQ, quorum queues, publisher confirms.</summary>
    RabbitMq,
}

/// <summary>Registers outboxes and the bus.</summary>
public static class BusRegistration
{
    /// <summary>Adds the relay of one service. Its events are the records of one contracts assembly that carry a wire name.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="contracts">Assembly of its events.</param>
    /// <param name="keepsAnswers">Whether its database has the idempotency table, whose expired rows the relay removes.</param>
    public static IHostApplicationBuilder AddOutbox<TDb>(this IHostApplicationBuilder builder, string service, Assembly contracts, bool keepsAnswers = true) where TDb : PlatformDb
    {
        builder.Services.AddSingleton(new EventTypes<TDb>(contracts));
        builder.Services.AddSingleton(provider => new OutboxStore<TDb>(provider.GetRequiredService<IConfiguration>(),
            provider.GetServices<ServiceDatabase>().Single(d => d.Service == service), provider.GetRequiredService<WriteGate<TDb>>(), keepsAnswers, provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<OutboxRelay<TDb>>();
        return builder;
    }

    /// <summary>Adds the one bus of this process. Reads <c>Bus:Transport</c> and <c>Bus:Url</c>.</summary>
    public static IHostApplicationBuilder AddBus(this IHostApplicationBuilder builder, Action<Consumers> consume, bool topologyOnly = false)
    {
        var consumers = new Consumers();
        consume(consumers);
        var transport = builder.Configuration.GetValue("Bus:Transport", BusTransport.InMemory);
        builder.Services.AddSingleton(consumers);
        builder.Services.TryAddSingleton<InFlight>();
        builder.Services.AddSingleton(typeof(BusTransport), _ => transport);
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(o =>
        {
            // In memory a first publish before the consumers exist would be dropped. A broker may come up later than we do.
            o.WaitUntilStarted = transport == BusTransport.InMemory || topologyOnly;
            o.StopTimeout = TimeSpan.FromSeconds(20);
        });
        builder.Services.AddMassTransit(bus =>
        {
            // Nothing of this platform reports to anybody.
            bus.DisableUsageTelemetry();
            bus.AddConfigureEndpointsCallback((_, endpoint) =>
            {
                endpoint.PublishFaults = false;
                if (endpoint is not IRabbitMqReceiveEndpointConfigurator queue)
                    return;
                queue.SetQuorumQueue(builder.Configuration.GetValue("Bus:Replicas", 1));
                // A body that kills the process would otherwise be redelivered for ever.
                queue.SetQueueArgument("x-delivery-limit", 20);
            });
            foreach (var registration in consumers.All)
                registration.Register(bus);
            // Filing, reading and answering go on without a broker, so a service without one is ready, also when it starts then.
            bus.ConfigureHealthCheckOptions(o => o.MinimalFailureStatus = HealthStatus.Degraded);
            if (transport == BusTransport.RabbitMq)
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    rabbit.Host(new Uri(builder.Configuration["Bus:Url"] ?? throw new InvalidOperationException("Bus:Url is not set.")));
                    rabbit.MessageTopology.SetEntityNameFormatter(new WireNames());
                    rabbit.DeployTopologyOnly = topologyOnly;
                    rabbit.ConfigureEndpoints(context);
                });
            else
                bus.UsingInMemory((context, memory) =>
                {
                    memory.MessageTopology.SetEntityNameFormatter(new WireNames());
                    memory.ConfigureEndpoints(context);
                });
        });
        return builder;
    }

    private sealed class WireNames : IEntityNameFormatter
    {
        public string FormatEntityName<T>() => typeof(T).GetCustomAttribute<WireNameAttribute>()?.Name ?? typeof(T).FullName!;
    }
}

/// <summary>The event types of one service by wire name.</summary>
internal sealed class EventTypes<TDb>(Assembly contracts)
{
    private readonly Dictionary<string, Type> byName = contracts.GetExportedTypes()
        .Where(t => t.GetCustomAttribute<WireNameAttribute>() is not null)
        .ToDictionary(t => t.GetCustomAttribute<WireNameAttribute>()!.Name, StringComparer.Ordinal);

    /// <summary>Whether somebody listens to an event of this name.</summary>
    public bool IsHeard(string name) => Find(name).GetCustomAttribute<UnheardAttribute>() is null;

    public bool Knows(string name) => byName.ContainsKey(name);

    public Type Find(string name) => byName.TryGetValue(name, out var type) ? type
        : throw new InvalidOperationException($"No event of this service is called {name}.");
}

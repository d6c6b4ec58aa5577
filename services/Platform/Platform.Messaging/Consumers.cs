using System.Text.RegularExpressions;
using MassTransit;
using Platform.Tenancy;

namespace Platform.Messaging;

/// <summary>Who consumes what: an explicit list, filled by each module's AddXConsumers.</summary>
public sealed partial class Consumers
{
    private readonly List<Registration> registrations = [];

    internal IReadOnlyList<Registration> All => registrations;

    /// <summary>Adds a handler with a queue of its own, named after service and handler.</summary>
    public Consumers Add<TDb, TEvent, THandler>(string service)
        where TDb : PlatformDb where TEvent : class where THandler : EventHandlerOf<TDb, TEvent>
    {
        var name = $"{service}-{Kebab(typeof(THandler).Name)}";
        registrations.Add(new Registration(name, typeof(TEvent), typeof(THandler),
            bus => bus.AddConsumer<Consumer<TDb, TEvent, THandler>, ConsumerSettings<Consumer<TDb, TEvent, THandler>>>().Endpoint(e => e.Name = name)));
        return this;
    }

    /// <summary>Names of the consumers of an event.</summary>
    public IReadOnlyList<string> Of(Type evt) => [.. registrations.Where(r => r.Event == evt).Select(r => r.Name)];

    private static string Kebab(string name) => Humps().Replace(name, "-$1").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Humps();

    internal sealed record Registration(string Name, Type Event, Type Handler, Action<IBusRegistrationConfigurator> Register);
}

internal sealed class ConsumerSettings<TConsumer> : ConsumerDefinition<TConsumer> where TConsumer : class, IConsumer
{
    public ConsumerSettings() => ConcurrentMessageLimit = 8;

    protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 16;
        // Short and in memory; what still fails is poison and goes to the error queue (in memory: to dead_letters).
        endpointConfigurator.UseMessageRetry(r => r.Intervals(ConsumerRetries.Delays));
    }
}

internal static class ConsumerRetries
{
    public static readonly TimeSpan[] Delays = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];
}

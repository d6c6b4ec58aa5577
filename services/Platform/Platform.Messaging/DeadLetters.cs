using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Platform.Messaging;

/// <summary>A queue of dead letters.</summary>
/// <param name="Name">Consumer it belongs to.</param>
/// <param name="Count">Messages in it.</param>
public sealed record DeadLetterQueue(string Name, uint Count);

/// <summary>A dead letter, without its body.</summary>
/// <param name="MessageId">MessageId on the bus.</param>
/// <param name="Fault">Type of the exception.</param>
/// <param name="Bytes">Size of the body.</param>
public sealed record DeadLetterHead(string MessageId, string Fault, int Bytes);

/// <summary>Reads and re-sends the error queues on RabbitMQ, straight through its client: the bus itself only ever adds to them.</summary>
public sealed class DeadLetters : IAsyncDisposable
{
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly Consumers consumers;

    private DeadLetters(IConnection connection, IChannel channel, Consumers consumers) => (this.connection, this.channel, this.consumers) = (connection, channel, consumers);

    /// <summary>Connects to <c>Bus:Url</c>.</summary>
    public static async Task<DeadLetters> Connect(IConfiguration configuration, Consumers consumers)
    {
        var factory = new ConnectionFactory { Uri = new Uri(configuration["Bus:Url"] ?? throw new InvalidOperationException("Bus:Url is not set.")) };
        var connection = await factory.CreateConnectionAsync();
        return new DeadLetters(connection, await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)), consumers);
    }

    /// <summary>Consumers with dead letters.</summary>
    public async Task<IReadOnlyList<DeadLetterQueue>> List()
    {
        var found = new List<DeadLetterQueue>();
        foreach (var name in consumers.All.Select(c => c.Name))
            if (await Count(name) is > 0 and var count)
                found.Add(new DeadLetterQueue(name, count));
        return found;
    }

    /// <summary>Whether a consumer of this name exists.</summary>
    public bool Knows(string consumer) => consumers.All.Any(c => c.Name == consumer);

    // A consumer that never had a dead letter has no error queue, and a passive declaration of none closes its channel.
    private async Task<uint> Count(string consumer)
    {
        await using var probe = await connection.CreateChannelAsync();
        try
        {
            return (await probe.QueueDeclarePassiveAsync(ErrorQueue(consumer))).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return 0;
        }
    }

    /// <summary>Heads of the letters of one consumer; they stay where they are.</summary>
    public async Task<IReadOnlyList<DeadLetterHead>> Show(string consumer, int most)
    {
        var heads = new List<DeadLetterHead>();
        if (await Count(consumer) == 0)
            return heads;
        ulong last = 0;
        while (heads.Count < most && await channel.BasicGetAsync(ErrorQueue(consumer), autoAck: false) is { } letter)
        {
            heads.Add(new DeadLetterHead(letter.BasicProperties.MessageId ?? "", Header(letter.BasicProperties, MessageHeaders.FaultExceptionType), letter.Body.Length));
            last = letter.DeliveryTag;
        }
        if (last > 0)
            await channel.BasicNackAsync(last, multiple: true, requeue: true);
        return heads;
    }

    /// <summary>Sends letters to their consumer once more; each is taken off only when the broker has confirmed the copy.</summary>
    public async Task<int> Requeue(string consumer, int most)
    {
        var sent = 0;
        if (await Count(consumer) == 0)
            return sent;
        while (sent < most && await channel.BasicGetAsync(ErrorQueue(consumer), autoAck: false) is { } letter)
        {
            await channel.BasicPublishAsync("", consumer, mandatory: true, new BasicProperties(letter.BasicProperties), letter.Body);
            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false);
            sent++;
        }
        return sent;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static string ErrorQueue(string consumer) => consumer + "_error";

    private static string Header(IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true && value is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : "";
}

/// <summary>Declares the topology of a bus that was added for that alone.</summary>
public static class Topology
{
    /// <summary>Declares every exchange, queue and binding, then lets go of the broker.</summary>
    public static async Task DeclareTopology(this IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetRequiredService<BusTransport>() == BusTransport.InMemory)
            return;
        var bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(cancellation);
        await bus.StopAsync(cancellation);
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using Testing;
using Xunit;

namespace Messaging.Tests;

/// <summary>A broker that is away, was never named, or has lost its queues.</summary>
public sealed class BrokerLossTests
{
    private const string Exchange = "notes.note-written.v1";
    private const string Queue = "notes-copy-note";

    [Fact]
    public async Task AnEventThatNoQueueTakes_WaitsUntilOneDoes_AndTheGaugeShowsIt()
    {
        await using var host = await NotesHost.Start("Postgres", "RabbitMq");
        var first = await host.Write();
        await People.Eventually(() => host.Copies(first), copies => copies == 1);
        var factory = new ConnectionFactory { Uri = new Uri(host.Configuration["Bus:Url"]!) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.ExchangeUnbindAsync(Queue, Exchange, "");
        try
        {
            var note = await host.Write();
            await People.Eventually(() => Task.FromResult(Oldest()), age => age > 2, 30);
            for (var i = 0; i < 30; i++)
            {
                // Between two attempts as well: an alert that waits two minutes must never see it fall.
                Assert.True(Oldest() > 2, "The gauge fell although the event was unsent.");
                await Task.Delay(100);
            }
            Assert.Equal((1, 0), (await host.Unsent(), await host.Copies(note)));
        }
        finally
        {
            await channel.ExchangeBindAsync(Queue, Exchange, "");
        }
        await People.Eventually(() => host.Copies(), copies => copies == 2, 60);
        await People.Eventually(() => host.Unsent(), unsent => unsent == 0, 60);
    }

    [Fact]
    public async Task WithoutABroker_AServiceStartsAndIsReady_AndKeepsWhatItIsGiven()
    {
        await using var host = await NotesHost.Start("Postgres", "RabbitMq", "amqp://guest:guest@127.0.0.1:1");
        await host.Write();
        Assert.NotEqual(HealthStatus.Unhealthy, (await host.Health.CheckHealthAsync(TestContext.Current.CancellationToken)).Status);
        Assert.Equal(1, await host.Unsent());
    }

    [Fact]
    public async Task PostgresWithoutANamedTransport_RefusesToStart()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => NotesHost.Start("Postgres", null));
        Assert.Contains("Bus:Transport is not set", refusal.Message, StringComparison.Ordinal);
    }

    private static double Oldest()
    {
        double age = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name == "heed_outbox_oldest_unsent_seconds")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => age = Math.Max(age, value));
        listener.Start();
        listener.RecordObservableInstruments();
        return age;
    }
}

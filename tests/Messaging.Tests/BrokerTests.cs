using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using Testing;
using Xunit;

namespace Messaging.Tests;

/// <summary>The broker goes away and comes back; messages come from elsewhere and are wrong.</summary>
public sealed class BrokerTests
{
    [Fact]
    public async Task BrokerRestart_LosesNothing_AndWritesGoOnMeanwhile()
    {
        await using var host = await NotesHost.Start("Postgres", "RabbitMq");
        var notes = new List<Guid>();
        for (var i = 0; i < 20; i++)
            notes.Add(await host.Write());
        var restart = Servers("broker-restart");
        while (!restart.IsCompleted)
        {
            notes.Add(await host.Write());
            await Task.Delay(50);
        }
        await restart;
        for (var i = 0; i < 20; i++)
            notes.Add(await host.Write());
        await People.Eventually(() => host.Copies(), copies => copies == notes.Count, 120);
        await People.Eventually(() => host.Unsent(), unsent => unsent == 0, 60);
        foreach (var note in notes)
            Assert.Equal(1, await host.Copies(note));
    }

    [Theory]
    [InlineData(false, "{\"messageType\":[\"urn:message:Messaging.Tests:NoteWritten\"],\"message\":{\"noteId\":\"0192aaaa-0000-7000-8000-000000000001\",\"failuresFirst\":0}}")]
    [InlineData(true, "{ not json")]
    public async Task ForeignMessage_WithoutTenantOrShape_HasNoEffect_AndStopsNobody(bool tenant, string body)
    {
        await using var host = await NotesHost.Start("Postgres", "RabbitMq");
        var factory = new ConnectionFactory { Uri = new Uri(host.Configuration["Bus:Url"]!) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var properties = new BasicProperties { MessageId = Guid.NewGuid().ToString(), ContentType = "application/vnd.masstransit+json", Headers = tenant ? new Dictionary<string, object?> { ["tenant-id"] = host.Tenant.ToString() } : null };
        await channel.BasicPublishAsync("notes.note-written.v1", "", mandatory: false, properties, Encoding.UTF8.GetBytes(body));
        var sound = await host.Write();
        await People.Eventually(() => host.Copies(sound), copies => copies == 1);
        await Task.Delay(500);
        Assert.Equal(1, await host.Copies());
    }

    private static async Task Servers(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "servers.sh"), command]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}

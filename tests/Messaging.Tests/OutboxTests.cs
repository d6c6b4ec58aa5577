using Platform.Messaging;
using Testing;
using Xunit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Messaging.Tests;

/// <summary>Effects happen exactly once, on either database and either bus, whatever is rolled back, repeated or dies half-way.</summary>
public sealed class OutboxTests
{
    public static TheoryData<string, string> Everywhere => new()
    {
        { "Sqlite", "InMemory" }, { "Sqlite", "RabbitMq" }, { "Postgres", "InMemory" }, { "Postgres", "RabbitMq" },
    };

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task WhatIsRolledBack_IsNeverSent_WhatIsKept_ArrivesOnce(string database, string bus)
    {
        await using var host = await NotesHost.Start(database, bus);
        var kept = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            var id = await host.Write(keep: i % 2 == 0);
            if (i % 2 == 0)
                kept.Add(id);
        }
        await People.Eventually(() => host.Copies(), copies => copies == kept.Count);
        await People.Eventually(() => host.Unsent(), unsent => unsent == 0);
        foreach (var note in kept)
            Assert.Equal(1, await host.Copies(note));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task SameMessageAgainAndAgain_HasItsEffectOnce(string database, string bus)
    {
        await using var host = await NotesHost.Start(database, bus);
        var note = await host.Write();
        await People.Eventually(() => host.Unsent(), unsent => unsent == 0);
        for (var again = 0; again < 4; again++)
        {
            await host.Resend();
            await People.Eventually(() => host.Unsent(), unsent => unsent == 0);
        }
        Assert.Equal(1, await host.Copies(note));
        Assert.Equal(1, host.Attempts.Of(note));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task HandlerThatDiesAfterItsEffect_IsTakenBackAndTriedAgain(string database, string bus)
    {
        await using var host = await NotesHost.Start(database, bus);
        var note = await host.Write(failuresFirst: 2);
        await People.Eventually(() => host.Copies(note), copies => copies == 1);
        await People.Eventually(() => host.Unsent(), unsent => unsent == 0);
        Assert.Equal(3, host.Attempts.Of(note));
        Assert.Equal(1, await host.Copies(note));
    }

    [Fact]
    public async Task Poison_InMemory_IsBuried_AndOthersKeepFlowing()
    {
        await using var host = await NotesHost.Start("Sqlite", "InMemory");
        var poison = await host.Write(failuresFirst: int.MaxValue);
        var sound = await host.Write();
        await People.Eventually(() => host.Copies(sound), copies => copies == 1);
        var message = await host.MessageOf(poison);
        await People.Eventually(() => host.Buried(message), buried => buried == 1);
        await People.Eventually(() => host.Unsent(), unsent => unsent == 0);
        Assert.Equal(0, await host.Copies(poison));
    }

    [Fact]
    public async Task Poison_OnRabbit_GoesToTheErrorQueue_AndComesBackByCommand()
    {
        await using var host = await NotesHost.Start("Postgres", "RabbitMq");
        var note = await host.Write(failuresFirst: 5);
        var consumers = new Consumers().Add<NotesDb, NoteWritten, CopyNote>("notes");
        await using var letters = await DeadLetters.Connect(host.Configuration, consumers);
        var message = await host.MessageOf(note);
        await People.Eventually(async () => (await letters.List()).Count == 0 ? [] : await letters.Show("notes-copy-note", 100),
            heads => heads.Any(h => h.MessageId == message.ToString() && h.Fault.Contains(nameof(InvalidOperationException), StringComparison.Ordinal)));
        Assert.Equal(0, await host.Copies(note));
        Assert.Equal(1, await host.Buried(message));
        // The cause is mended by now (five failures are over): sent once more, it has its effect.
        Assert.True(await letters.Requeue("notes-copy-note", 100) > 0);
        await People.Eventually(() => host.Copies(note), copies => copies == 1);
        Assert.DoesNotContain(await letters.Show("notes-copy-note", 100), h => h.MessageId == message.ToString());
        await People.Eventually(() => host.Buried(message), buried => buried == 0);
    }
}

using Assessments.Contracts.Events;
using Grievances.Consumers;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Messaging;
using Platform.Tenancy;
using Xunit;

namespace Tenancy.Tests;

/// <summary>Events of one thing that are handled at once, on a database where they really run beside each other.</summary>
public sealed class AtOnceTests(MigratedServers servers)
{
    [Fact]
    public async Task WhateverComesLast_TheNewestOfATenantStays()
    {
        for (var round = 0; round < 15; round++)
        {
            var (id, slug) = (Guid.NewGuid(), "t" + Guid.NewGuid().ToString("N")[..12]);
            await Task.WhenAll(Shuffled(8).Select(version => Work(id, db => db.Remember(id, slug, $"Name {version}", version % 2 == 0, version, CancellationToken.None))));
            var known = await Read(id, db => db.Set<KnownTenant>().AsNoTracking().SingleAsync(t => t.Id == id));
            Assert.Equal((8, "Name 8", "name 8", true), (known.Version, known.Name, known.SearchName, known.Active));
        }
    }

    [Fact]
    public async Task WhateverComesLast_TheNewestOfASystemStays()
    {
        for (var round = 0; round < 15; round++)
        {
            var (tenant, system) = (Guid.NewGuid(), Guid.NewGuid());
            await Task.WhenAll(Shuffled(8).Select(version => Work(tenant, db => new RememberSystem().Handle(
                db, new AiSystemPublished(system, version, $"Name {version}", version % 2 == 0), new EventContext(Guid.NewGuid(), tenant, DateTimeOffset.UtcNow), CancellationToken.None))));
            var known = await Read(tenant, db => db.Systems.AsNoTracking().SingleAsync(s => s.Id == system));
            Assert.Equal((8, "Name 8", true), (known.Version, known.Name, known.Published));
        }
    }

    [Fact]
    public async Task AWorkerThatCantBeWoken_DoesNotUndoWhatWasCommitted()
    {
        var woken = 0;
        var signals = new CommitSignals(NullLogger<CommitSignals>.Instance);
        signals.OnCommit(typeof(AtOnceTests), typeof(GrievancesDb), _ => throw new ObjectDisposedException("worker"));
        signals.OnCommit(typeof(AtOnceTests), typeof(GrievancesDb), _ => woken++);
        var id = Guid.NewGuid();
        await Work(id, async db =>
        {
            db.AfterCommit.Add(typeof(AtOnceTests));
            await db.Remember(id, "t" + id.ToString("N")[..12], "Name", true, 1, CancellationToken.None);
        }, signals);
        Assert.Equal(1, woken);
        Assert.True(await Read(id, db => db.Set<KnownTenant>().AnyAsync(t => t.Id == id)));
    }

    [Fact]
    public async Task TwoThatWaitForEachOther_AreBothDone_AndEachOnce()
    {
        var (tenant, first, second) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await Work(tenant, async db =>
        {
            foreach (var id in new[] { first, second })
                await new RememberSystem().Handle(db, new AiSystemPublished(id, 1, "Name", true), new EventContext(Guid.NewGuid(), tenant, DateTimeOffset.UtcNow), CancellationToken.None);
        });
        var (held, runs) = (new SemaphoreSlim(0), 0);
        await Task.WhenAll(Both(first, second), Both(second, first));
        Assert.True(runs > 2, "They did not wait for each other.");
        Assert.Equal([3, 3], await Read(tenant, db => db.Systems.Select(s => s.Version).ToListAsync()));

        async Task Both(Guid one, Guid other)
        {
            await using var db = Context(tenant);
            using var gate = new WriteGate<GrievancesDb>();
            var mine = 0;
            var done = await new UnitOfWork<GrievancesDb>(db, gate, new CommitSignals(NullLogger<CommitSignals>.Instance), []).Repeat(async () =>
            {
                Interlocked.Increment(ref runs);
                await Count(db, one);
                if (mine++ == 0 && Interlocked.Increment(ref waiting) == 2)
                    held.Release(2);
                if (mine == 1)
                    Assert.True(await held.WaitAsync(TimeSpan.FromSeconds(30)));
                await Count(db, other);
                return true;
            }, done => done, CancellationToken.None);
            Assert.True(done);
        }

        Task Count(GrievancesDb db, Guid id) => db.Systems.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1));
    }

    [Fact]
    public async Task WhatSomebodyChangedMeanwhile_IsReadAnew_AndBothChangesAreKept()
    {
        var (tenant, id) = (Guid.NewGuid(), Guid.NewGuid());
        await Work(tenant, async db =>
        {
            db.Add(new Grievance { TenantId = tenant, Id = id, Reference = Guid.NewGuid().ToString("N")[..10].ToUpperInvariant(), Version = 1, Language = "en", People = 1, FiledAt = DateTimeOffset.UtcNow, AcknowledgeBy = DateTimeOffset.UtcNow, DueAt = DateTimeOffset.UtcNow, ActiveAt = DateTimeOffset.UtcNow, Summary = [1], WhatHappened = [1] });
            await db.SaveChangesAsync();
        });
        await using var mine = Context(tenant);
        using var gate = new WriteGate<GrievancesDb>();
        var runs = 0;
        Assert.True(await new UnitOfWork<GrievancesDb>(mine, gate, new CommitSignals(NullLogger<CommitSignals>.Instance), []).Repeat(async () =>
        {
            var kase = await mine.Grievances.SingleAsync(g => g.Id == id);
            if (runs++ == 0)
                await Work(tenant, async db => await Save(db, await db.Grievances.SingleAsync(g => g.Id == id), g => g.People = 3));
            await Save(mine, kase, g => g.Language = "fr");
            return true;
        }, done => done, CancellationToken.None));
        Assert.Equal(2, runs);
        Assert.Equal((3, "fr", 3L), await Read(tenant, async db => await db.Grievances.AsNoTracking().SingleAsync(g => g.Id == id) is var kept ? (kept.People, kept.Language, kept.Version) : default));

        static Task Save(GrievancesDb db, Grievance kase, Action<Grievance> change)
        {
            change(kase);
            kase.Version++;
            return db.SaveChangesAsync();
        }
    }

    private int waiting;

    private static long[] Shuffled(int most)
    {
        var versions = Enumerable.Range(1, most).Select(v => (long)v).ToArray();
        Random.Shared.Shuffle(versions);
        return versions;
    }

    private async Task Work(Guid tenant, Func<GrievancesDb, Task> work, CommitSignals? signals = null)
    {
        await using var db = Context(tenant);
        using var gate = new WriteGate<GrievancesDb>();
        await new UnitOfWork<GrievancesDb>(db, gate, signals ?? new CommitSignals(NullLogger<CommitSignals>.Instance), []).Write(() => work(db));
    }

    private async Task<T> Read<T>(Guid tenant, Func<GrievancesDb, Task<T>> read)
    {
        await using var db = Context(tenant);
        using var gate = new WriteGate<GrievancesDb>();
        return await new UnitOfWork<GrievancesDb>(db, gate, new CommitSignals(NullLogger<CommitSignals>.Instance), []).Read(() => read(db));
    }

    private GrievancesDb Context(Guid id)
    {
        var tenant = new TenantContext();
        tenant.Enter(id);
        return new GrievancesDb(new DbContextOptionsBuilder<GrievancesDb>().UseNpgsql(servers.Connection("grievances")).AddInterceptors(new TenantSetting()).Options, tenant);
    }
}

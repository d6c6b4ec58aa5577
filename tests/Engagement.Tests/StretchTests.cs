using System.Diagnostics;
using Engagement.Data;
using Engagement.Domain;
using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using ServiceTests;

namespace Engagement.Tests;

/// <summary>What an event costs on a case with many messages, and that looking at a stretch alone gives what looking at all gives.</summary>
public class StretchTests(EngagementServer server)
{
    [Fact]
    public async Task A_message_after_five_thousand_loads_a_handful_of_rows()
    {
        var tenant = await server.NewTenant();
        var filed = EngagementServer.Filed(3);
        await server.Follow(tenant, new CaseEvent(filed), Event(filed, new Writing(2, filed.FiledAt, true), null));
        await server.Work(tenant, async db =>
        {
            db.AddRange(Enumerable.Range(3, 5000).Select(v => new CaseWriting { CaseId = filed.CaseId, Version = v, WrittenAt = filed.FiledAt.AddSeconds(v), ByPerson = true }));
            await db.SaveChangesAsync();
        });
        foreach (var (version, byPerson) in new[] { (5003, true), (5004, false), (5005, true), (2501, false) })
            await server.Work(tenant, async db =>
            {
                using var rows = new RowCounter(db);
                await db.Follow(filed with { Version = version }, new Writing(version, filed.FiledAt.AddSeconds(version), byPerson), filed.FiledAt, CancellationToken.None);
                Assert.InRange(rows.Read, 1, 20);
            });
        var waiting = await server.Read(tenant, db => db.FollowUps.AsNoTracking().Where(f => f.Kind == FollowUpKind.AnswerDue).OrderBy(f => f.SourceVersion).ToListAsync());
        Assert.Equal([(2L, "done"), (5005L, "open")], waiting.Select(f => (f.SourceVersion, f.State)));
    }

    [Fact]
    public async Task Any_story_in_any_order_twice_over_is_what_all_its_facts_together_say()
    {
        var tenant = await server.NewTenant();
        var random = new Random(20261);
        for (var round = 0; round < 150; round++)
        {
            var filed = EngagementServer.Filed(40);
            var length = random.Next(2, 14);
            long? closing = random.Next(3) == 0 ? null : random.Next(2, length + 2);
            var story = Enumerable.Range(2, length).Select(version => version == closing ? null : new Writing(version, filed.FiledAt.AddHours(version), random.Next(4) > 0))
                .Select((writing, i) => writing is null ? new CaseEvent(Snapshot(filed, i + 2, closing)) : Event(filed, writing, closing)).Append(new CaseEvent(filed)).ToArray();
            var arrivals = story.Concat(story).ToArray();
            random.Shuffle(arrivals);
            var hands = new List<HandAnswer>();
            var arrived = new List<CaseEvent>();
            foreach (var arrival in arrivals)
            {
                await server.Follow(tenant, arrival);
                arrived.Add(arrival);
                if (random.Next(8) == 0 && await Call(tenant, filed.CaseId, filed.FiledAt.AddDays(1)) is { } hand)
                    hands.Add(hand);
                await Agree(tenant, filed, arrived, hands);
            }
        }
    }

    // The rows that nobody marked by hand are exactly what the pure function says of everything that has arrived.
    private async Task Agree(TestTenant tenant, CaseSnapshot filed, IReadOnlyList<CaseEvent> arrived, IReadOnlyList<HandAnswer> hands)
    {
        var newest = arrived.MaxBy(e => e.Case.Version)!.Case;
        var closedFrom = arrived.Where(e => e.Case.ClosedAt is not null).Select(e => (long?)e.Case.Version).Min();
        var owed = Obligations.Answers(
            closedFrom is { } from && newest.ClosedAt is { } at ? new Closing(from, at) : null, arrived.Where(e => e.Told is not null).Select(e => e.Told!).Distinct(), hands);
        var rows = await server.Read(tenant, db => db.FollowUps.AsNoTracking().Where(f => f.CaseId == filed.CaseId && f.Kind == FollowUpKind.AnswerDue).ToListAsync());
        var byHand = rows.Where(r => r.DoneBy is not null).Select(r => r.SourceVersion).ToList();
        Assert.Equal(
            owed.Where(o => !byHand.Contains(o.Source)).Select(o => (o.Source, o.State, o.SettledAt)).OrderBy(o => o.Source),
            rows.Where(r => r.DoneBy is null).Select(r => (r.SourceVersion, r.State, r.DoneAt)).OrderBy(r => r.SourceVersion));
    }

    private async Task<HandAnswer?> Call(TestTenant tenant, Guid caseId, DateTimeOffset at)
    {
        HandAnswer? hand = null;
        await server.Work(tenant, async db =>
        {
            var known = await db.LockClock(caseId, CancellationToken.None);
            if (await db.FollowUps.FirstOrDefaultAsync(f => f.CaseId == caseId && f.Kind == FollowUpKind.AnswerDue && f.State == FollowUpState.Open) is not { } row)
                return;
            (row.State, row.DoneBy, row.DoneAt, row.DoneVersion) = (FollowUpState.Done, "engagement-lead", at, known);
            await db.SaveChangesAsync();
            hand = new HandAnswer(known, at);
        });
        return hand;
    }

    private static CaseEvent Event(CaseSnapshot filed, Writing writing, long? closing) => new(Snapshot(filed, writing.Version, closing), writing);

    private static CaseSnapshot Snapshot(CaseSnapshot filed, long version, long? closing) =>
        filed with { Version = version, ClosedAt = version >= closing ? filed.FiledAt.AddHours(closing!.Value) : null };

    private sealed class RowCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly EngagementDb db;
        private readonly List<IDisposable> subscriptions = [];

        public RowCounter(EngagementDb db)
        {
            this.db = db;
            Keep(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Read { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                Keep(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is DataReaderDisposingEventData reader && ReferenceEquals(reader.Context, db))
                Read += reader.ReadCount;
        }

        public void OnCompleted() => Dispose();

        public void OnError(Exception error) => throw error;

        public void Dispose()
        {
            lock (subscriptions)
                subscriptions.ToList().ForEach(s => s.Dispose());
        }

        private void Keep(IDisposable subscription)
        {
            lock (subscriptions)
                subscriptions.Add(subscription);
        }
    }
}

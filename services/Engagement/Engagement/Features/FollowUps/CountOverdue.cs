using Engagement.Data;
using Engagement.Domain;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Features.FollowUps;

/// <summary>How much is open and how much of it is late, by kind, of what whoever looks may learn of.</summary>
public sealed class CountOverdue(SeenFollowUps seen, TimeProvider clock)
{
    public async Task<OverdueCounts> Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var late = await Count(seen.All.Where(f => f.State == FollowUpState.Open && f.DueAt < now), cancellation);
        var open = await seen.All.LongCountAsync(f => f.State == FollowUpState.Open, cancellation);
        return new OverdueCounts(open, late);
    }

    private static Task<Dictionary<string, long>> Count(IQueryable<FollowUp> followUps, CancellationToken cancellation) =>
        followUps.GroupBy(f => f.Kind).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
}

/// <summary>Open follow-ups, and the late ones by kind.</summary>
public sealed record OverdueCounts(long Open, IReadOnlyDictionary<string, long> Late)
{
    /// <summary>What is true, in one line.</summary>
    public string Sentence => Late.Count switch
    {
        0 when Open == 0 => "Nobody is waiting for anything",
        0 => $"Nothing is overdue, {Open} open",
        1 => Say(Late.First().Value, Noun(Late.First().Key)),
        _ => Say(Late.Values.Sum(), ("follow-up", "follow-ups")),
    };

    private static string Say(long count, (string One, string Many) noun) => count == 1 ? $"1 {noun.One} is overdue" : $"{count} {noun.Many} are overdue";

    private static (string One, string Many) Noun(string kind) => kind switch
    {
        FollowUpKind.AcknowledgeDue => ("acknowledgement", "acknowledgements"),
        FollowUpKind.AnswerDue => ("answer", "answers"),
        FollowUpKind.FindingsDue => ("report of findings", "reports of findings"),
        _ => ("question how it went", "questions how it went"),
    };
}

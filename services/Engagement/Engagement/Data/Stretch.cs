using Engagement.Domain;
using Microsoft.EntityFrameworkCore;

namespace Engagement.Data;

/// <summary>
/// The part of a case's correspondence on which one step can have an effect: from what settled before it to what settles after
/// it. In it only the first writing of the person on either side of the step matters, so that its cost does not grow with the
/// number of messages, which anybody can send.
/// </summary>
/// <param name="Floor">Last version before it.</param>
/// <param name="Ceiling">Last version in it.</param>
/// <param name="Closed">The closing, where it lies in the stretch.</param>
/// <param name="Writings">The writings that matter.</param>
/// <param name="ByHand">The answer by hand that ends it, if one does.</param>
internal sealed record Stretch(long Floor, long Ceiling, Closing? Closed, IReadOnlyList<Writing> Writings, IReadOnlyList<HandAnswer> ByHand)
{
    public bool Holds(long version) => Writings.Any(w => w.Version == version);

    public Stretch With(Writing writing) => this with { Writings = [.. Writings, writing] };

    /// <summary>Finds the stretch around a version: that of a writing, or the first known to be of the closed case.</summary>
    public static async Task<Stretch> Around(EngagementDb db, Guid caseId, long pivot, Closing? closed, CancellationToken cancellation)
    {
        var answers = db.Writings.Where(w => w.CaseId == caseId && !w.ByPerson);
        var byHand = db.FollowUps.Where(f => f.CaseId == caseId && f.Kind == FollowUpKind.AnswerDue && f.DoneVersion != null);
        var near = await db.Clocks.Where(c => c.CaseId == caseId).Select(_ => new
        {
            AnswerBefore = answers.Where(w => w.Version < pivot).Max(w => (long?)w.Version),
            AnswerAfter = answers.Where(w => w.Version > pivot).Min(w => (long?)w.Version),
            HandBefore = byHand.Where(f => f.DoneVersion < pivot).Max(f => f.DoneVersion),
            HandAfter = byHand.Where(f => f.DoneVersion >= pivot).Min(f => f.DoneVersion),
            HandAt = byHand.Where(f => f.DoneVersion >= pivot).OrderBy(f => f.DoneVersion).ThenBy(f => f.DoneAt).Select(f => f.DoneAt).FirstOrDefault(),
        }).SingleAsync(cancellation);

        var open = closed is null ? (long?)null : closed.From - 1;
        var floor = Highest(near.AnswerBefore, near.HandBefore, closed?.From < pivot ? open : null) ?? long.MinValue;
        var ceiling = Lowest(near.AnswerAfter, near.HandAfter, closed?.From > pivot ? open : null) ?? long.MaxValue;
        var person = db.Writings.AsNoTracking().Where(w => w.CaseId == caseId && w.ByPerson);
        var writings = await person.Where(w => w.Version > floor && w.Version < pivot).OrderBy(w => w.Version).Take(1)
            .Concat(person.Where(w => w.Version > pivot && w.Version <= ceiling).OrderBy(w => w.Version).Take(1))
            .Concat(db.Writings.AsNoTracking().Where(w => w.CaseId == caseId && w.Version == pivot))
            .Concat(db.Writings.AsNoTracking().Where(w => w.CaseId == caseId && w.Version == ceiling && !w.ByPerson))
            .Select(w => new { w.Version, w.WrittenAt, w.ByPerson }).ToListAsync(cancellation);
        return new Stretch(
            floor, ceiling,
            closed is not null && closed.From >= pivot && closed.From - 1 <= ceiling ? closed : null,
            [.. writings.Select(w => new Writing(w.Version, w.WrittenAt, w.ByPerson))],
            near is { HandAfter: { } through, HandAt: { } at } && through == ceiling ? [new HandAnswer(through, at)] : []);
    }

    private static long? Highest(params long?[] versions) => versions.Max();

    private static long? Lowest(params long?[] versions) => versions.Min();
}

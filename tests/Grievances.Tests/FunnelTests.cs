using Grievances.Domain;
using Grievances.Features.Learning;

namespace Grievances.Tests;

/// <summary>How far cases come: what is open is no end, and what the organisation says is not what the person says.</summary>
public sealed class FunnelTests
{
    [Fact]
    public void WhatIsStillOpen_IsNoEnd_AndWhatTheOrganisationSaysIsDone_IsNotConfirmed()
    {
        List<FunnelFacts.Filing> filings = [];
        void Add(int many, int step, int end) => filings.AddRange(Enumerable.Range(0, many).Select(_ => FunnelFacts.Case(step, end, "en")));
        Add(20, 0, FunnelFacts.Open);
        Add(11, 0, FunnelFacts.Withdrawn);
        Add(30, 1, FunnelFacts.Open);
        Add(12, 1, FunnelFacts.NotTakenUp);
        Add(13, 3, FunnelFacts.Closed);
        Add(14, 4, FunnelFacts.Open);
        Add(15, 5, FunnelFacts.Open);
        Add(40, 6, FunnelFacts.Closed);
        var view = MechanismFigures.Of(FunnelFacts.Of(filings)).Way;
        Assert.Equal([155, 124, 82, 82, 69, 55, 40], view.Steps.Select(s => s.Cases));
        Assert.Equal([20, 30, 0, 0, 14, 15, 0], view.Steps.Select(s => s.Open));
        Assert.Equal([11, 12, 0, 13, 0, 0, 0], view.Steps.Select(s => s.Ended));
        Assert.Equal((11, 12, 13), (view.Steps[0].Withdrawn, view.Steps[1].NotTakenUp, view.Steps[3].Closed));
        Assert.Equal(["open 79", "withdrawn 11", "not_taken_up 12", "closed 13", "recorded 0"], view.Ends.Select(e => $"{e.Code} {e.Cases}"));
        Assert.Equal((2m, 124), (view.Steps[1].MedianDays, view.Steps[1].Of));
        Assert.Equal((22m, 40), (view.Steps[6].MedianDays, view.Steps[6].Of));
        var english = Assert.Single(view.Splits.Single(s => s.By == "language").Rows);
        Assert.Equal(view.Steps.Select(s => s.Cases), english.Cases);
        Assert.Equal((null, 2m, 22m, 11, 12, 13), (english.MedianDays[0], english.MedianDays[1], english.MedianDays[6], english.Withdrawn, english.NotTakenUp, english.Closed));
    }

    [Fact]
    public void WhatIsLeftOfAStep_OnceTheRowsThatAreShownAreTakenOff_IsNeverAFewPeople()
    {
        var random = new Random(20261130);
        List<FunnelFacts.Filing> Rows(params (string Language, int Step, int Many)[] rows) => [.. rows.SelectMany(r => Enumerable.Range(0, r.Many).Select(_ => FunnelFacts.Case(r.Step, FunnelFacts.Open, r.Language)))];
        var few = Rows(("en", 1, 46), ("en", 5, 14), ("fr", 1, 20), ("fr", 5, 3), ("ru", 1, 20), ("ru", 5, 2));
        var tables = Enumerable.Range(0, 30).Select(_ => Rows([.. new[] { "en", "fr", "ru" }.SelectMany(language => Enumerable.Range(0, 6).Select(step => (language, step, random.Next(3) == 0 ? 0 : random.Next(1, 25))))])).Prepend(few);
        foreach (var view in tables.Select(table => MechanismFigures.Of(FunnelFacts.Of(table)).Way))
            foreach (var (step, all) in view.Steps.Select(s => s.Cases).Index())
                foreach (var split in view.Splits.Where(_ => all is not null))
                {
                    var left = all!.Value - split.Rows.Sum(row => row.Cases[step] ?? 0);
                    Assert.False(left is > 0 and < SmallCells.Least, $"{left} left of {all} at step {step} by {split.By}: {string.Join(", ", split.Rows.Select(row => $"{row.Value} {row.Cases[step]}"))}");
                }
    }

    [Fact]
    public void MedianDays_OfFew_AreKeptBack()
    {
        var view = MechanismFigures.Of(FunnelFacts.Of([.. Enumerable.Range(0, 50).Select(i => FunnelFacts.Case(i < 9 ? 2 : 1, FunnelFacts.Open, "en"))])).Way;
        Assert.Equal((2m, null), (view.Steps[1].MedianDays, view.Steps[2].MedianDays));
    }
}

/// <summary>Cases that came to a step and stand there in some way.</summary>
internal static class FunnelFacts
{
    public const int Open = 0;
    public const int Withdrawn = 1;
    public const int NotTakenUp = 2;
    public const int Closed = 3;
    private static readonly DateTimeOffset Filed = new(2027, 1, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A case, the measure of its remedy, and whether it is taken up.</summary>
    public sealed record Filing(CaseFacts Case, MeasureFacts? Measure, int Step);

    public static Filing Case(int step, int end, string language)
    {
        var id = Guid.CreateVersion7();
        var notTakenUp = end == NotTakenUp && step <= 1;
        var (state, outcome) = step == 6 || end is Closed || end is Withdrawn ? (CaseState.Closed, end is Withdrawn && step < 6 ? CaseOutcome.Withdrawn : step >= 3 ? CaseOutcome.Substantiated : (CaseOutcome?)null) : (CaseState.Assessed, null);
        var remedy = step switch { 6 => RemedyState.Verified, 5 => RemedyState.Done, 4 => RemedyState.Accepted, _ => RemedyState.None };
        return new Filing(
            new CaseFacts(id, FilingChannel.Portal, language, AffectedPerson.Self, FilingCapacity.Person, state, outcome, notTakenUp ? InadmissibleReason.NotAboutAi : null, remedy, Filed, Filed.AddDays(7),
                step >= 1 ? Filed.AddDays(2) : null, null, state is CaseState.Closed ? Filed.AddDays(30) : null, null, null, null, null, null, false, false),
            step >= 4 ? new MeasureFacts(id, RemedyMeasure.Retrain, step == 6 ? MeasureState.Verified : step == 5 ? MeasureState.Done : MeasureState.Planned, step == 6 ? Filed.AddDays(22) : null, step >= 5 ? Filed.AddDays(20) : null) : null, step);
    }

    public static MechanismFacts Of(IReadOnlyList<Filing> filings, int? least = null) => new(Filed.AddDays(-1), Filed.AddDays(40), false, [.. filings.Select(f => f.Case)],
        filings.Where(f => f.Step is 2 or 3).Select(f => new DecisionFacts(f.Case.Id, f.Step == 2 ? DecisionKind.Admissibility : DecisionKind.Attribution, "admissible", Filed.AddDays(5))).ToLookup(d => d.CaseId),
        Array.Empty<OfferFacts>().ToLookup(o => o.CaseId), filings.Select(f => f.Measure).OfType<MeasureFacts>().ToLookup(m => m.CaseId), [], [], [], new NumbersBeside(null, 0, 0, 0, 0, 0, 0, 0, LeastShown: least), false);
}

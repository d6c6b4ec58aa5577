namespace Grievances.Features.Learning;

/// <summary>
/// Figures of the criteria while they are counted: each says what is shown of it once everything on the page is counted. A number of people is kept
/// back where it is small or tells one that is. What the organisation missed always is a number: nobody hides behind few people who waited too long.
/// </summary>
internal sealed class CountedFigures(FigureCells cells)
{
    /// <summary>A number of cases.</summary>
    public Func<MechanismFigure> People(string code, IEnumerable<Guid> cases)
    {
        cells.Cases(code, cases);
        return Shown(code, code);
    }

    /// <summary>A number of people, or of what happened to them.</summary>
    public Func<MechanismFigure> People(string code, int people)
    {
        cells.Count(code, people);
        return Shown(code, code);
    }

    /// <summary>A number that is counted already.</summary>
    public Func<MechanismFigure> Shown(string code, string cell) => () => cells[cell] is { } people ? new(code, "count", people, null) : new(code, "count", null, null, KeptBack: true);

    /// <summary>A share of cases that are counted already, which tells the number on both sides.</summary>
    public Func<MechanismFigure> Share(string code, string whole, IReadOnlyCollection<Guid> of, IReadOnlyCollection<Guid> part)
    {
        cells.Cases(code, part, whole);
        cells.Cases(FigureCells.Rest(code), of.Except(part));
        return Percent(code, whole);
    }

    /// <summary>A share of people who are counted already.</summary>
    public Func<MechanismFigure> Share(string code, string whole, int part)
    {
        cells.Count(code, part, whole);
        cells.Count(FigureCells.Rest(code), cells.Counted(whole) - part);
        return Percent(code, whole);
    }

    /// <summary>A share of people who are not counted yet.</summary>
    public Func<MechanismFigure> ShareOf(string code, int part, int of)
    {
        cells.Count("of:" + code, of);
        return Share(code, "of:" + code, part);
    }

    /// <summary>A share of what the organisation owed and did in time, or put off. The number that was missed stands beside it: unless that is none, both tell of how many.</summary>
    public Func<MechanismFigure> Days(string code, string whole, int part)
    {
        var of = cells.Counted(whole);
        var figure = new MechanismFigure(code, "percent", of == 0 ? null : InPercent(part, of), of);
        return () => !cells.Keeps(whole) ? figure : part == of && of > 0 ? figure with { Of = null } : figure with { Value = null, Of = null, KeptBack = true };
    }

    /// <summary>A number that the organisation missed, of how many it owed.</summary>
    public Func<MechanismFigure> Missed(string code, string whole, int missed) => () => new(code, "count", missed, cells[whole]);

    /// <summary>A number that is the organisation's own.</summary>
    public static Func<MechanismFigure> Own(string code, int count, int? of = null) => () => new(code, "count", count, of);

    /// <summary>The median days of cases; of few it would be the days of one.</summary>
    public Func<MechanismFigure> Median(string code, IReadOnlyCollection<(Guid Case, TimeSpan Days)> times)
    {
        cells.Cases(code, times.Select(t => t.Case));
        var few = times.Count > 0 && times.Count < cells.Least;
        var median = few ? null : Criteria.Median(times.Select(t => t.Days));
        return () => new(code, "days", median, cells[code], KeptBack: few || (median is null && cells.Keeps(code)));
    }

    /// <summary>The mean of what people said.</summary>
    public Func<MechanismFigure> Mean(string code, IReadOnlyList<int> scores)
    {
        cells.Count(code, scores.Count);
        return () => cells.Keeps(code) ? new(code, "score", null, null, KeptBack: true) : new(code, "score", scores.Count == 0 ? null : Math.Round((decimal)scores.Average(), 1), scores.Count);
    }

    private Func<MechanismFigure> Percent(string code, string whole)
    {
        cells.Sum(whole, [code, FigureCells.Rest(code)]);
        var (part, of) = (cells.Counted(code), cells.Counted(whole));
        return () => new(code, "percent", of == 0 || cells.Keeps(code) || cells.Keeps(whole) ? null : InPercent(part, of), cells[whole], KeptBack: cells.Keeps(code) || cells.Keeps(whole));
    }

    // A hundred is all of them, and nothing is none.
    private static decimal InPercent(int part, int of) => part == 0 || part == of ? 100m * part / of : Math.Clamp(Math.Round(100m * part / of), 1, 99);
}

namespace Grievances.Features.Learning;

/// <summary>
/// Every count of people on the page of figures under one name, and what adds up to what. The way of the cases is protected by itself; the criteria and the
/// remedies beside it show what tells nothing that is kept back there or among themselves. All is counted before anything is shown.
/// </summary>
/// <param name="least">Smallest count of people that is shown.</param>
/// <param name="leastOf">The same in the cell of a name, where it is another; 0 where everybody knows it.</param>
internal sealed class FigureCells(int least, Func<string, int>? leastOf = null)
{
    private readonly Dictionary<string, int> counts = [];
    private readonly List<CellSum> ofWay = [];
    private readonly List<CellSum> derived = [];
    private readonly List<CellSum> beside = [];
    private readonly List<(int Kind, CellSum Sum)> both = [];
    private readonly List<(string Cell, string? Of)> figures = [];
    private readonly HashSet<string> withheld = [];
    private IReadOnlyDictionary<Guid, List<string>>? places;
    private IReadOnlySet<string>? kept;

    /// <summary>Smallest count of people that is shown.</summary>
    public int Least => least;

    /// <summary>Smallest count of people that is shown in a cell.</summary>
    public int LeastIn(string cell) => leastOf?.Invoke(cell) ?? least;

    private bool AllAreFew => places is { Count: > 0 } && places.Count < least;

    /// <summary>How many, or null where it is kept back. What can't be is none.</summary>
    public int? this[string cell] => Keeps(cell) ? null : counts.GetValueOrDefault(cell);

    /// <summary>Whether a count is kept back.</summary>
    public bool Keeps(string cell) => (kept ??= KeptBack()).Contains(cell);

    /// <summary>Name of what is left of a count, which stands nowhere itself.</summary>
    public static string Rest(string cell) => $"rest:{cell}";

    /// <summary>A count of people.</summary>
    /// <param name="cell">Its name.</param>
    /// <param name="people">How many.</param>
    /// <param name="of">Of which count it is shown as a share, or null.</param>
    public void Count(string cell, int people, string? of = null)
    {
        counts[cell] = people;
        if (places is not null)
            figures.Add((cell, of));
    }

    /// <summary>Counts that add up to another.</summary>
    public void Sum(string total, IReadOnlyList<string> parts, bool ofGroup = false) => (places is null ? ofWay : beside).Add(new CellSum(total, parts, ofGroup));

    /// <summary>A number that is shown where the counts it is made from tell it.</summary>
    public void Derived(string name, IReadOnlyList<string> parts) => derived.Add(new CellSum(name, parts));

    /// <summary>Counts that are part of another, and what is left of it, where that is anybody.</summary>
    public void Whole(string total, IReadOnlyCollection<string> parts)
    {
        var (left, rest) = (counts[total] - parts.Sum(part => counts[part]), Rest(Rest(total)));
        if (left > 0)
            Count(rest, left);
        Sum(total, left > 0 ? [.. parts, rest] : [.. parts]);
    }

    /// <summary>How many of a count that is there.</summary>
    public int Counted(string cell) => counts[cell];

    /// <summary>Ends the counting of the way: says in which of its counts each case stands, in one of each kind. Where all are few, how they stand tells of each of them.</summary>
    public void Place(IReadOnlyDictionary<Guid, List<string>> cells)
    {
        places = cells;
        if (AllAreFew)
            withheld.UnionWith(counts.Keys);
    }

    /// <summary>Counts cases beside the way. Where they are exactly those at some of its steps or in some of its groups, they are their sum, and whoever reads one has the other.</summary>
    /// <inheritdoc cref="Count" path="/param" />
    /// <param name="cases">The cases.</param>
    public void Cases(string cell, IEnumerable<Guid> cases, string? of = null)
    {
        var each = cases.ToList();
        Count(cell, each.Count, of);
        var found = each.Select(id => places!.GetValueOrDefault(id)).OfType<List<string>>().ToList();
        if (found.Count < each.Count)
            return;
        if (AllAreFew)
            withheld.Add(cell);
        if (found.Count == places!.Count)
            both.Add((0, new CellSum(cell, [FunnelCells.All])));
        else
            for (var kind = 0; kind < (found.Count == 0 ? 0 : found[0].Count); kind++)
                if (found.CountBy(of => of[kind]).ToList() is var parts && parts.TrueForAll(part => counts.GetValueOrDefault(part.Key) == part.Value))
                    both.Add((kind, new CellSum(cell, [.. parts.Select(part => part.Key)])));
    }

    private HashSet<string> KeptBack()
    {
        var names = figures.Select(figure => figure.Cell).ToHashSet();
        var way = SmallCells.KeptBack(counts.Where(cell => !names.Contains(cell.Key)).ToDictionary(), ofWay, LeastIn);
        HashSet<string> back = [.. way, .. SmallCells.KeptBack(counts.Where(cell => names.Contains(cell.Key) || cell.Key == FunnelCells.All).ToDictionary(), beside, LeastIn), .. withheld];
        // That there is nobody tells of somebody in a group alone.
        var groups = ofWay.Where(sum => sum.OfGroup).SelectMany(sum => sum.Parts).ToHashSet();
        var told = new ToldCounts([.. way, .. names, .. derived.Select(sum => sum.Total)], [.. ofWay, .. derived, .. beside]);
        HashSet<string> secret = [.. way.Where(cell => counts[cell] > 0 || groups.Contains(cell)), .. names.Where(cell => counts[cell] > 0 && counts[cell] < least), .. derived.Select(sum => sum.Total).Except(told.Told)];
        // What is the same as two things at once, one of them shown, tells the other: as long as nobody is told, nobody knows that they are the same.
        var links = both.OrderBy(of => of.Kind).Select(of => of.Sum).ToLookup(sum => told.Takes(sum, secret) && !(sum.Parts.Where(way.Contains).Sum(part => counts[part]) is var people && people > 0 && people < least));
        back.UnionWith(links[false].Select(sum => sum.Total));
        foreach (var (cell, of) in figures.Where(figure => !figure.Cell.StartsWith(Rest(""), StringComparison.Ordinal) && !back.Contains(figure.Cell)))
            if ((of is not null && back.Contains(of)) || !told.Shows(cell, secret))
                back.Add(cell);
        return back;
    }
}

using Grievances.Domain;
using Grievances.Help;

namespace Grievances.Features.Learning;

/// <summary>What somebody said of the person a case is about, to be counted.</summary>
public sealed record AboutFacts(string? Age, string? Gender, bool? Disability, string? Region, DateOnly SaidOn);

/// <summary>
/// How many came how far, split by what people chose to say of themselves (figure 13 of the domain page). Whoever reads it knows the cases, so that it must not move
/// with what is done in one: it stands as things stood when the month began, over whole months and one length of time alone, and of those who said something it counts
/// full tens, in the order in which they said it. Whoever handles cases, and could move a case to see which row moves with it, gets none of it.
/// </summary>
public static class AskedSplits
{
    /// <summary>The one time it is counted over: from a shorter one inside of it a few people could be subtracted.</summary>
    public const string Period = "year";

    /// <summary>Whoever did not say it, or is not counted with those who did: not yet, or since too few said the same.</summary>
    public const string NotSaid = "not_said";

    private sealed record Question(string By, IReadOnlyList<string> Answers, Func<AboutFacts, string?> Of, Func<string, bool> IsSensitive, bool ShowsAll = true)
    {
        // Of children and of health (GDPR art. 9) few are more than of others.
        public int LeastOf(string answer, int least) => answer != NotSaid && IsSensitive(answer) ? Math.Max(SmallCells.LeastOfSensitive, least) : least;
    }

    private static readonly IReadOnlyList<Question> Questions =
    [
        new("age", AboutPerson.Ages, a => a.Age, answer => answer == AboutPerson.Ages[0]), new("gender", AboutPerson.Genders, a => a.Gender, _ => false),
        new("disability", ["yes", "no"], a => a.Disability is { } hard ? hard ? "yes" : "no" : null, _ => true), new("region", [.. Regions.Current.File.Subregions.Select(r => r.Code)], a => a.Region, _ => false, ShowsAll: false),
    ];

    /// <summary>What people may say, in order.</summary>
    public static IReadOnlyList<string> By { get; } = [.. Questions.Select(question => question.By)];

    /// <summary>Since when the month goes on, and how things stood then is what is counted.</summary>
    public static DateTimeOffset Since(MechanismFacts facts) => Month(facts.Now);

    /// <summary>Those that show something; small counts are kept back as in every split.</summary>
    public static IReadOnlyList<FunnelSplit> Of(MechanismFacts facts)
    {
        var (from, until) = (Month(facts.From) is var month && month < facts.From ? month.AddMonths(1) : month, Since(facts));
        var ways = facts.Filed.Where(c => c.FiledAt >= from && c.FiledAt < until).Select(c => AsOf(facts, Funnel.Way(facts, c), until)).ToList();
        var splits = Questions.Select(question => (Question: question, Rows: Rows(facts, ways, question, DateOnly.FromDateTime(until.UtcDateTime)))).ToList();
        var least = splits.SelectMany(split => split.Rows.Select((row, place) => (Row: FunnelCells.Row(split.Question.By, place), Least: split.Question.LeastOf(row.Value, facts.Least)))).ToList();
        // How many came how far in all the reader knows from the cases themselves.
        var cells = new FunnelCells(ways, [.. splits.Select(split => (split.Question.By, (IReadOnlyList<IReadOnlyCollection<CaseWay>>)[.. split.Rows.Select(row => row.Ways)]))],
            new FigureCells(facts.Least, cell => least.Find(l => cell.StartsWith(l.Row, StringComparison.Ordinal)).Least));
        return [.. splits.Select(split => Split(facts, cells, split.Question, split.Rows)).Where(split => split.Rows.Any(row => row.Value != NotSaid && row.Cases[0] is not null))];
    }

    private static FunnelSplit Split(MechanismFacts facts, FunnelCells cells, Question question, List<(string Value, List<CaseWay> Ways)> rows)
    {
        var shown = rows.Select((row, place) => Funnel.Row(facts, row.Value, row.Ways, cells, FunnelCells.Row(question.By, place))).ToDictionary(row => row.Value);
        var none = new int?[Funnel.Steps.Count];
        var all = question.Answers.Where(answer => question.ShowsAll || shown.ContainsKey(answer)).Select(answer => shown.GetValueOrDefault(answer) ?? new FunnelRow(answer, none, new decimal?[none.Length], null, null, null));
        // How many are counted is told as far as the rest tells it anyway.
        return new FunnelSplit(question.By, LeftOfSteps.KeptBack([.. all, shown[NotSaid]], [.. Funnel.Steps.Select((_, step) => cells.Reached(step))], facts.Least), cells.Reached(0) - shown[NotSaid].Cases[0]);
    }

    // What too few said stands with what nobody said: that anybody said it is not told either.
    private static List<(string Value, List<CaseWay> Ways)> Rows(MechanismFacts facts, List<CaseWay> ways, Question question, DateOnly until)
    {
        var said = ways.Where(w => w.Case.About is { } about && about.SaidOn < until && question.Of(about) is not null).OrderBy(w => w.Case.About!.SaidOn).ThenBy(w => w.Case.Id).ToList();
        var rows = said.Take(SmallCells.FullTens(said.Count)).GroupBy(w => question.Of(w.Case.About!)!).Where(row => row.Count() >= question.LeastOf(row.Key, facts.Least)).ToDictionary(row => row.Key, row => row.ToList());
        var counted = rows.Values.SelectMany(row => row).ToHashSet();
        return [.. question.Answers.Where(rows.ContainsKey).Select(answer => (answer, rows[answer])), (NotSaid, ways.Where(w => !counted.Contains(w)).ToList())];
    }

    // The last step that it had come to by then, and how it stood there.
    private static CaseWay AsOf(MechanismFacts facts, CaseWay way, DateTimeOffset day)
    {
        var step = Enumerable.Range(1, way.Step).LastOrDefault(step => Funnel.At(facts, way.Case, step) < day);
        var ended = way.Case.ClosedAt ?? facts.Decisions[way.Case.Id].Where(d => d.Kind is DecisionKind.Admissibility).Max(d => (DateTimeOffset?)d.At);
        var stands = way.End switch { "confirmed" or "recorded" => step == way.Step, "withdrawn" or "not_taken_up" or "closed" => ended < day, _ => false };
        return way with { Step = step, End = stands ? way.End : "open" };
    }

    private static DateTimeOffset Month(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
}

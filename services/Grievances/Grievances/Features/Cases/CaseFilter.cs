using Assessments.Contracts;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Platform.Hosting.Http;

namespace Grievances.Features.Cases;

/// <summary>
/// Which cases the queue shows and in which order, as it stands in the address: the same words in the page, the API and a saved view.
/// The queue is what is open; spam and what is handled with another open case are shown where somebody asks for them.
/// </summary>
public sealed class CaseFilter
{
    /// <summary>What the queue is by itself.</summary>
    public const string Open = "open";

    /// <summary>Every case there is.</summary>
    public const string All = "all";

    /// <summary>Order by band instead of by due date.</summary>
    public const string ByBand = "band";

    private const int MostValues = 20;

    /// <summary>Every filter, in the order in which they stand in an address.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["state", "band", "due", "assigned", "waiting", "language", "right", "system", "channel", "import", "pattern", "remedy", "marks", "retaliation", "relation", "reference", "sort"];

    /// <summary>Filters that take several values.</summary>
    public static IReadOnlyList<string> Several { get; } = ["state", "band", "channel", "remedy", "marks"];

    /// <summary>Values of the filters that are chosen from a list, in the order of the list.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["state"] = [Open, All, .. CodesOf<CaseState>()],
        ["band"] = [.. CodesOf<CaseBand>().AsEnumerable().Reverse(), "unrated"],
        ["due"] = ["overdue", "today", "week", "month"],
        ["waiting"] = ["true"],
        ["channel"] = CodesOf<FilingChannel>(),
        ["remedy"] = CodesOf<RemedyState>(),
        ["marks"] = ["spam", "legal_hold", "appeal_hold", "parallel"],
        ["retaliation"] = ["waits", "reported"],
        ["relation"] = ["merged", "split", "related", "recurrence"],
        ["sort"] = ["due", ByBand],
    };

    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.Ordinal);

    /// <summary>Everything, by due date.</summary>
    public CaseFilter() { }

    /// <summary>Cases of one state, or <see cref="Open"/>.</summary>
    public CaseFilter(string state) => values["state"] = [state];

    /// <summary>What a filter is set to; empty where it is not.</summary>
    public IReadOnlyList<string> this[string name] => values.GetValueOrDefault(name) ?? [];

    /// <summary>The only value of a filter that takes one.</summary>
    public string? One(string name) => this[name] is [var one, ..] ? one : null;

    /// <summary>The order.</summary>
    public string Sort => One("sort") ?? "due";

    /// <summary>How it stands in an address, always the same for the same filter.</summary>
    public string Address => string.Join('&', Names.Where(values.ContainsKey).Select(name => $"{name}={string.Join(',', values[name].Select(Uri.EscapeDataString))}"));

    /// <summary>The same with one filter set anew, or taken away where there are no values.</summary>
    public CaseFilter With(string name, params IReadOnlyList<string> set)
    {
        var other = new CaseFilter();
        foreach (var (key, kept) in values)
            other.values[key] = kept;
        if (set.Count == 0)
            other.values.Remove(name);
        else
            other.values[name] = set;
        return other;
    }

    /// <summary>Reads an address or a query; a value that is not known is refused at its field. What is empty is as if it were not there.</summary>
    /// <param name="query">Values by name; several stand in one, with commas, or one by one.</param>
    /// <param name="strict">Whether a name that is no filter is refused too.</param>
    public static Outcome<CaseFilter> Read(IEnumerable<KeyValuePair<string, string?[]>> query, bool strict = false)
    {
        var filter = new CaseFilter();
        foreach (var (given, all) in query)
        {
            var name = given == "awaiting" ? "waiting" : given;
            if (!Names.Contains(name))
            {
                if (strict)
                    return Refusal.Field("platform.invalid", "/query", "grievances.filter_unknown");
                continue;
            }
            var said = all.OfType<string>().SelectMany(value => name == "reference" ? [value] : value.Split(',')).Select(value => value.Trim()).Where(value => value.Length > 0 && !(name == "waiting" && value == "false"));
            var known = said.Select(value => Known(name, value)).Distinct().ToList();
            if (known.Contains(null) || known.Count > MostValues)
                return Refusal.Field("platform.invalid", "/" + name, name switch { "state" => "grievances.state_unknown", "language" => "grievances.language_unknown", _ => "grievances.filter_value_unknown" });
            if (known.Count > 1 && !Several.Contains(name))
                return Refusal.Field("platform.invalid", "/" + name, "grievances.filter_once");
            if (known.Count > 0 && !(name == "sort" && known[0] == "due"))
                filter.values[name] = Choices.TryGetValue(name, out var list) ? list.Where(value => known.Contains(value)).ToList() : known.OfType<string>().ToList();
        }
        return filter;
    }

    /// <summary>A reference that somebody reads out, as it is stored; null where it can be none.</summary>
    public static string? Spelled(string? said) => Read([KeyValuePair.Create<string, string?[]>("reference", [said])]).Value?.One("reference");

    /// <summary>The cases it leaves.</summary>
    /// <param name="db">For what is related to them.</param>
    /// <param name="cases">Those that whoever looks may see.</param>
    /// <param name="account">Account of whoever looks.</param>
    /// <param name="now">The present.</param>
    public IQueryable<Grievance> Of(GrievancesDb db, IQueryable<Grievance> cases, Guid account, DateTimeOffset now)
    {
        if (One("reference") is { } reference)
            return cases.Where(g => g.Reference == reference);
        cases = Kept(Hidden(db, States(cases)));
        if (this["band"] is { Count: > 0 } bands)
        {
            var (rated, unrated) = (Enums<CaseBand>("band").Select(band => (CaseBand?)band).ToList(), bands.Contains("unrated"));
            cases = cases.Where(g => rated.Contains(g.Band) || (unrated && g.Band == null));
        }
        if (One("due") is { } due)
        {
            var until = due switch { "overdue" => now, "today" => new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero), "week" => now.AddDays(7), _ => now.AddMonths(1) };
            cases = cases.Where(g => g.DueAt < until && (g.State != CaseState.Closed || (g.RetaliationBy != null && g.RetaliationSettledAt == null)));
        }
        if (One("assigned") is { } assigned)
        {
            var assignee = Guid.TryParse(assigned, out var id) ? id : Guid.Empty;
            cases = assigned switch
            {
                "nobody" => cases.Where(g => g.AssigneeId == null),
                "anybody" => cases.Where(g => g.AssigneeId != null),
                "me" => Mine(db, cases, account),
                _ => cases.Where(g => g.AssigneeId == assignee),
            };
        }
        if (One("waiting") is not null)
            cases = cases.Where(g => g.AwaitsAnswer);
        if (One("right") is { } right)
        {
            // By their index, so that the database can begin with them where they are few, and with the queue where they are many.
            var concerned = db.CaseRights.Where(r => r.Code == right).Select(r => r.CaseId);
            cases = cases.Where(g => concerned.Contains(g.Id));
        }
        return About(db, Related(db, cases));
    }

    // What one handles and what one decides an appeal in. Those are found first, each by its own index, and then their cases.
    private static IQueryable<Grievance> Mine(GrievancesDb db, IQueryable<Grievance> cases, Guid account)
    {
        var mine = db.Grievances.Where(g => g.AssigneeId == account).Select(g => g.Id)
            .Union(db.Assignments.Where(a => a.AccountId == account && a.EndedAt == null && a.Duty == AssignedDuty.AppealReviewer).Select(a => a.CaseId));
        return cases.Where(g => mine.Contains(g.Id));
    }

    private IQueryable<Grievance> States(IQueryable<Grievance> cases)
    {
        var (open, states) = (this["state"].Contains(Open), Enums<CaseState>("state"));
        return this["state"].Count == 0 || this["state"].Contains(All) ? cases
            : !open ? cases.Where(g => states.Contains(g.State))
            : states.Count == 0 ? ListCases.Open(cases)
            : cases.Where(g => states.Contains(g.State) || g.State != CaseState.Closed || g.AwaitsAnswer || (g.RetaliationBy != null && g.RetaliationSettledAt == null));
    }

    // What is handled with another case is hidden as long as that one stands in the same queue, and nobody is being punished.
    private IQueryable<Grievance> Hidden(GrievancesDb db, IQueryable<Grievance> cases)
    {
        if (this["state"].Count == 0 || this["state"].Contains(All))
            return cases;
        if (!this["marks"].Contains("spam"))
            cases = cases.Where(g => !g.Spam);
        return One("relation") == "merged" ? cases : cases.Where(g => g.MergedIntoId == null || (g.RetaliationBy != null && g.RetaliationSettledAt == null)
            || !db.Grievances.Any(lead => lead.Id == g.MergedIntoId && lead.State != CaseState.Closed && lead.HandledBy == g.HandledBy));
    }

    private IQueryable<Grievance> Kept(IQueryable<Grievance> cases)
    {
        foreach (var mark in this["marks"])
            cases = mark switch
            {
                "spam" => cases.Where(g => g.Spam),
                "legal_hold" => cases.Where(g => g.LegalHold),
                "appeal_hold" => cases.Where(g => g.AppealHold),
                _ => cases.Where(g => g.ParallelProceedings),
            };
        return One("retaliation") switch
        {
            null => cases,
            "waits" => cases.Where(g => g.RetaliationBy != null && g.RetaliationSettledAt == null),
            _ => cases.Where(g => g.RetaliationAt != null),
        };
    }

    private IQueryable<Grievance> Related(GrievancesDb db, IQueryable<Grievance> cases) => One("relation") switch
    {
        null => cases,
        "merged" => cases.Where(g => g.MergedIntoId != null),
        "split" => cases.Where(g => g.SplitFromId != null),
        "related" => cases.Where(g => db.Relations.Any(r => r.CaseId == g.Id && r.Kind == RelationKind.Related)),
        _ => cases.Where(g => db.Relations.Any(r => r.CaseId == g.Id && r.Kind == RelationKind.Recurrence)),
    };

    private IQueryable<Grievance> About(GrievancesDb db, IQueryable<Grievance> cases)
    {
        if (One("language") is { } language)
        {
            // Cases from before tags were kept in one spelling have them as whoever filed wrote them.
            var (tag, regions) = (language.ToLowerInvariant(), language.ToLowerInvariant() + "-");
#pragma warning disable CA1304, CA1311, CA1862 // It is the database that compares.
            cases = cases.Where(g => g.Language.ToLower() == tag || g.Language.ToLower().StartsWith(regions));
#pragma warning restore CA1304, CA1311, CA1862
        }
        if (One("system") is { } systemId && Guid.Parse(systemId) is var system)
            cases = cases.Where(g => g.SystemId == system);
        if (One("import") is { } importId && Guid.Parse(importId) is var import)
        {
            var brought = db.ImportedRows.Where(r => r.ImportId == import && r.Outcome == ImportOutcome.Imported).Select(r => r.CaseId);
            cases = cases.Where(g => brought.Contains(g.Id));
        }
        if (One("pattern") is { } patternId && Guid.Parse(patternId) is var pattern)
            cases = cases.Where(g => g.PatternId == pattern);
        if (Enums<FilingChannel>("channel") is { Count: > 0 } channels)
            cases = cases.Where(g => channels.Contains(g.Channel));
        if (Enums<RemedyState>("remedy") is { Count: > 0 } remedies)
            cases = cases.Where(g => remedies.Contains(g.Remedy));
        return cases;
    }

    private List<T> Enums<T>(string name) where T : struct, Enum => [.. Enum.GetValues<T>().Where(value => this[name].Contains(Codes.Of(value)))];

    private static string? Known(string name, string value) => name switch
    {
        "assigned" => value is "me" or "nobody" or "anybody" ? value : Id(value),
        "system" or "pattern" or "import" => Id(value),
        "language" => NamedLanguage.Tag(value),
        "right" => TaxonomyCodes.IsKnown(value) ? value : null,
        // Crockford's alphabet reads I and L as 1, O as 0; case, spaces and hyphens don't matter.
        "reference" => value.Length > 40 ? null : string.Concat(value.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)).Replace('O', '0').Replace('I', '1').Replace('L', '1'),
        _ => Choices[name].Contains(value) ? value : null,
    };

    private static string? Id(string value) => Guid.TryParseExact(value, "D", out var id) ? id.ToString() : null;

    private static List<string> CodesOf<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Codes.Of)];
}

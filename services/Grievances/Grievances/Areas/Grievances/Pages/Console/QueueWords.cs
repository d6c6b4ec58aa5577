using Assessments.Contracts;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>A filter that is set: what it says, and where the queue without it is.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Without">Address without it.</param>
public sealed record FilterChip(string Text, string Without);

/// <summary>Words of the queue's filters.</summary>
internal static class QueueWords
{
    /// <summary>Address of the queue.</summary>
    public const string Queue = "/console/grievances";

    /// <summary>The address of a filtered queue.</summary>
    public static string Link(CaseFilter filter) => filter.Address is { Length: > 0 } address ? $"{Queue}?{address}" : Queue;

    /// <summary>A code in words.</summary>
    public static string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');

    /// <summary>Choices of a filter, with one that leaves it out, and one for several values that are set together.</summary>
    public static IEnumerable<SelectListItem> Items(string name, string any, CaseFilter filter) =>
    [
        new(any, ""), .. CaseFilter.Choices[name].Select(code => new SelectListItem(Value(name, code), code)),
        .. filter[name] is { Count: > 1 } several ? [new SelectListItem(string.Join(", ", several.Select(code => Value(name, code))), Set(filter, name))] : Array.Empty<SelectListItem>(),
    ];

    /// <summary>What a filter is set to, as a form holds it.</summary>
    public static string? Set(CaseFilter filter, string name) => filter[name].Count == 0 ? null : string.Join(',', filter[name]);

    /// <summary>Choices of a right.</summary>
    public static IEnumerable<SelectListItem> Rights { get; } = [new("Any right", ""), .. TaxonomyCodes.Titles.Select(title => new SelectListItem($"{title.Key} {title.Value}", title.Key))];

    /// <summary>One link for each value that is set, taking that value alone away; the state is none, since the queue always has one.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="names">Names of systems and patterns.</param>
    public static IReadOnlyList<FilterChip> Chips(CaseFilter filter, IReadOnlyDictionary<string, string> names) =>
        [.. from name in CaseFilter.Names
            where name is not ("state" or "sort")
            from value in filter[name]
            select new FilterChip($"{Label(name)}{(name == "waiting" ? "" : ": " + (names.GetValueOrDefault(value) ?? Value(name, value)))}", Link(filter.With(name, [.. filter[name].Where(other => other != value)])))];

    /// <summary>What a filter is called.</summary>
    public static string Label(string name) => name switch
    {
        "state" => "State",
        "band" => "Band",
        "due" => "Due",
        "assigned" => "Assigned to",
        "waiting" => "The person waits for an answer",
        "language" => "Language",
        "right" => "Right",
        "system" => "AI system",
        "channel" => "Came in by",
        "import" => "Import",
        "pattern" => "Pattern",
        "remedy" => "Remedy",
        "marks" => "Mark",
        "retaliation" => "Retaliation",
        "relation" => "Other cases",
        "reference" => "Reference",
        _ => "Order",
    };

    /// <summary>What a value of a filter is called.</summary>
    public static string Value(string name, string value) => (name, value) switch
    {
        ("state", CaseFilter.Open) => "Open cases",
        ("state", CaseFilter.All) => "All cases",
        ("band", "unrated") => "Not rated",
        ("due", "overdue") => "Overdue",
        ("due", "today") => "By the end of today (UTC)",
        ("due", "week") => "Within a week",
        ("due", "month") => "Within a month",
        ("assigned", "me") => "You",
        ("assigned", "nobody") => "Nobody",
        ("assigned", "anybody") => "Somebody",
        ("assigned", _) => "One colleague",
        ("remedy", "none") => "Nothing planned yet",
        ("marks", "parallel") => "A court or an authority deals with it too",
        ("retaliation", "waits") => "Waits for somebody to act",
        ("retaliation", _) => "Was reported",
        ("relation", "merged") => "Handled with another",
        ("relation", "split") => "Part of another",
        ("relation", "related") => "Belongs together with another",
        ("relation", _) => "Happened again",
        ("system", _) => "One AI system",
        ("import", _) => "What one import brought",
        ("pattern", _) => "One pattern",
        ("language", _) => $"{System.Globalization.CultureInfo.GetCultureInfo(value).EnglishName} ({value})",
        ("right" or "reference", _) => value,
        _ => Word(value),
    };

    /// <summary>Who has a case: names are with another service.</summary>
    public static string Assigned(Guid? assignee, Guid account, IReadOnlyDictionary<Guid, string> people) =>
        assignee is not { } id ? "nobody" : id == account ? "you" : people.GetValueOrDefault(id) ?? "somebody";

    /// <summary>What the day is that a row shows.</summary>
    public static string Due(CaseRow row) => row.State == "appealed" ? "Appeal:" : row.AcknowledgedAt is null ? "Acknowledge:" : "Findings:";

    /// <summary>A mark in a row.</summary>
    public static string Mark(string mark) => mark switch
    {
        "legal_hold" => "legal hold",
        "appeal_hold" => "appeal hold",
        "parallel" => "before a court or an authority too",
        "merged" => "handled with another",
        "split" => "part of another",
        _ => mark,
    };

    /// <summary>What is done with many cases, as a button says it.</summary>
    public static string Bulk(BulkAction action) => action switch
    {
        BulkAction.Acknowledge => "Acknowledge",
        BulkAction.Spam => "Mark as spam",
        BulkAction.NoSpam => "No spam",
        BulkAction.Assign => "Assign",
        BulkAction.Attach => "Attach to a pattern",
        BulkAction.Detach => "Take out of the pattern",
        BulkAction.Relate => "Relate to a case",
        _ => "Take the relation back",
    };

    /// <summary>What comes of it, before anybody confirms it.</summary>
    public static string BulkMeans(BulkAction action) => action switch
    {
        BulkAction.Acknowledge => "Each person reads that somebody has read what they filed, and the three months to the findings begin: what nobody has opened yet is refused. This can’t be taken back.",
        BulkAction.Spam => "They leave the queue and stand in no figure; what nobody has opened yet is refused. Each person reads why, and can appeal. Nothing is deleted, and the people can still write. It can be taken back.",
        BulkAction.NoSpam => "They come back into the queue with the days they always had; what was missed meanwhile is noted.",
        BulkAction.Assign => "The colleague alone opens them from then on. You can’t give a case to yourself.",
        BulkAction.Attach => "Only cases whose people allow to be joined with others like them are attached. Each reads the pattern’s progress in their mailbox. It can be taken back.",
        BulkAction.Detach => "Their people don’t read the pattern’s progress any more.",
        BulkAction.Relate => "It is noted that they belong together with another case. Neither person learns of the other. It can be taken back.",
        _ => "It is noted no more that they belong together.",
    };

    /// <summary>What takes it back, or null where nothing does.</summary>
    public static BulkAction? Undo(BulkAction action) => action switch
    {
        BulkAction.Spam => BulkAction.NoSpam,
        BulkAction.Attach => BulkAction.Detach,
        BulkAction.Relate => BulkAction.Unrelate,
        _ => null,
    };
}

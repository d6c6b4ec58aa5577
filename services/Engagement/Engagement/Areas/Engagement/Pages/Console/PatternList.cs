using Assessments.Contracts;
using Engagement.Contracts;
using Engagement.Domain;

namespace Engagement.Areas.Engagement.Pages.Console;

/// <summary>What happened to many, as the page says it.</summary>
/// <param name="Items">What has been quiet the longest first.</param>
/// <param name="More">Whether there are more than these.</param>
/// <param name="MayOpen">Whether the pages of patterns open to whoever looks.</param>
/// <param name="Now">The present.</param>
public sealed record PatternList(IReadOnlyList<PatternSummary> Items, bool More, bool MayOpen, DateTimeOffset Now)
{
    /// <summary>How many of these wait for word.</summary>
    public int Waiting => Items.Count(p => p.Waits);

    /// <summary>What is true, in one line.</summary>
    public string Sentence => Waiting switch
    {
        0 => "Patterns",
        1 => "Patterns: one community waits for word",
        var count => $"Patterns: {count} communities wait for word",
    };

    /// <summary>What most of its reports name.</summary>
    public static string Right(PatternSummary pattern) => pattern.Right is not { } code ? "Not told below ten reports that name it" : TaxonomyCodes.Titles.GetValueOrDefault(code) ?? code;

    /// <summary>How many reports it has.</summary>
    public static string Reports(PatternSummary pattern) => pattern.Reports is { } reports ? $"{reports} or more" : "fewer than ten";

    /// <summary>How far it is.</summary>
    public static string State(PatternSummary pattern) => pattern.State switch
    {
        null => "Nothing said yet",
        PatternState.LookingIntoIt => "Looking into it",
        PatternState.Confirmed => "Confirmed",
        PatternState.BeingFixed => "Being fixed",
        PatternState.Fixed => "Fixed",
        PatternState.NotConfirmed => "Not confirmed",
        var code => code.Replace('_', ' '),
    };

    /// <summary>How that is marked.</summary>
    public static string Kind(PatternSummary pattern) => pattern.State switch
    {
        null => "waiting",
        PatternState.Fixed or PatternState.NotConfirmed => "done",
        _ => "active",
    };

    /// <summary>How long ago something was last said.</summary>
    public string Ago(DateTimeOffset at) => (Now - at).Days switch
    {
        <= 0 => "today",
        1 => "1 day ago",
        var days => $"{days} days ago",
    };

    /// <summary>Where whoever handles cases says how far it is.</summary>
    public static string Href(PatternSummary pattern) => $"/console/grievances/patterns#pattern-{pattern.Id:N}";
}

using Assessments.Data;
using Assessments.Domain;
using Assessments.Features.Impacts;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>Words and choices that the console pages of this service share.</summary>
public static class ConsoleWords
{
    public static string Word<T>(T code) where T : struct, Enum => Codes.Word(Codes.Of(code));

    public static string StatusKind(string status) => status switch { "reopened" => "late", "open" => "waiting", "mitigated" => "active", _ => "done" };

    public static IEnumerable<SelectListItem> Choices<T>(string? chosen, string? none = null) where T : struct, Enum =>
    [
        .. none is null ? Array.Empty<SelectListItem>() : [new(none, "")],
        .. Enum.GetValues<T>().Select(v => new SelectListItem(Word(v), Codes.Of(v), Codes.Of(v) == chosen)),
    ];

    public static IEnumerable<SelectListItem> Steps(IReadOnlyList<string> anchors, int? chosen) =>
    [
        new("Not known", "", chosen is null),
        .. anchors.Select((words, at) => new SelectListItem($"{at + 1}: {words}", $"{at + 1}", chosen == at + 1)),
    ];

    public static IEnumerable<SelectListItem> Rights(string? chosen, string none) =>
        [new(none, ""), .. Taxonomy.Current.All.Select(k => new SelectListItem($"{k.Code} · {k.Title}", k.Code, k.Code == chosen))];

    /// <summary>What changed an impact.</summary>
    public static string Change(ChangeOfImpact change) => change.Kind switch
    {
        "recorded" => $"Recorded: {Codes.Word(change.Band).ToLowerInvariant()}",
        "rated" => $"Rated: {Codes.Word(change.Band).ToLowerInvariant()}, {Codes.Word(change.Status).ToLowerInvariant()}",
        ImpactChange.TakenBack => "What showed that it happens was taken back",
        "substantiated_critical" => "Opened again: a substantiated grievance of critical severity",
        "substantiated_cluster" => "Opened again: three substantiated grievances within 90 days",
        _ => "Opened again: substantiated grievances show that it happens",
    };

    /// <summary>The organisation's own part in a harm.</summary>
    public static string OwnPart(string? part) => part switch
    {
        "caused" => "Caused it",
        "contributed" => "Contributed to it",
        "directly_linked" => "Directly linked to it",
        "contested" => "Recorded, and contested",
        _ => "Not recorded",
    };

    /// <summary>The rule by which substantiated grievances opened an impact again.</summary>
    public static string Rule(string kind) => kind switch
    {
        ImpactChange.TakenBack => "A case had been brought in by mistake, and nothing else shows it: whoever rates it anew may find that it is possible only",
        "substantiated_critical" => "By the rule of one grievance called critical",
        "substantiated_cluster" => "By the rule of three substantiated grievances",
        _ => "By the rules for substantiated grievances",
    };
}

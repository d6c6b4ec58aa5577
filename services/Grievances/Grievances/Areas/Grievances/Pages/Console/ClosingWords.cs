using Grievances.Features.Cases;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Something to do before a case can be closed.</summary>
/// <param name="Text">What.</param>
/// <param name="Address">Where.</param>
public sealed record ClosingStep(string Text, string Address);

/// <summary>What a case still needs before it is closed, beside its letter.</summary>
internal static class ClosingWords
{
    /// <summary>Each step, in the order in which it is best done; none where the letter alone is missing.</summary>
    public static IReadOnlyList<ClosingStep> Missing(CaseRow row, Guid? impact)
    {
        var page = $"/console/grievances/{row.Id}";
        if (row.State == "closed")
            return [];
        return [.. new[]
        {
            row.RetaliationBy is null ? null : new ClosingStep("Say what was done about the report of retaliation", page + "#retaliation"),
            row.State != "appealed" ? null : new ClosingStep("An appeal waits: until somebody who was not in the case has decided it, the case can’t be closed", page + "/remedy"),
            row.State == "inadmissible" || impact is not null ? null : new ClosingStep("Link the impact it shows", page + "#triage"),
            row.State == "inadmissible" || row.Band is not null ? null : new ClosingStep("Set the severity band, where the person is right, wholly or in part", page + "#triage"),
            row.State == "inadmissible" || row.Remedy is not ("none" or "planned" or "offered" or "countered") ? null : new ClosingStep(Remedy(row.Remedy), page + "/remedy"),
        }.OfType<ClosingStep>()];
    }

    private static string Remedy(string state) => state switch
    {
        "planned" => "Offer the remedy that is planned, and hear the person’s answer",
        "offered" => "The remedy is before the person: their answer comes first, where they are right, wholly or in part",
        "countered" => "The person wants something else: answer that first",
        _ => "Plan and offer a remedy, where the person is right, wholly or in part, or say why none is owed",
    };
}

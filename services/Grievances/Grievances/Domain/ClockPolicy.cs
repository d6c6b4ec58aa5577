using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Clocks;
using Platform.Hosting.Http;

namespace Grievances.Domain;

/// <summary>
/// By when somebody has to act. The platform's rules are the floor: acknowledge within 7 × 24 hours, findings within three
/// months of the acknowledgement or, without one, of the day it was due (Directive (EU) 2019/1937, art. 9(1)(b) and (f)).
/// </summary>
/// <param name="AcknowledgeDays">1 to 7.</param>
/// <param name="FindingsDays">Days from the acknowledgement where a tenant is stricter; null for three months. 1 to 90.</param>
/// <param name="DirectiveApplies">Where Directive (EU) 2019/1937 applies to internal reporting, findings can't be put off.</param>
/// <param name="RetaliationHours">Until somebody has to act on a report of retaliation: 1 to 72.</param>
/// <param name="RetentionMonths">How long a case is kept after the last word and not before its closing: 6 to 120.</param>
/// <param name="EscalateTo">Role that hears of it when nobody acts.</param>
/// <param name="Calendar">Zone, working days and holidays: reminders come on working days, deadlines never move for them. Null for Monday to Friday, UTC.</param>
public sealed record ClockPolicy(
    int AcknowledgeDays = 7, int? FindingsDays = null, bool DirectiveApplies = true, int RetaliationHours = 72, int RetentionMonths = 24, string EscalateTo = ClockPolicy.Lead,
    [property: JsonShape(WorkingCalendar.Shape)] JsonElement? Calendar = null)
{
    private const string Lead = "human-rights-lead";

    /// <summary>Names of the clocks.</summary>
    public const string Acknowledge = "acknowledge";

    /// <inheritdoc cref="Acknowledge" />
    public const string Findings = "findings";

    /// <inheritdoc cref="Acknowledge" />
    public const string Retaliation = "retaliation";

    /// <inheritdoc cref="Acknowledge" />
    public const string Retention = "retention";

    /// <summary>Longest extension, counted like the three months.</summary>
    public const int MostExtendedMonths = 6;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>Until when a grievance filed now has to be acknowledged.</summary>
    public DateTimeOffset AcknowledgeBy(DateTimeOffset filed) => filed.AddDays(AcknowledgeDays);

    /// <summary>Until when the person is told what was found.</summary>
    public DateTimeOffset FindingsBy(DateTimeOffset from) => FindingsDays is { } days && from.AddDays(days) < from.AddMonths(3) ? from.AddDays(days) : from.AddMonths(3);

    /// <summary>The calendar in force.</summary>
    [JsonIgnore]
    public WorkingCalendar Working => Calendar is { ValueKind: JsonValueKind.Object } given ? WorkingCalendar.Read(given).Value ?? WorkingCalendar.Default : WorkingCalendar.Default;

    /// <summary>Latest day an extension can name.</summary>
    public static DateTimeOffset LatestExtension(DateTimeOffset from) => from.AddMonths(MostExtendedMonths);

    /// <summary>When a case that was last touched then may be erased.</summary>
    public DateTimeOffset RetainUntil(DateTimeOffset active) => active.AddMonths(RetentionMonths);

    /// <summary>Codes of what is wrong with it, by JSON pointer; empty where nothing is.</summary>
    public Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        void Within(string pointer, int? value, int least, int most)
        {
            if (value is { } number && (number < least || number > most))
                faults[pointer] = ["grievances.clock_out_of_range"];
        }

        Within("/acknowledgeDays", AcknowledgeDays, 1, 7);
        Within("/findingsDays", FindingsDays, 1, 90);
        Within("/retaliationHours", RetaliationHours, 1, 72);
        Within("/retentionMonths", RetentionMonths, 6, 120);
        if (!EscalationRoles.Contains(EscalateTo))
            faults["/escalateTo"] = ["grievances.role_unknown"];
        if (Calendar is { } calendar && WorkingCalendar.Read(calendar).Refusal is { } unfit)
            foreach (var (pointer, codes) in unfit.Errors ?? new Dictionary<string, string[]> { [""] = [unfit.Code] })
                faults["/calendar" + pointer] = codes;
        return faults;
    }

    /// <summary>Roles a missed clock can be escalated to: only such as may see the queue of cases.</summary>
    public static IReadOnlyList<string> EscalationRoles { get; } = [Lead, "ombuds"];

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A stored policy, or the platform's. Where an earlier one names a role that sees no case, the lead hears of it.</summary>
    public static ClockPolicy Read(string? json)
    {
        var stored = string.IsNullOrEmpty(json) ? new ClockPolicy() : JsonSerializer.Deserialize<ClockPolicy>(json, Json) ?? new ClockPolicy();
        return EscalationRoles.Contains(stored.EscalateTo) ? stored : stored with { EscalateTo = Lead };
    }
}

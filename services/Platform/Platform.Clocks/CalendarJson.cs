using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Hosting.Http;

namespace Platform.Clocks;

public sealed partial record WorkingCalendar
{
    /// <summary>Most holidays a calendar takes.</summary>
    public const int MostHolidays = 1000;

    /// <summary>The form that <see cref="Read(string)"/> reads, as the OpenAPI documents say it.</summary>
    public const string Shape = """
        {
          "type": ["object", "null"],
          "description": "Zone, working days and holidays of an organisation; null for Monday to Friday, UTC.",
          "required": ["zone", "workingDays"],
          "properties": {
            "zone": { "type": "string", "description": "Name of the IANA time zone database." },
            "workingDays": { "type": "array", "minItems": 1, "items": { "type": "string", "enum": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] } },
            "holidays": { "type": "array", "maxItems": 1000, "items": { "type": "string", "format": "date" } }
          },
          "examples": [{ "zone": "Africa/Cairo", "workingDays": ["sunday", "monday", "tuesday", "wednesday", "thursday"], "holidays": ["2027-01-07"] }]
        }
        """;

    private static readonly ImmutableDictionary<string, DayOfWeek> Weekdays =
        Enum.GetValues<DayOfWeek>().ToImmutableDictionary(d => d.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>
    /// Reads the form of tenants' settings: <c>{"zone":"Africa/Cairo","workingDays":["sunday",…],"holidays":["2027-01-07",…]}</c>;
    /// <c>holidays</c> may be left out.
    /// </summary>
    /// <returns>The calendar, or <c>clocks.calendar_malformed</c>, or <c>clocks.calendar_invalid</c> with a code by JSON pointer.</returns>
    public static Outcome<WorkingCalendar> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new Refusal(400, "clocks.calendar_malformed");
        }
    }

    /// <inheritdoc cref="Read(string)" />
    public static Outcome<WorkingCalendar> Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return new Refusal(400, "clocks.calendar_malformed");
        var errors = new Dictionary<string, string[]>();
        var zone = json.TryGetProperty("zone", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        if (FindZone(zone) is null)
            errors["/zone"] = ["clocks.zone_unknown"];
        var days = Each(json, "workingDays", "clocks.weekday_unknown", errors, text => Weekdays.TryGetValue(text, out var day) ? day : (DayOfWeek?)null);
        var holidays = Each(json, "holidays", "clocks.holiday_malformed", errors,
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : (DateOnly?)null);
        return errors.Count > 0 ? Invalid(errors) : Create(zone, days, holidays);
    }

    /// <summary>The form that <see cref="Read(string)"/> reads, always in the same order.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        zone = Zone,
        workingDays = WorkingDays.Select(d => d.ToString().ToLowerInvariant()),
        holidays = Holidays.Select(h => h.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    }, JsonSerializerOptions.Web);

    private static List<T> Each<T>(JsonElement json, string property, string code, Dictionary<string, string[]> errors, Func<string, T?> read) where T : struct
    {
        var values = new List<T>();
        if (!json.TryGetProperty(property, out var list))
            return values;
        if (list.ValueKind != JsonValueKind.Array)
        {
            errors["/" + property] = [code];
            return values;
        }
        foreach (var (index, element) in list.EnumerateArray().Take(MostHolidays + 1).Index())
        {
            if (element.ValueKind == JsonValueKind.String && read(element.GetString()!) is { } value)
                values.Add(value);
            else
                errors[$"/{property}/{index}"] = [code];
        }
        return values;
    }

    private static Refusal Invalid(Dictionary<string, string[]> errors) => new(400, "clocks.calendar_invalid", errors);

    // The name becomes a path below the zone files: nothing but a name of the IANA database may reach it.
    private static TimeZoneInfo? FindZone(string name) =>
        name.Length <= 60 && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? zone : null;

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z")]
    private static partial Regex ZoneName();
}

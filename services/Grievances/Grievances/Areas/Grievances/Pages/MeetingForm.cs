using System.Globalization;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Grievances.Areas.Grievances.Pages;

/// <summary>Times for a meeting as a form without script asks for them: up to three, in a zone that is named beside them.</summary>
public sealed class MeetingForm
{
    private static readonly string[] Shapes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    private static readonly double[] Offsets = [-12, -11, -10, -9.5, -9, -8, -7, -6, -5, -4, -3.5, -3, -2, -1, 0, 1, 2, 3, 3.5, 4, 4.5, 5, 5.5, 5.75, 6, 6.5, 7, 8, 8.75, 9, 9.5, 10, 10.5, 11, 12, 12.75, 13, 14];

    public string? Time1 { get; set; }
    public string? Time2 { get; set; }
    public string? Time3 { get; set; }

    /// <summary>Offset of the times from UTC, as <c>+01:00</c>.</summary>
    public string Zone { get; set; } = "+00:00";

    public string? Way { get; set; }
    public List<string> Needs { get; set; } = [];
    public string? Where { get; set; }
    public string? Words { get; set; }

    /// <summary>The zones to choose from.</summary>
    public static IEnumerable<SelectListItem> Zones { get; } = [.. Offsets.Select(TimeSpan.FromHours).Select(offset => new SelectListItem(offset == TimeSpan.Zero ? "UTC" : "UTC" + Name(offset), Name(offset)))];

    /// <summary>What is sent; no times where one that was typed is none.</summary>
    public MeetingRequest ToRequest()
    {
        var typed = new[] { Time1, Time2, Time3 }.Where(time => !string.IsNullOrWhiteSpace(time)).ToList();
        var offset = TimeSpan.TryParse((Zone ?? "").TrimStart('+'), CultureInfo.InvariantCulture, out var known) && known.Duration() <= TimeSpan.FromHours(14) ? known : (TimeSpan?)null;
        List<DateTimeOffset> times = [];
        foreach (var time in typed)
            if (offset is { } zone && DateTime.TryParseExact(time, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var at))
                times.Add(new DateTimeOffset(at, zone));
        return new MeetingRequest(times.Count == typed.Count ? times : [], Way ?? "", Needs, Where, Words);
    }

    /// <summary>Field a refusal is shown at.</summary>
    public static string FieldOf(string? pointer) => "Meeting." + pointer switch { "/way" => nameof(Way), "/needs" => nameof(Needs), "/where" => nameof(Where), "/words" => nameof(Words), _ => nameof(Time1) };

    private static string Name(TimeSpan offset) => (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
}

using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>A day in words with the exact instant for machines.</summary>
[HtmlTargetElement("heed-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeTagHelper : HeedTagHelper
{
    /// <summary>The instant.</summary>
    [HtmlAttributeName("value")]
    public DateTimeOffset Value { get; set; }

    /// <summary>Adds the time of day and its zone.</summary>
    [HtmlAttributeName("with-time")]
    public bool WithTime { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Become(output, "time", "time");
        output.Attributes.SetAttribute("datetime", UiDates.Machine(Value));
        output.Content.SetContent(WithTime ? UiDates.LongWithTime(Value) : UiDates.Long(Value));
    }
}

/// <summary>How long is left or how late it is; the exact time stands in the tooltip and in text for readers.</summary>
[HtmlTargetElement("heed-clock", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ClockTagHelper : HeedTagHelper
{
    /// <summary>When it is due.</summary>
    [HtmlAttributeName("due")]
    public DateTimeOffset Due { get; set; }

    /// <summary>The present, from the page's clock.</summary>
    [HtmlAttributeName("now")]
    public DateTimeOffset Now { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var exact = UiText.Format("clock.due", UiDates.LongWithTime(Due));
        var isLate = Due < Now;
        Become(output, "time", isLate ? "clock clock-late" : Due - Now < TimeSpan.FromDays(2) ? "clock clock-soon" : "clock");
        output.Attributes.SetAttribute("datetime", UiDates.Machine(Due));
        output.Attributes.SetAttribute("title", exact);
        output.Content.Append(Words(Due, Now)).AppendHtml(Element("span", "visually-hidden", $" ({exact})"));
    }

    /// <summary>"4 days left", "3 hours late": days from a day on, hours below.</summary>
    public static string Words(DateTimeOffset due, DateTimeOffset now)
    {
        var distance = (due - now).Duration();
        var isLate = due < now;
        var side = isLate ? "late" : "left";
        return distance >= TimeSpan.FromDays(1)
            ? UiText.Catalogue.Count("clock.days_" + side, Whole(distance.TotalDays, isLate))
            : UiText.Catalogue.Count("clock.hours_" + side, Whole(distance.TotalHours, isLate));
    }

    // Seven days less a minute are seven days to a person; a delay is never said to be longer than it is.
    private static long Whole(double units, bool isLate) =>
        Math.Max(1, (long)(isLate ? units : Math.Round(units, MidpointRounding.AwayFromZero)));
}

using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>What happened, in order; its content is <c>heed-event</c> elements.</summary>
[HtmlTargetElement("heed-timeline")]
public sealed class TimelineTagHelper : HeedTagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => Become(output, "ol", "timeline");
}

/// <summary>One step of <c>heed-timeline</c>; its content is free text about it.</summary>
[HtmlTargetElement("heed-event")]
public sealed class TimelineEventTagHelper : HeedTagHelper
{
    /// <summary>When; left out for a step still to come without a date.</summary>
    [HtmlAttributeName("when")]
    public DateTimeOffset? When { get; set; }

    /// <summary>What happened.</summary>
    [HtmlAttributeName("title")]
    public string Title { get; set; } = "";

    /// <summary>Marks a step that is still to come.</summary>
    [HtmlAttributeName("planned")]
    public bool Planned { get; set; }

    /// <summary>Adds the time of day.</summary>
    [HtmlAttributeName("with-time")]
    public bool WithTime { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        Become(output, "li", Planned ? "event event-planned" : "event");
        output.Content.AppendHtml(Element("p", "event-title", Title));
        if (When is { } instant)
        {
            var time = Element("time", "event-time", WithTime ? UiDates.LongWithTime(instant) : UiDates.Long(instant));
            time.Attributes["datetime"] = UiDates.Machine(instant);
            output.Content.AppendHtml(time);
        }

        if (!content.IsEmptyOrWhiteSpace)
        {
            var words = Around("div", "event-body", content);
            words.Attributes["dir"] = "auto";
            output.Content.AppendHtml(words);
        }
    }
}

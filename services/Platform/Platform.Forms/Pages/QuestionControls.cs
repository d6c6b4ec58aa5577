using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Ui.Localization;

namespace Platform.Forms;

/// <summary>One line, several lines, or a number.</summary>
internal sealed class TextControl(FormQuestion question) : QuestionControl(question)
{
    public override IHtmlContent Draw()
    {
        var label = Heading(words =>
        {
            var label = Around("label", "label", words);
            label.Attributes["for"] = ControlId;
            return label;
        });
        var field = Field("div");
        field.InnerHtml.AppendHtml(label).AppendHtml(Explanation()).AppendHtml(Control());
        if (UnknownBox() is { } unknown)
            field.InnerHtml.AppendHtml(unknown);
        return field;
    }

    private TagBuilder Control()
    {
        var value = Typed.FirstOrDefault() ?? "";
        var control = Question.Kind == QuestionKind.LongText ? Area(value) : Line(value);
        control.Attributes["id"] = ControlId;
        control.Attributes["name"] = FullName;
        if (DescribedBy() is { } describedBy)
            control.Attributes["aria-describedby"] = describedBy;
        Describe(control);
        return control;
    }

    private static TagBuilder Area(string value)
    {
        var area = Element("textarea", "input");
        area.Attributes["rows"] = "8";
        area.Attributes["dir"] = "auto";
        // A parser drops the first line break after the tag, so one is given for it to drop.
        area.InnerHtml.AppendHtml("\n").Append(value);
        return area;
    }

    private TagBuilder Line(string value)
    {
        var isNumber = Question.Kind == QuestionKind.Number;
        var input = Element("input", isNumber ? "input input-short" : "input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = "text";
        input.Attributes["dir"] = isNumber ? "ltr" : "auto";
        if (isNumber)
            input.Attributes["inputmode"] = "decimal";
        input.Attributes["value"] = value;
        return input;
    }
}

/// <summary>Radios or boxes, "I don't know" the last of them.</summary>
internal sealed class ChoiceControl(FormQuestion question) : QuestionControl(question)
{
    private int drawn;

    public override IHtmlContent Draw()
    {
        var choices = Element("div", "choices");
        if (Question.Kind == QuestionKind.YesNo)
            choices.InnerHtml
                .AppendHtml(Pick(FormLimits.Yes, new HtmlContentBuilder().Append(FormText.Catalogue["yes"])))
                .AppendHtml(Pick(FormLimits.No, new HtmlContentBuilder().Append(FormText.Catalogue["no"])));
        else
            foreach (var option in Choices)
                choices.InnerHtml.AppendHtml(Pick(option.Id, Wording.Inline(option.Label), option.Hint is { } hint ? Wording.Inline(hint) : null));
        if (Question.Unknown)
            choices.InnerHtml.AppendHtml(Pick(FormLimits.Unknown, new HtmlContentBuilder().Append(FormText.Unknown)));
        return Fieldset(choices);
    }

    // The error summary leads to the first.
    private TagBuilder Pick(string value, IHtmlContent words, IHtmlContent? hint = null) => Choice(
        Question.Kind == QuestionKind.ManyOf ? "checkbox" : "radio",
        ++drawn == 1 ? ControlId : string.Create(CultureInfo.InvariantCulture, $"{ControlId}-{drawn}"),
        FullName, value, Given.Contains(value), words, hint);
}

/// <summary>Day, month and year, each of which may be left out from the left.</summary>
internal sealed class DateControl(FormQuestion question) : QuestionControl(question)
{
    public override IHtmlContent Draw()
    {
        var language = PortalLanguages.Current;
        var parts = (Typed.FirstOrDefault() ?? "").Split('-', 3);
        string Part(int at) => at < parts.Length ? parts[at] : "";
        // Where dates are written from the year down, they are asked so. The first box is where the error summary leads to.
        var yearFirst = language.Code == "zh";
        var day = Box("day", Part(2), 4, isFirst: !yearFirst);
        var month = Month(Part(1), language.Culture.DateTimeFormat.MonthNames);
        var year = Box("year", Part(0), 6, isFirst: yearFirst);
        var about = Element("p", "hint", FormText.Catalogue["date.hint"]);
        about.Attributes["id"] = ControlId + "-partial";
        var date = Fieldset(about, yearFirst ? Around("div", "choices choices-inline", year, month, day) : Around("div", "choices choices-inline", day, month, year), UnknownBox());
        date.Attributes["aria-describedby"] = string.Join(' ', new[] { DescribedBy(), ControlId + "-partial" }.OfType<string>());
        return date;
    }

    private TagBuilder Box(string part, string value, int size, bool isFirst)
    {
        var input = Element("input", "input");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        input.Attributes["type"] = "text";
        input.Attributes["inputmode"] = "numeric";
        input.Attributes["dir"] = "ltr";
        input.Attributes["size"] = size.ToString(CultureInfo.InvariantCulture);
        input.Attributes["value"] = value;
        return Labelled(part, input, isFirst ? ControlId : $"{ControlId}-{part}");
    }

    private TagBuilder Month(string value, string[] names)
    {
        var select = Element("select", "input");
        select.InnerHtml.AppendHtml(Option("", FormText.Catalogue["date.month_none"], value.Length == 0));
        for (var month = 1; month <= 12; month++)
        {
            var number = month.ToString("00", CultureInfo.InvariantCulture);
            select.InnerHtml.AppendHtml(Option(number, names[month - 1], value == number));
        }
        return Labelled("month", select, ControlId + "-month");
    }

    private static TagBuilder Option(string value, string words, bool picked)
    {
        var option = Element("option", null, words);
        option.Attributes["value"] = value;
        if (picked)
            option.Attributes["selected"] = "selected";
        return option;
    }

    private TagBuilder Labelled(string part, TagBuilder input, string id)
    {
        input.Attributes["id"] = id;
        input.Attributes["name"] = $"{FullName}.{part}";
        Describe(input);
        var label = Element("label", "label", FormText.Catalogue["date." + part]);
        label.Attributes["for"] = id;
        return Around("div", null, label, input);
    }
}

/// <summary>Something to read between the questions.</summary>
internal sealed class InformationBlock(FormQuestion question) : QuestionControl(question)
{
    public override IHtmlContent Draw() => new HtmlContentBuilder()
        .AppendHtml(Around(IsHeading ? "h1" : "h2", null, Wording.Inline(Question.Label)))
        .AppendHtml(Wording.Paragraphs(Lead, "lead"))
        .AppendHtml(Wording.Paragraphs(Question.Hint, null));
}

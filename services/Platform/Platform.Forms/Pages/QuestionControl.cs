using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Platform.Ui.Localization;
using Platform.Ui.TagHelpers;

namespace Platform.Forms;

/// <summary>
/// A question of a definition as a control of Platform.Ui: its names, ids, errors and place in the error summary are those of
/// every other control. Drawn here, because its words may stand in another language than the page.
/// </summary>
internal abstract class QuestionControl(FormQuestion question) : FormControl
{
    protected FormQuestion Question { get; } = question;

    public IReadOnlyList<string> Given { get; set; } = [];

    public IReadOnlyList<FormOption> Choices { get; set; } = [];

    public LocalText? Lead { get; set; }

    public bool IsHeading { get; set; }

    public static QuestionControl Of(FormQuestion question) => question.Kind switch
    {
        QuestionKind.OneOf or QuestionKind.ManyOf or QuestionKind.YesNo => new ChoiceControl(question),
        QuestionKind.Date => new DateControl(question),
        QuestionKind.Information => new InformationBlock(question),
        _ => new TextControl(question),
    };

    public abstract IHtmlContent Draw();

    protected bool IsFaulty => ErrorText is not null;

    /// <summary>What was answered, apart from "I don't know".</summary>
    protected IEnumerable<string> Typed => Question.Unknown ? Given.Where(value => value != FormLimits.Unknown) : Given;

    /// <summary>The question itself, as the heading of the page where it stands alone.</summary>
    protected IHtmlContent Heading(Func<IHtmlContent, IHtmlContent> wrap)
    {
        var words = wrap(new HtmlContentBuilder().AppendHtml(Wording.Inline(Question.Label)).AppendHtml(OptionalMark() ?? HtmlString.Empty));
        return IsHeading ? Around("h1", "label-heading", words) : words;
    }

    /// <summary>What stands between the question and its control.</summary>
    protected IHtmlContent Explanation()
    {
        var content = new HtmlContentBuilder().AppendHtml(Wording.Paragraphs(Lead, null));
        if (Hint is not null)
        {
            var hint = Hint.Contains('\n', StringComparison.Ordinal)
                ? Around("div", "hint", Wording.Paragraphs(Question.Hint, null))
                : Around("p", "hint", Wording.Inline(Question.Hint!));
            hint.Attributes["id"] = ControlId + "-hint";
            content.AppendHtml(hint);
        }
        if (ErrorText is { } words)
        {
            var error = Around("p", "error", Element("span", "visually-hidden", UiText.Get("errors.prefix") + " "));
            error.InnerHtml.Append(words);
            error.Attributes["id"] = ControlId + "-error";
            content.AppendHtml(error);
        }
        return content;
    }

    protected TagBuilder Field(string element) => Element(element, IsFaulty ? "field has-error" : "field");

    protected TagBuilder Fieldset(params IHtmlContent?[] contents)
    {
        var field = Field("fieldset");
        if (DescribedBy() is { } describedBy)
            field.Attributes["aria-describedby"] = describedBy;
        field.InnerHtml.AppendHtml(Around("legend", "label", Heading(words => words))).AppendHtml(Explanation());
        foreach (var content in contents.OfType<IHtmlContent>())
            field.InnerHtml.AppendHtml(content);
        return field;
    }

    /// <summary>A box or a dot with its words, 44 pixels high.</summary>
    protected TagBuilder Choice(string type, string id, string name, string value, bool picked, IHtmlContent words, IHtmlContent? hint = null)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.Attributes["type"] = type;
        input.Attributes["id"] = id;
        input.Attributes["name"] = name;
        input.Attributes["value"] = value;
        if (picked)
            input.Attributes["checked"] = "checked";
        var label = Around("label", null, words);
        label.Attributes["for"] = id;
        var choice = Around("div", "choice", input, label);
        if (hint is not null)
        {
            input.Attributes["aria-describedby"] = id + "-about";
            var about = Around("p", "hint", hint);
            about.Attributes["id"] = id + "-about";
            choice.InnerHtml.AppendHtml(about);
        }
        return choice;
    }

    /// <summary>The box "I don't know" of what is written; where nothing need be written, leaving it empty says the same.</summary>
    protected IHtmlContent? UnknownBox() => Question is { Unknown: true, Required: true }
        ? Around("div", "choices", Choice("checkbox", ControlId + "-unknown", FullName + ".unknown", "true", Given.Contains(FormLimits.Unknown), new HtmlContentBuilder().Append(FormText.Unknown)))
        : null;

    protected void Describe(TagBuilder input)
    {
        input.Attributes["autocomplete"] = "off";
        if (IsFaulty)
            input.Attributes["aria-invalid"] = "true";
    }
}

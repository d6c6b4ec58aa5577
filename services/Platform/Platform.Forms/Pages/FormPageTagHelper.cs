using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;
using Platform.Ui.TagHelpers;

namespace Platform.Forms;

/// <summary>
/// Draws one page of a form: its heading, its lead and its questions, as plain HTML without script. Where one question stands
/// alone its label is the heading. It draws no form element and no button: those are the service's.
/// </summary>
[HtmlTargetElement("heed-form-page", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormPageTagHelper : HeedTagHelper
{
    /// <summary>The page, from <see cref="FormPath"/>.</summary>
    [HtmlAttributeName("page")]
    public ShownPage Page { get; set; } = null!;

    /// <summary>What was answered so far.</summary>
    [HtmlAttributeName("answers")]
    public FormAnswers? Answers { get; set; }

    /// <summary>The service's lists.</summary>
    [HtmlAttributeName("options")]
    public HostOptions? Options { get; set; }

    /// <summary>What is wrong, by question id; taken from ModelState when left out.</summary>
    [HtmlAttributeName("errors")]
    public IReadOnlyDictionary<string, FormError>? Errors { get; set; }

    /// <summary>What the names of fields start with.</summary>
    [HtmlAttributeName("prefix")]
    public string Prefix { get; set; } = FormPosted.Prefix;

    /// <summary>Draws the heading of the page; leave off where the service has one of its own.</summary>
    [HtmlAttributeName("heading")]
    public bool Heading { get; set; } = true;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var alone = Heading && Page.Questions is [_];
        if (Heading && !alone)
            output.Content.AppendHtml(Around("h1", null, Wording.Inline(Page.Page.Title)));
        if (!alone)
            output.Content.AppendHtml(Wording.Paragraphs(Page.Page.Lead, "lead"));
        foreach (var question in Page.Questions)
        {
            var control = QuestionControl.Of(question);
            control.ViewContext = ViewContext;
            control.Name = $"{Prefix}.{question.Id}";
            control.Hint = question.Hint?.In(PortalLanguages.Current.Tag).Text is { Length: > 0 } words ? words : null;
            control.Optional = !question.Required;
            control.Error = Errors?.TryGetValue(question.Id, out var error) == true ? FormText.Error(error) : null;
            control.Given = Answers?[question.Id] ?? [];
            control.Choices = (Options ?? HostOptions.None).For(question);
            control.Lead = alone ? Page.Page.Lead : null;
            control.IsHeading = alone;
            if (question.Kind != QuestionKind.Information)
                control.Init(context);
            output.Content.AppendHtml(control.Draw());
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Platform.Ui.Localization;

namespace Platform.Ui.TagHelpers;

/// <summary>What every question of a form has: a name, a hint, an error, and whether it may be left empty.</summary>
public abstract class FormControl : HeedTagHelper
{
    /// <summary>The model property asked for; gives name, value and error.</summary>
    [HtmlAttributeName("for")]
    public ModelExpression? For { get; set; }

    /// <summary>The form name where there is no model property.</summary>
    [HtmlAttributeName("name")]
    public string? Name { get; set; }

    /// <summary>The element's id; made from the name when left out.</summary>
    [HtmlAttributeName("id")]
    public string? Id { get; set; }

    /// <summary>A sentence that helps to answer.</summary>
    [HtmlAttributeName("hint")]
    public string? Hint { get; set; }

    /// <summary>What to do about a refused answer; taken from ModelState when left out.</summary>
    [HtmlAttributeName("error")]
    public string? Error { get; set; }

    /// <summary>Marks the question as one that may be left empty.</summary>
    [HtmlAttributeName("optional")]
    public bool Optional { get; set; }

    /// <inheritdoc />
    public override void Init(TagHelperContext context) => QuestionOrder.Of(ViewContext).Add(FullName);

    /// <summary>The full form name.</summary>
    protected string FullName =>
        ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For?.Name ?? Name)
        ?? throw new InvalidOperationException("A form control needs 'for' or 'name'.");

    /// <summary>The id the label and the error summary point at.</summary>
    protected string ControlId => Id ?? IdOf(FullName);

    /// <summary>The words of the error, or null.</summary>
    protected string? ErrorText => Error ?? FirstError();

    /// <summary>The ids a control is described by, or null.</summary>
    protected string? DescribedBy()
    {
        var ids = new List<string>(2);
        if (Hint is not null)
        {
            ids.Add(ControlId + "-hint");
        }

        if (ErrorText is not null)
        {
            ids.Add(ControlId + "-error");
        }

        return ids.Count == 0 ? null : string.Join(' ', ids);
    }

    /// <summary>The values to show: what was typed when the form comes back, else what the model holds.</summary>
    protected IReadOnlyList<string> CurrentValues()
    {
        if (ViewContext.ModelState.TryGetValue(FullName, out var entry) && entry.RawValue is not null)
        {
            return entry.RawValue is string[] typed ? typed : [entry.AttemptedValue ?? ""];
        }

        return For?.Model switch
        {
            null => [],
            string text => [text],
            System.Collections.IEnumerable many => [.. many.Cast<object?>().Select(Write)],
            var one => [Write(one)],
        };
    }

    /// <summary>Hint and error, in the order in which they are read.</summary>
    protected IHtmlContent HintAndError()
    {
        var content = new HtmlContentBuilder();
        if (Hint is not null)
        {
            var hint = Element("p", "hint", Hint);
            hint.Attributes["id"] = ControlId + "-hint";
            content.AppendHtml(hint);
        }

        if (ErrorText is { } words)
        {
            var prefix = Element("span", "visually-hidden", UiText.Get("errors.prefix") + " ");
            var error = Around("p", "error", prefix);
            error.InnerHtml.Append(words);
            error.Attributes["id"] = ControlId + "-error";
            content.AppendHtml(error);
        }

        return content;
    }

    /// <summary>The mark of a question that may be left empty.</summary>
    protected IHtmlContent? OptionalMark() =>
        Optional ? Element("span", "optional", $" ({UiText.Get("field.optional")})") : null;

    /// <summary>The id a form name gets.</summary>
    internal static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    private string? FirstError()
    {
        var error = ViewContext.ModelState.TryGetValue(FullName, out var entry) ? entry.Errors.FirstOrDefault() : null;
        return error is null ? null : error.ErrorMessage.Length > 0 ? error.ErrorMessage : UiText.Get("errors.invalid");
    }

    private static string Write(object? value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

using Microsoft.AspNetCore.Http;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>
/// What somebody typed into a form of a mailbox, as against what they chose or what the page put there. Whatever becomes of the form, it is not lost:
/// a test walks the fields of every form of a mailbox.
/// </summary>
internal static class TypedText
{
    // A field of one of several things on a page has a dash and an id behind its name, one of a form within a page the form's name before it.
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "Text", "Words", "Reasons", "Remark", "Where", "Time1", "Time2", "Time3", "Name", "Mandate", "ContactValue", "Address" };

    /// <summary>Each text, in the order of the form; none where nothing was typed.</summary>
    public static IReadOnlyList<string> Of(HttpRequest request) => !request.HasFormContentType ? []
        : [.. request.Form.Where(field => Names.Contains(field.Key.Split('-')[0].Split('.')[^1])).SelectMany(field => field.Value).OfType<string>().Where(text => !string.IsNullOrWhiteSpace(text))];
}

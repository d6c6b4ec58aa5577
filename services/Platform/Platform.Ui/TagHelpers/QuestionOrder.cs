using Microsoft.AspNetCore.Mvc.Rendering;

namespace Platform.Ui.TagHelpers;

/// <summary>
/// The questions of a page in the order in which they stand. ModelState keeps no order, and an error summary that jumps
/// about the page is hard to work through.
/// </summary>
internal sealed class QuestionOrder
{
    private readonly List<string> names = [];

    public static QuestionOrder Of(ViewContext view)
    {
        if (view.HttpContext.Items[typeof(QuestionOrder)] is not QuestionOrder order)
        {
            order = new QuestionOrder();
            view.HttpContext.Items[typeof(QuestionOrder)] = order;
        }

        return order;
    }

    public void Add(string name) => names.Add(name);

    /// <summary>Errors of the whole form come first, those of fields this page does not ask for last.</summary>
    public int PlaceOf(string name)
    {
        var place = names.FindIndex(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        return name.Length == 0 ? -1 : place < 0 ? int.MaxValue : place;
    }
}

namespace Platform.Files;

/// <summary>One page, with what it takes over from the nodes above.</summary>
internal sealed record PdfPage(int Number, PdfDictionary Own, IReadOnlyDictionary<string, object> Inherited);

/// <summary>The pages of a PDF in order, whatever its tree looks like.</summary>
internal static class PdfPages
{
    private const int MostPages = 20_000;
    private const int Deepest = 64;
    private static readonly string[] Inheritable = ["Resources", "MediaBox", "CropBox", "Rotate"];

    public static List<PdfPage> Of(PdfFile file)
    {
        var pages = new List<PdfPage>();
        Collect(file, file.Root?["Pages"], new Dictionary<string, object>(), [], pages, 0);
        return pages;
    }

    private static void Collect(PdfFile file, object? node, IReadOnlyDictionary<string, object> inherited, HashSet<int> visited, List<PdfPage> pages, int depth)
    {
        if (node is not PdfReference reference || depth > Deepest || pages.Count > MostPages || !visited.Add(reference.Number) || file.Dictionary(node) is not { } own)
            return;
        if (file.Resolve(own["Kids"]) is not PdfArray kids)
        {
            pages.Add(new PdfPage(reference.Number, own, inherited));
            return;
        }
        var down = new Dictionary<string, object>(inherited);
        foreach (var key in Inheritable)
            if (own[key] is { } value)
                down[key] = value;
        foreach (var kid in kids.Items)
            Collect(file, kid, down, visited, pages, depth + 1);
    }
}

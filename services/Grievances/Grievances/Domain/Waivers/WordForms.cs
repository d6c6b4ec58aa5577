namespace Grievances.Domain.Waivers;

/// <summary>
/// The forms a word is looked up in: itself, of letters written apart also without the first or the last of them, and
/// in Arabic, what is left without the particles written onto its front (and, so, for,
/// by, like, will, the). What is written onto its end is left to the star in the lists.
/// </summary>
internal static class WordForms
{
    private const int Shortest = 2;

    public static IEnumerable<string> Of(FoldedWord folded)
    {
        var word = folded.Text;
        yield return word;
        // A word of one letter beside letters written apart was taken for one of them.
        if (folded.Spaced)
        {
            yield return word[1..];
            yield return word[..^1];
        }

        if (word[0] is < '\u0620' or > '\u06ff')
            yield break;
        var rest = word;
        foreach (var particles in (string[])["وف", "سبلك"])
        {
            if (rest.Length > Shortest && particles.Contains(rest[0]))
                yield return rest = rest[1..];
            if (Article(rest) is { } bare)
                yield return bare;
        }
    }

    private static string? Article(string word) =>
        word.Length > Shortest + 2 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..]
        : word.Length > Shortest + 2 && word.StartsWith("لل", StringComparison.Ordinal) ? word[2..]
        : null;
}

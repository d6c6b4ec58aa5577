namespace Grievances.Features.Queue;

/// <summary>
/// The account of a part: passages of what was filed and nothing else, since the person answers for every word of it and reads it as theirs. How lines
/// break and whether a letter is a capital does not matter; each line is a passage of its own, and where something stands between two it shows.
/// </summary>
public static class SplitText
{
    /// <summary>Stands between two passages that did not follow one another.</summary>
    public const string LeftOut = "[…]";

    /// <summary>The passages as the part keeps them; null where one of them is not in what was filed.</summary>
    /// <param name="typed">What is to be the account of the part.</param>
    /// <param name="filed">Texts the person filed.</param>
    public static string? Of(string typed, IEnumerable<string?> filed)
    {
        var texts = filed.OfType<string>().Select(Flat).ToList();
        bool Theirs(string passage) => texts.Any(text => text.Contains(Flat(passage), StringComparison.OrdinalIgnoreCase));
        if (Theirs(typed))
            return typed.Trim();
        var passages = new List<string>();
        foreach (var line in typed.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line != LeftOut))
        {
            if (passages.Count > 0 && Theirs($"{passages[^1]} {line}"))
                passages[^1] += "\n" + line;
            else if (Theirs(line))
                passages.Add(line);
            else
                return null;
        }
        return passages.Count == 0 ? null : string.Join($"\n{LeftOut}\n", passages);
    }

    /// <summary>Whether two accounts say the same.</summary>
    public static bool Same(string one, string other) => string.Equals(Flat(one), Flat(other), StringComparison.OrdinalIgnoreCase);

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

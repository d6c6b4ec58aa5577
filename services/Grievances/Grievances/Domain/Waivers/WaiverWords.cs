using System.Collections.Frozen;
using System.Globalization;
using Grievances.Domain.Waivers.Words;

namespace Grievances.Domain.Waivers;

/// <summary>Words that may follow the first of an expression.</summary>
internal readonly record struct WordPattern(string Text, bool Begins)
{
    public bool Fits(string word) => Begins ? word.StartsWith(Text, StringComparison.Ordinal) : word == Text;
}

/// <summary>An expression of a group of words: its first word is the key it is found by.</summary>
/// <param name="Language">Number of the language whose lead-in words it may follow, where it counts only at the beginning of a sentence or part of one; -1 where it counts anywhere.</param>
internal sealed record Expression(int Group, WordPattern[] Rest, int Language);

/// <summary>How many words may stand between two groups, and whether no comma may.</summary>
internal readonly record struct WaiverGap(int Words, bool Closed);

/// <summary>Groups that follow each other, each within so many words behind the one before.</summary>
/// <param name="DeniedWithin">A denial between the words counts too ("all claims are not waived").</param>
/// <param name="OwnDenial">A denial is part of the clause ("agrees to make no complaint"), so one between its words takes nothing back.</param>
/// <param name="Bargain">It is the organisation that pays on a condition or owes nothing more: that it is the subject takes nothing back.</param>
/// <param name="Repays">What it gives in return stands last, so that "we" between the words takes nothing back either.</param>
/// <param name="Bare">A verb that needs no object named is its last part, or the one before: what it is about may stand behind ("do not disclose it").</param>
internal sealed record WaiverRule(WaiverKind Kind, WaiverLanguage Language, int[][] Groups, WaiverGap[] Gaps, bool DeniedWithin, bool OwnDenial, bool Bargain, bool Repays, bool Bare)
{
    /// <summary>"You" and then a denial: with "if" before it, it is a supposition and asks for nothing.</summary>
    public bool Supposable { get; } = OwnDenial && Array.IndexOf(Groups[0], Language.You) >= 0;

    /// <summary>An order, or that there is no appeal: what it is about may stand behind it ("tell nobody the code", "no appeal fee").</summary>
    public bool LooksBehind { get; } = Bare || Kind == WaiverKind.DeniesAppeal || Array.Exists(Groups[0], Language.IsStart);
}

/// <summary>Groups with a part of their own in a language; -1 where it has none.</summary>
/// <param name="Reach">How many words before a clause a denial or a subject is looked for.</param>
internal sealed record WaiverLanguage(int Index, int Reach, Func<string, int> Group)
{
    private HashSet<int> Starts { get; } = [];

    /// <summary>Words an order may follow: please, and, then.</summary>
    public int Lead { get; } = Group("lead");

    /// <summary>What a machine, an employer or the person is reported to have said, a colon or not.</summary>
    public int Said { get; } = Group("said");

    /// <summary>Notes that a group counts only where a sentence or a part of one begins.</summary>
    public void Start(int group) => Starts.Add(group);

    /// <summary>Whether it does.</summary>
    public bool IsStart(int group) => Starts.Contains(group);

    /// <summary>Denials before a clause: not, never, nothing.</summary>
    public int Not { get; } = Group("not");

    /// <summary>Denials between its words: "you waive no right".</summary>
    public int None { get; } = Group("none");

    /// <summary>Expressions with a denial in them that deny nothing ("not only", "irrevocably"), or with a harmless word that is not harmless there ("data protection").</summary>
    public int Neutral { get; } = Group("neutral");

    /// <summary>"Without": denies by itself, but not after another denial ("not paid without waiving").</summary>
    public int Without { get; } = Group("without");

    /// <summary>"Whether or not you waive": the offer doesn't hang on it.</summary>
    public int Whether { get; } = Group("whether");

    /// <summary>"If" before a denial makes a threat of it.</summary>
    public int If { get; } = Group("if");

    /// <summary>"If" before "you do not": what follows from it is told elsewhere in the sentence, by a rule of its own where it is money.</summary>
    public int Suppose { get; } = Group("suppose");

    /// <summary>Where a denial's reach ends: but, unless.</summary>
    public int Break { get; } = Group("break");

    /// <summary>"And" before a new subject ends it too.</summary>
    public int And { get; } = Group("and");

    /// <summary>The affected person as a subject, or a party.</summary>
    public int You { get; } = Group("you");

    /// <summary>The organisation as "we": what it promises itself is no waiver.</summary>
    public int Ours { get; } = Group("ours");

    /// <summary>"Against" right before it: rights against us are the person's, where the language puts that before what is given up.</summary>
    public int Against { get; } = Group("against");

    /// <summary>Words behind which "we" or the organisation is no subject: "you release us" where us and we are one word.</summary>
    public int Object { get; } = Group("object");

    /// <summary>"Our", where it begins with "we".</summary>
    public int Own { get; } = Group("own");

    /// <summary>The organisation behind its verb, where subjects stand there, and verbs that can have one.</summary>
    public int Behind { get; } = Group("behind");

    /// <summary>Verbs whose form is that of the third person too.</summary>
    public int Third { get; } = Group("third");

    /// <summary>The organisation by name: the same, but only as a subject before the clause.</summary>
    public int Organisation { get; } = Group("org");

    /// <summary>Verbs of asking: "we ask that claims be waived" binds the person.</summary>
    public int Ask { get; } = Group("ask");

    /// <summary>"We do not ask", before a whole list; and what a machine or an employer is reported to have said.</summary>
    public int Unasked { get; } = Group("unasked");

    /// <summary>"Is not required" close behind a clause.</summary>
    public int Unneeded { get; } = Group("unneeded");

    /// <summary>What may well be waived or kept to oneself: a fee, a name, a receipt code.</summary>
    public int Harmless { get; } = Group("harmless");
}

/// <summary>
/// The word lists, read. A line is a group of expressions (<c>give = waive* | give up</c>; a star stands for any ending) or a rule
/// (<c>waives_claims: give 8 right/claim</c>: an expression of the first group and, at most eight words behind it, one of the
/// other groups; 8! allows no comma between them). A tilde behind the kind: a denial within the clause takes it back; a group named
/// deny or no- is a denial the clause needs, one named cond- or end- the organisation's own part in a bargain, one named start- counts
/// only where a sentence or a part of one begins (orders have no subject), right behind such a one too after a lead-in word, one named
/// bare- a verb that needs no object. A group named again goes on. A line that begins with a space goes on, # begins a remark.
/// </summary>
internal sealed class WaiverWords
{
    private const int Farthest = 63;

    private readonly Dictionary<string, List<Expression>> whole = [];
    private readonly Dictionary<string, List<Expression>> beginnings = [];
    private readonly Dictionary<int, List<WaiverRule>> rules = [];
    private readonly List<WaiverLanguage> languages = [];
    private int groups;

    private WaiverWords(params (string Code, int Reach, string List)[] lists)
    {
        foreach (var (code, reach, list) in lists)
            Read(code, reach, list);
        Whole = whole.ToFrozenDictionary();
        Beginnings = beginnings.ToFrozenDictionary();
        Rules = rules.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
        LongestBeginning = beginnings.Keys.Max(key => key.Length);
    }

    /// <summary>All six languages: a letter is read in each of them, for a clause can stand in another than the case.</summary>
    public static WaiverWords All { get; } = new(
        ("ar", 7, ArabicWords.List + ArabicBargains.List + ArabicOrders.List + ArabicReleases.List + ArabicStatements.List), ("en", 8, EnglishWords.List + EnglishBargains.List + EnglishOrders.List + EnglishReleases.List + EnglishStatements.List),
        ("es", 7, SpanishWords.List + SpanishBargains.List + SpanishOrders.List + SpanishReleases.List + SpanishStatements.List), ("fr", 7, FrenchWords.List + FrenchBargains.List + FrenchOrders.List + FrenchReleases.List + FrenchStatements.List),
        ("ru", 7, RussianWords.List + RussianBargains.List + RussianOrders.List + RussianReleases.List + RussianStatements.List), ("zh", 12, ChineseWords.List + ChineseBargains.List + ChineseOrders.List + ChineseReleases.List + ChineseStatements.List));

    public FrozenDictionary<string, List<Expression>> Whole { get; }

    public FrozenDictionary<string, List<Expression>> Beginnings { get; }

    /// <summary>By the group they begin with.</summary>
    public FrozenDictionary<int, WaiverRule[]> Rules { get; }

    public IReadOnlyList<WaiverLanguage> Languages => languages;

    public int LongestBeginning { get; }

    private void Read(string code, int reach, string list)
    {
        var names = new Dictionary<string, int>();
        var lines = list.ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();
        foreach (var line in lines.Where(line => line.Contains('=')))
        {
            var (name, expressions) = Halves(line, '=');
            if (!names.TryGetValue(name, out var group))
                names.Add(name, group = groups++);
            foreach (var expression in expressions.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                Add(group, expression, name.StartsWith("start-", StringComparison.Ordinal) ? languages.Count : -1);
        }

        var language = new WaiverLanguage(languages.Count, reach, name => names.GetValueOrDefault(name, -1));
        languages.Add(language);
        foreach (var (_, group) in names.Where(pair => pair.Key.StartsWith("start-", StringComparison.Ordinal)))
            language.Start(group);
        foreach (var line in lines.Where(line => !line.Contains('=')))
        {
            var (kind, parts) = Halves(line, ':');
            var steps = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var chain = steps.Where((_, at) => at % 2 == 0).Select(step => step.Split('/').Select(name => names[name]).ToArray()).ToArray();
            WaiverGap[] gaps = [.. steps.Where((_, at) => at % 2 == 1).Select(step => new WaiverGap(int.Parse(step.TrimEnd('!'), CultureInfo.InvariantCulture), step.EndsWith('!')))];
            if (gaps.Length != chain.Length - 1 || gaps.Sum(gap => gap.Words) + (6 * chain.Length) > Farthest)
                throw new FormatException($"{code}: {line}");
            var rule = new WaiverRule(Kind(kind.TrimEnd('~')), language, chain, gaps, kind.EndsWith('~'),
                Named(steps, "deny", "no-"), Named(steps, "cond-", "end-"), Named(steps[^1..], "end-"), Named(steps, "bare-"));
            foreach (var first in chain[0])
                Listed(rules, first).Add(rule);
        }
    }

    private void Add(int group, string expression, int language)
    {
        List<WordPattern> patterns = [];
        foreach (var part in expression.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = new FoldedText(part.TrimEnd('*')).Words;
            patterns.AddRange(words.Select((word, at) => new WordPattern(word.Text, at == words.Count - 1 && part.EndsWith('*'))));
        }

        var first = patterns[0];
        Listed(first.Begins ? beginnings : whole, first.Text).Add(new(group, [.. patterns.Skip(1)], language));
    }

    private static bool Named(string[] steps, params string[] beginnings) =>
        steps.SelectMany(step => step.Split('/')).Any(group => Array.Exists(beginnings, beginning => group.StartsWith(beginning, StringComparison.Ordinal) || group.StartsWith("start-" + beginning, StringComparison.Ordinal)));

    private static WaiverKind Kind(string name) => name switch
    {
        "waives_claims" => WaiverKind.WaivesClaims,
        "no_complaint_elsewhere" => WaiverKind.NoComplaintElsewhere,
        "silence" => WaiverKind.Silence,
        "withdraw_as_condition" => WaiverKind.WithdrawAsCondition,
        "indemnity" => WaiverKind.Indemnity,
        "denies_appeal" => WaiverKind.DeniesAppeal,
        _ => throw new FormatException(name),
    };

    private static (string, string) Halves(string line, char at) => (line[..line.IndexOf(at)].Trim(), line[(line.IndexOf(at) + 1)..].Trim());

    private static List<TValue> Listed<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}

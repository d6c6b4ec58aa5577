using System.Text.RegularExpressions;

namespace Platform.Forms;

/// <summary>What a definition and an answer may hold at most, and which words have a meaning of their own.</summary>
public static partial class FormLimits
{
    /// <summary>Pages of a form.</summary>
    public const int Pages = 40;

    /// <summary>Questions of a page.</summary>
    public const int Questions = 20;

    /// <summary>Options of a question.</summary>
    public const int Options = 60;

    /// <summary>Bytes of a definition as JSON.</summary>
    public const int DefinitionBytes = 200 * 1024;

    /// <summary>Characters of a heading, label or option.</summary>
    public const int Label = 300;

    /// <summary>Characters of a hint or lead.</summary>
    public const int Hint = 2_000;

    /// <summary>Characters of a written answer.</summary>
    public const int Answer = 20_000;

    /// <summary>Levels of a condition.</summary>
    public const int ConditionDepth = 5;

    /// <summary>Terms of one <c>all</c> or <c>any</c>.</summary>
    public const int ConditionTerms = 30;

    /// <summary>The answer "I don't know, or I'd rather not say"; no option may be called so.</summary>
    public const string Unknown = "unknown";

    /// <summary>The answer yes of a <c>yes_no</c> question.</summary>
    public const string Yes = "yes";

    /// <summary>The answer no of a <c>yes_no</c> question.</summary>
    public const string No = "no";

    /// <summary>Page ids that are kept for the steps a service adds before and after its form.</summary>
    public static IReadOnlySet<string> ReservedPages { get; } = new HashSet<string>(["start", "files", "check", "send", "done", "draft", "language"], StringComparer.Ordinal);

    /// <summary>Whether a form, page, question, option or list may be called so.</summary>
    public static bool IsId(string? id) => id is not null && IdForm().IsMatch(id);

    internal static bool IsLanguage(string tag) => tag.Length <= 35 && LanguageForm().IsMatch(tag);

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z", RegexOptions.NonBacktracking)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageForm();
}

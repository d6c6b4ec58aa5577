using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Platform.Hosting.Http;

/// <summary>The words of a code: what is wrong, and how to mend it.</summary>
/// <param name="Title">What is wrong.</param>
/// <param name="Mend">What to do; null where the title says it all.</param>
public sealed record ProblemText(string Title, string? Mend);

/// <summary>
/// Words by code, from the embedded <c>problems.json</c> of each service: handlers give codes, resources give words.
/// </summary>
public static class ProblemTexts
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Owned = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, ProblemText> Known = Load(typeof(ProblemTexts).Assembly, []);

    /// <summary>Every known code.</summary>
    public static IReadOnlyCollection<string> Codes => [.. Known.Keys];

    /// <summary>The codes that one service may answer with: its own, the platform's, and those of the shared parts it is built from.</summary>
    public static IReadOnlyList<string> CodesOf(Assembly service) =>
        [.. service.GetReferencedAssemblies().Select(part => part.Name!).Where(part => part.StartsWith("Platform.", StringComparison.Ordinal)).Append(typeof(ProblemTexts).Assembly.GetName().Name!).Append(service.GetName().Name!)
            .Distinct().SelectMany(part => Owned.GetValueOrDefault(part, [])).Except(ForPages.Values).Except(ForbiddenWork.Words).Order(StringComparer.Ordinal)];

    /// <summary>Adds the words of one service.</summary>
    public static void Add(Assembly service) => Load(service, Known);

    /// <summary>The words of a code; the code itself where nobody wrote any.</summary>
    public static ProblemText Find(string code) => Known.TryGetValue(code, out var text) ? text : new ProblemText(code, null);

    /// <summary>The words of a code for a page: whoever sent a form knows of no key, no body and no header.</summary>
    public static ProblemText OnPage(string code) => Find(ForPages.GetValueOrDefault(code, code));

    private static readonly Dictionary<string, string> ForPages = new()
    {
        ["platform.idempotency_key_missing"] = "platform.form_incomplete",
        ["platform.idempotency_key_reused"] = "platform.form_sent_before",
        ["platform.idempotency_in_progress"] = "platform.form_under_way",
        ["platform.busy"] = "platform.page_busy",
        ["platform.fault"] = "platform.page_fault",
    };

    private static ConcurrentDictionary<string, ProblemText> Load(Assembly assembly, ConcurrentDictionary<string, ProblemText> into)
    {
        var name = assembly.GetManifestResourceNames().SingleOrDefault(n => n.EndsWith("problems.json", StringComparison.Ordinal));
        if (name is null)
            return into;
        using var stream = assembly.GetManifestResourceStream(name)!;
        var texts = JsonSerializer.Deserialize<Dictionary<string, ProblemText>>(stream, JsonSerializerOptions.Web)!;
        foreach (var (code, text) in texts)
            into[code] = text;
        Owned[assembly.GetName().Name!] = [.. texts.Keys];
        return into;
    }
}

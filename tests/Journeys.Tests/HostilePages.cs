using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Journeys.Tests;

/// <summary>Opens pages for the watch, and holds what is read on them against what was put in.</summary>
internal sealed partial class HostilePages(HostileWatch watch, HostilePlaces put)
{
    /// <summary>Everything wrong so far.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Places that were looked for somewhere.</summary>
    public HashSet<string> Shown { get; } = new(StringComparer.Ordinal);

    /// <summary>How many pages were opened.</summary>
    public int Looked { get; private set; }

    /// <summary>Opens a page with all that hangs on it, earlier messages and further parts of a long text, and says its policy.</summary>
    public async Task<string> Look(HttpClient who, string address, params string[] places)
    {
        var policy = "";
        var (waiting, seen, all) = (new Queue<string>([address]), new HashSet<string>(StringComparer.Ordinal) { address }, new StringBuilder());
        while (waiting.TryDequeue(out var next))
        {
            using var answer = await who.GetAsync(next);
            var html = await answer.Content.ReadAsStringAsync();
            if (places.Length > 0)
                Assert.True(answer.IsSuccessStatusCode, $"{next}: {(int)answer.StatusCode}");
            policy = Policy(answer);
            all.AppendLine(await See(next, html, policy));
            foreach (var more in Further(html, address.Split('?')[0]).Where(seen.Add))
                waiting.Enqueue(more);
            Assert.True(seen.Count < 80, $"{address} does not end: {string.Join(" ", seen)}");
        }
        Found(address, all.ToString(), places);
        return policy;
    }

    private static IEnumerable<string> Further(string html, string path) => Links().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))
        .Where(link => !link.Contains("handler=", StringComparison.Ordinal) && !link.Contains("lang=", StringComparison.Ordinal) && (link[0] == '?' || link.Split('?')[0] == path))
        .Select(link => (link[0] == '?' ? path + link : link).Split('#')[0]);

    /// <summary>The policy of an answer.</summary>
    public static string Policy(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Content-Security-Policy"));

    /// <summary>Shows a page that somebody has already.</summary>
    public async Task Judge(string path, string html, string? policy, params string[] places) => Found(path, await See(path, html, policy), places);

    private async Task<string> See(string path, string html, string? policy)
    {
        Looked++;
        var (text, found) = await watch.Look(path, html, policy);
        Faults.AddRange(found.Select(fault => $"{path}: {fault}"));
        return text;
    }

    private void Found(string path, string text, string[] places)
    {
        Shown.UnionWith(places);
        Faults.AddRange(put.Missing(text, places).Select(missing => $"{path}: {missing}"));
    }

    [GeneratedRegex("href=\"([^\"]*\\?(?:[^\"]*[&;])?(?:message|messages|text|at|id|notes|cursor)=[^\"]*)\"")]
    private static partial Regex Links();
}

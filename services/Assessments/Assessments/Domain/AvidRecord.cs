using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Assessments.Domain;

/// <summary>What is kept of a published AVID record.</summary>
public sealed partial record AvidRecord(
    [Public] string Id, [Public] string Title, [Public] string Description, [Public] IReadOnlyList<string> Categories, [Public] IReadOnlyList<string> References,
    DateOnly? PublishedOn, [Public] string Digest)
{
    private const int MostTitle = 300;
    private const int MostDescription = 20_000;
    private const int MostEntries = 50;
    private const int MostAddress = 1_000;
    private const int MostCategory = 300;

    /// <summary>The id of something that may be a record, to name it in an answer; null where it has none.</summary>
    public static string? IdOf(JsonElement record) => Text(record, "metadata", "vuln_id") is { Length: > 0 and <= 60 } id && Ids().IsMatch(id) ? id : null;

    /// <summary>Reads a record, or says what is wrong with it.</summary>
    public static Outcome<AvidRecord> Read(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            return No("assessments.record_no_object");
        if (!Sound(record))
            return No("assessments.record_bad_text");
        if (Text(record, "data_type") != "AVID")
            return No("assessments.record_not_avid");
        if (IdOf(record) is not { } id)
            return No("assessments.record_without_id");
        var (title, description) = (Text(record, "problemtype", "description", "value")?.Trim(), Text(record, "description", "value")?.Trim());
        if (string.IsNullOrEmpty(title))
            return No("assessments.record_without_title");
        if (title.Length > MostTitle || description is { Length: > MostDescription })
            return No("assessments.record_too_long");
        if (ReadCategories(record) is not { } categories || ReadReferences(record) is not { } references)
            return No("assessments.record_malformed_list");
        DateOnly? published = null;
        if (Text(record, "published_date") is { } date)
        {
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return No("assessments.record_bad_date");
            published = day;
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(record)));
        return new AvidRecord(id, title, description ?? "", categories, references, published, digest);
    }

    private static Refusal No(string code) => new(400, code);

    private static List<string>? ReadCategories(JsonElement record) => Strings(Find(record, "impact", "avid", "sep_view"), entry => entry) is { } all
        // Categories are kept one a line.
        && all.TrueForAll(category => category.Length <= MostCategory && !category.Any(char.IsControl)) ? all : null;

    private static List<string>? ReadReferences(JsonElement record)
    {
        var all = Strings(Find(record, "references"), entry => entry.ValueKind == JsonValueKind.Object ? Find(entry, "url") : null);
        // Only what a browser may follow: a link is shown on a page.
        return all?.FindAll(url => url.Length <= MostAddress && !url.Any(char.IsControl) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http");
    }

    private static List<string>? Strings(JsonElement? list, Func<JsonElement, JsonElement?> pick)
    {
        if (list is not { ValueKind: not JsonValueKind.Null } entries)
            return [];
        if (entries.ValueKind != JsonValueKind.Array || entries.GetArrayLength() > MostEntries)
            return null;
        var texts = new List<string>();
        foreach (var entry in entries.EnumerateArray())
        {
            if (pick(entry) is not { ValueKind: JsonValueKind.String } text || Words(text) is not { } words)
                return null;
            texts.Add(words);
        }
        return texts;
    }

    private static string? Text(JsonElement record, params string[] path) => Find(record, path) is { ValueKind: JsonValueKind.String } text ? Words(text) : null;

    /// <summary>Whether every text of it is one: half a surrogate pair is none, and U+0000 can't be stored.</summary>
    private static bool Sound(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Words(element)?.Contains('\0', StringComparison.Ordinal) == false,
        JsonValueKind.Array => element.EnumerateArray().All(Sound),
        JsonValueKind.Object => element.EnumerateObject().All(field => Named(field) && Sound(field.Value)),
        _ => true,
    };

    private static string? Words(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Named(JsonProperty field)
    {
        try
        {
            return !field.Name.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static JsonElement? Find(JsonElement element, params string[] path)
    {
        try
        {
            foreach (var step in path)
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element))
                    return null;
            return element;
        }
        catch (InvalidOperationException)
        {
            // A name beside the one that is looked for is no text.
            return null;
        }
    }

    [GeneratedRegex(@"^AVID-[0-9]{4}-[RV][0-9]{3,6}\z")]
    private static partial Regex Ids();
}

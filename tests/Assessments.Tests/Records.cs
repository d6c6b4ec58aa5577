using System.Text.Json;

namespace Assessments.Tests;

/// <summary>Records of the AVID form, made for the tests.</summary>
public static class Records
{
    public static JsonElement Of(string id, string title, string description, params string[] categories) => JsonSerializer.SerializeToElement(new
    {
        data_type = "AVID",
        data_version = "0.2",
        metadata = new { vuln_id = id },
        problemtype = new { description = new { lang = "eng", value = title } },
        description = new { lang = "eng", value = description },
        references = new[] { new { label = "Report", url = "https://example.org/report" } },
        impact = new { avid = new { sep_view = categories } },
        published_date = "2026-03-02",
    });

    public static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    /// <summary>The published records, where they lie beside the checkout.</summary>
    public static string[]? Published()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", "avid") is var records && Directory.Exists(records))
                return [.. Directory.GetFiles(records, "AVID-*.json").Order(StringComparer.Ordinal)];
        return null;
    }
}

using System.Text.Json;
using Platform.Hosting.Http;

namespace AllInOne;

/// <summary>A refusal as sentences at a prompt.</summary>
public static class Words
{
    /// <summary>Of a refusal in this process.</summary>
    public static string Of(Refusal refusal) => string.Join(' ',
        (refusal.Errors?.Values.SelectMany(codes => codes) ?? [refusal.Code]).Distinct().Select(ProblemTexts.Find).SelectMany(text => new[] { text.Title, text.Mend }).OfType<string>());

    /// <summary>Of the problem document that a running server sent; its text as it came where it is none.</summary>
    public static string OfProblem(string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            var fields = problem.RootElement.TryGetProperty("errors", out var errors)
                ? errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray().Select(fault => fault.GetProperty("detail").GetString())).ToList() : [];
            string? Property(string name) => problem.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
            // What is wrong with the fields says it all; the whole only says that there are some.
            return string.Join(' ', (fields.Count > 0 ? fields : [Property("title"), Property("detail")]).OfType<string>().Distinct());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return text;
        }
    }
}

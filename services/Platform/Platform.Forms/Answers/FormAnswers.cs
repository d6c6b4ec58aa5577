using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Forms;

/// <summary>
/// Answers by question id, immutable. A question has one value, <c>many_of</c> has several, "I don't know" has the value
/// <c>unknown</c>; what holds nothing to read is no answer. JSON form: <c>{"what": ["…"], "wants": ["apology", "correction"]}</c>.
/// </summary>
[JsonConverter(typeof(FormAnswersJson))]
public sealed class FormAnswers : IEquatable<FormAnswers>
{
    private readonly Dictionary<string, IReadOnlyList<string>> values;

    private FormAnswers(Dictionary<string, IReadOnlyList<string>> values) => this.values = values;

    /// <summary>Takes answers by question; blank values and repeated ones are left out.</summary>
    public FormAnswers(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> answers) : this(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal))
    {
        foreach (var (question, given) in answers)
            Put(values, question, given);
    }

    /// <summary>No answers.</summary>
    public static FormAnswers None { get; } = new(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    /// <summary>The values of a question; empty where it is not answered.</summary>
    public IReadOnlyList<string> this[string question] => values.TryGetValue(question, out var given) ? given : [];

    /// <summary>Every answered question with its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values => values;

    /// <summary>The one value of a question, or null where there is none or more than one.</summary>
    public string? One(string question) => this[question] is [var only] ? only : null;

    /// <summary>Whether the person said that they don't know, or would rather not say.</summary>
    public bool IsUnknown(string question) => One(question) == FormLimits.Unknown;

    /// <summary>The same answers with those of one question replaced; without values the question is not answered.</summary>
    public FormAnswers With(string question, params IEnumerable<string> given)
    {
        var changed = new Dictionary<string, IReadOnlyList<string>>(values, StringComparer.Ordinal);
        Put(changed, question, given);
        return new FormAnswers(changed);
    }

    /// <summary>The same answers after a page came back: every question that stood on it has what was posted, or nothing.</summary>
    public FormAnswers WithPage(ShownPage page, FormAnswers posted)
    {
        var changed = new Dictionary<string, IReadOnlyList<string>>(values, StringComparer.Ordinal);
        foreach (var question in page.Questions)
            Put(changed, question.Id, posted[question.Id]);
        return new FormAnswers(changed);
    }

    /// <inheritdoc />
    public bool Equals(FormAnswers? other) => other is not null && values.Count == other.values.Count
        && values.All(answer => other.values.TryGetValue(answer.Key, out var given) && given.SequenceEqual(answer.Value));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FormAnswers);

    /// <inheritdoc />
    public override int GetHashCode() => values.Keys.Aggregate(values.Count, (hash, question) => hash ^ question.GetHashCode(StringComparison.Ordinal));

    /// <summary>Says how many, never what: answers must not reach a log.</summary>
    public override string ToString() => $"{values.Count} answers";

    private static void Put(Dictionary<string, IReadOnlyList<string>> into, string question, IEnumerable<string> given)
    {
        string[] kept = [.. given.Where(value => !Readable.IsBlank(value)).Distinct(StringComparer.Ordinal)];
        if (kept.Length == 0)
            into.Remove(question);
        else
            into[question] = kept;
    }
}

internal sealed class FormAnswersJson : JsonConverter<FormAnswers>
{
    public override FormAnswers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Answers are an object of questions.");
        var answers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var question = Readable.Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new JsonException("The answer of a question is a list of strings.");
            var values = new List<string>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                values.Add(reader.TokenType == JsonTokenType.String ? Readable.Text(ref reader) : throw new JsonException("The answer of a question is a list of strings."));
            if (!answers.TryAdd(question, values))
                throw new JsonException("Duplicate question.");
        }
        return new FormAnswers(answers);
    }

    public override void Write(Utf8JsonWriter writer, FormAnswers value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (question, given) in value.Values)
        {
            writer.WriteStartArray(question);
            foreach (var text in given)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}

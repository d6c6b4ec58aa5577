using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Hosting.Http;

namespace Platform.Forms;

/// <summary>Words together with the language they are in.</summary>
/// <param name="Text">The words; empty where the text holds none at all.</param>
/// <param name="Language">BCP 47 tag; <c>und</c> for a name that belongs to no language.</param>
public readonly record struct LocalWords(string Text, string Language)
{
    /// <summary>Whether a page in the given language must mark these words with <c>lang</c> and <c>dir</c>.</summary>
    public bool DiffersFrom(string pageLanguage) => !LocalText.SameLanguage(Language, pageLanguage);

    /// <summary>Value of the <c>dir</c> attribute: <c>rtl</c>, <c>ltr</c>, or <c>auto</c> where the language is not known.</summary>
    public string Direction
    {
        get
        {
            try
            {
                var culture = CultureInfo.GetCultureInfo(Language, predefinedOnly: true);
                return culture.LCID == CultureInfo.InvariantCulture.LCID ? "auto" : culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
            }
            catch (CultureNotFoundException)
            {
                return "auto";
            }
        }
    }
}

/// <summary>
/// A text in several languages, immutable. Its JSON form is an object of BCP 47 tags, <c>{"en": "…", "ar": "…"}</c>; the order is kept.
/// </summary>
[JsonConverter(typeof(LocalTextJson))]
[JsonShape("""
    { "type": "object", "description": "A text by BCP 47 tag of its language.", "additionalProperties": { "type": "string" }, "examples": [{ "en": "Who was harmed?", "fr": "Qui a subi un tort ?" }] }
    """)]
public sealed class LocalText : IEquatable<LocalText>
{
    /// <summary>The tag of words that belong to no language, such as the name of a product.</summary>
    public const string NoLanguage = "und";

    private readonly KeyValuePair<string, string>[] texts;

    /// <summary>Takes words by language; of two with the same tag the later one stays.</summary>
    public LocalText(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var kept = new List<KeyValuePair<string, string>>();
        foreach (var text in texts)
        {
            kept.RemoveAll(other => string.Equals(other.Key, text.Key, StringComparison.OrdinalIgnoreCase));
            kept.Add(text);
        }
        this.texts = [.. kept];
    }

    /// <summary>The languages there is an entry for, also an empty one.</summary>
    public IReadOnlyList<string> Languages => [.. texts.Select(text => text.Key)];

    /// <summary>Every entry, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Entries => texts;

    /// <summary>A text in one language.</summary>
    public static LocalText Of(string language, string text) => new([KeyValuePair.Create(language, text)]);

    /// <summary>A name, the same in every language.</summary>
    public static LocalText Name(string name) => Of(NoLanguage, name);

    /// <summary>The same text with one language added or replaced.</summary>
    public LocalText With(string language, string text) => new(texts.Append(KeyValuePair.Create(language, text)));

    /// <summary>
    /// The words for a reader: the language asked for, else the same language in another form (<c>fr</c> for <c>fr-CA</c>), else
    /// English, else the first there is. Empty entries are passed over.
    /// </summary>
    public LocalWords In(string language)
    {
        var found = Find(text => string.Equals(text.Key, language, StringComparison.OrdinalIgnoreCase))
            ?? Find(text => string.Equals(text.Key, Base(language), StringComparison.OrdinalIgnoreCase))
            ?? Find(text => SameLanguage(text.Key, language))
            ?? Find(text => SameLanguage(text.Key, "en"))
            ?? Find(_ => true);
        return found ?? new LocalWords("", language);
    }

    /// <summary>Whether a reader of the language finds words in it; a name serves every language.</summary>
    public bool Speaks(string language) => In(language) is { Text.Length: > 0 } words && (words.Language == NoLanguage || !words.DiffersFrom(language));

    /// <inheritdoc />
    public bool Equals(LocalText? other) => other is not null && texts.AsSpan().SequenceEqual(other.texts);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as LocalText);

    /// <inheritdoc />
    public override int GetHashCode() => texts.Aggregate(0, HashCode.Combine);

    /// <summary>The English words.</summary>
    public override string ToString() => In("en").Text;

    internal static bool SameLanguage(string one, string other) => string.Equals(Base(one), Base(other), StringComparison.OrdinalIgnoreCase);

    private static string Base(string language) => language.Split('-', 2)[0];

    private LocalWords? Find(Predicate<KeyValuePair<string, string>> fits)
    {
        foreach (var text in texts)
            if (fits(text) && !Readable.IsBlank(text.Value))
                return new LocalWords(text.Value, text.Key);
        return null;
    }
}

internal sealed class LocalTextJson : JsonConverter<LocalText>
{
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A text is an object of languages.");
        var texts = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = Readable.Text(ref reader);
            if (texts.Exists(text => string.Equals(text.Key, language, StringComparison.OrdinalIgnoreCase)))
                throw new JsonException("Duplicate language.");
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new JsonException("The words of a language are a string.");
            texts.Add(KeyValuePair.Create(language, Readable.Text(ref reader)));
        }
        return new LocalText(texts);
    }

    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in value.Entries)
            writer.WriteString(language, text);
        writer.WriteEndObject();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Forms;

internal sealed class FormConditionJson : JsonConverter<FormCondition>
{
    public override FormCondition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Condition(ref reader, 1);

    private static FormCondition Condition(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A condition is an object.");
        if (depth > FormCondition.MostDepth)
            throw new JsonException("A condition is nested too deeply.");
        string? question = null, test = null, value = null;
        bool? answered = null;
        FormCondition? nested = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Readable.Text(ref reader);
            reader.Read();
            if (name == "question" && question is null)
                question = String(ref reader);
            else if (test is not null || nested is not null)
                throw new JsonException("A condition makes one test.");
            else
                switch (name)
                {
                    case "is" or "isNot" or "includes":
                        (test, value) = (name, String(ref reader));
                        break;
                    case "answered":
                        (test, answered) = (name, Truth(ref reader));
                        break;
                    case "all":
                        nested = new FormCondition.All(Terms(ref reader, depth));
                        break;
                    case "any":
                        nested = new FormCondition.Any(Terms(ref reader, depth));
                        break;
                    case "not":
                        nested = new FormCondition.Not(Condition(ref reader, depth + 1));
                        break;
                    default:
                        throw new JsonException("The test could not be mapped: a condition knows is, isNot, includes, answered, all, any and not.");
                }
        }
        if (nested is not null && question is null)
            return nested;
        return (question, test) switch
        {
            ({ } q, "is") => new FormCondition.Is(q, value!),
            ({ } q, "isNot") => new FormCondition.IsNot(q, value!),
            ({ } q, "includes") => new FormCondition.Includes(q, value!),
            ({ } q, "answered") => new FormCondition.Answered(q, answered!.Value),
            _ => throw new JsonException("A condition names a question and a test, or is all, any or not."),
        };
    }

    private static List<FormCondition> Terms(ref Utf8JsonReader reader, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("all and any take a list.");
        var terms = new List<FormCondition>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            terms.Add(Condition(ref reader, depth + 1));
        return terms;
    }

    private static string String(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Readable.Text(ref reader) : throw new JsonException("A condition's question and value are strings.");

    private static bool Truth(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw new JsonException("answered is true or false.");

    public override void Write(Utf8JsonWriter writer, FormCondition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value is FormCondition.OnQuestion one)
            writer.WriteString("question", one.Question);
        switch (value)
        {
            case FormCondition.OnValue test:
                writer.WriteString(NameOf(test), test.Value);
                break;
            case FormCondition.Answered test:
                writer.WriteBoolean("answered", test.Given);
                break;
            case FormCondition.Several several:
                writer.WriteStartArray(several is FormCondition.All ? "all" : "any");
                foreach (var term in several.Terms)
                    Write(writer, term, options);
                writer.WriteEndArray();
                break;
            case FormCondition.Not not:
                writer.WritePropertyName("not");
                Write(writer, not.Term, options);
                break;
        }
        writer.WriteEndObject();
    }

    private static string NameOf(FormCondition.OnValue test) => test switch { FormCondition.Is => "is", FormCondition.IsNot => "isNot", _ => "includes" };
}

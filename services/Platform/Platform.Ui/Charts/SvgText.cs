using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Platform.Ui.Charts;

/// <summary>Writes SVG elements; every attribute value and text is encoded here and nowhere else.</summary>
internal sealed class SvgText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder written = new();

    public SvgText Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(element, attributes);
        written.Append('>');
        return this;
    }

    public SvgText Close(string element)
    {
        written.Append("</").Append(element).Append('>');
        return this;
    }

    public SvgText Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(element, attributes);
        written.Append("/>");
        return this;
    }

    public SvgText Text(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        written.Append(Encoder.Encode(text));
        return Close(element);
    }

    public override string ToString() => written.ToString();

    public static string Percent(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    public static string Pixels(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private void Start(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        written.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            written.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
        }
    }
}

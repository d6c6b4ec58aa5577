using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Platform.Ui.Localization;

internal sealed partial class IsolatedFormat(string format, object?[] arguments) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var written = 0;
        foreach (Match place in Placeholder().Matches(format))
        {
            encoder.Encode(writer, format[written..place.Index]);
            WriteArgument(writer, encoder, arguments[int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]);
            written = place.Index + place.Length;
        }

        encoder.Encode(writer, format[written..]);
    }

    private static void WriteArgument(TextWriter writer, HtmlEncoder encoder, object? argument)
    {
        if (argument is IHtmlContent markup)
        {
            markup.WriteTo(writer, encoder);
            return;
        }

        writer.Write("<bdi>");
        encoder.Encode(writer, Convert.ToString(argument, CultureInfo.CurrentCulture) ?? "");
        writer.Write("</bdi>");
    }

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Placeholder();
}

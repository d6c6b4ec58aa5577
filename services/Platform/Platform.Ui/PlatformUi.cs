using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;

namespace Platform.Ui;

/// <summary>What a host calls to show pages of this family.</summary>
public static class PlatformUi
{
    /// <summary>
    /// Lets the HTML encoder write every script as itself: the default turns each Arabic, Chinese or Cyrillic letter
    /// into an eight-byte entity, which triples a page on a slow line.
    /// </summary>
    public static IServiceCollection AddPlatformUi(this IServiceCollection services) =>
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
}

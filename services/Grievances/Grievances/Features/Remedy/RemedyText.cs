using System.Globalization;
using Grievances.Domain;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Features.Remedy;

/// <summary>The words about remedy, outcome letter, appeal and survey, in the portal's six languages.</summary>
public static class RemedyText
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(RemedyText).Assembly, "remedy");

    /// <summary>A kind of measure in words.</summary>
    public static string Kind(string measure) => Words["measure." + measure];

    /// <summary>How to appeal, against what, until when and who decides, whatever a letter says of it.</summary>
    public static string HowToAppeal => string.Join(' ', Words["letter.appeal_ours"], Words["appeal.until"], Words["appeal.who"], Words["appeal.elsewhere"]);

    /// <summary>What a form says of a refusal.</summary>
    public static string Error(Refusal refusal) => Words.Find("error." + (refusal.Errors?.Values.FirstOrDefault()?[0] ?? refusal.Code).Split('.')[^1]) ?? PortalText.Words["error.again"];

    /// <summary>A day as the instant it begins in UTC.</summary>
    public static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>Words in the language of a tag, in English where the product does not speak it.</summary>
    public static string In(string key, string language)
    {
        var primary = Primary(language);
        return Words.Get(key, CultureInfo.GetCultureInfo(Words.Languages.Contains(primary) ? primary : "en"));
    }

    /// <summary>The language of a tag without its script and region.</summary>
    public static string Primary(string language) => language.Split('-')[0].ToLowerInvariant();

    /// <summary>The words of the product for a code of the person's answer, in the language of the case.</summary>
    public static string Said(string key, Grievance kase) => In(key, kase.Language);
}

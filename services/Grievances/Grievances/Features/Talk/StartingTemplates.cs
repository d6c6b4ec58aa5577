using System.Globalization;
using Grievances.Domain;
using Platform.Ui.Localization;

namespace Grievances.Features.Talk;

/// <summary>Templates an organisation can begin with: one of each kind in the six languages. The apology asks for nothing and depends on nothing.</summary>
public static class StartingTemplates
{
    /// <summary>The catalogue; a test holds every key in every language.</summary>
    public static StringCatalogue Words { get; } = new(typeof(StartingTemplates).Assembly, "templates");

    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<TemplateRequest> All { get; } =
    [
        .. from language in PortalLanguages.All
           let culture = CultureInfo.GetCultureInfo(language.Tag)
           from kind in Enum.GetValues<TemplateKind>()
           select new TemplateRequest(kind, language.Tag, Words.Get($"{Codes.Of(kind)}.title", culture), Words.Get($"{Codes.Of(kind)}.text", culture)),
    ];
}

using Platform.Ui.Localization;

namespace Platform.Mail;

/// <summary>The words of mails: plain text that names no organisation, no product and no case.</summary>
public static class MailText
{
    /// <summary>"There is something new": the one ping there is so far.</summary>
    public const string SomethingNew = "new";

    /// <summary>Subjects and bodies by template, in the portal's languages.</summary>
    public static StringCatalogue Catalogue { get; } = new(typeof(MailText).Assembly, "mail");

    internal static bool Knows(string template) => Catalogue.Find(template + ".subject", PortalLanguages.English.Culture) is not null;

    internal static (string Subject, string Body) Of(string template, PortalLanguage language, string? link)
    {
        var body = Catalogue.Get(template + ".body", language.Culture);
        return (Catalogue.Get(template + ".subject", language.Culture), link is null ? body + "\r\n" : $"{body}\r\n\r\n{link}\r\n");
    }
}

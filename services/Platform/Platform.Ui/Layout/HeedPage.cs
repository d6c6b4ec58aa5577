namespace Platform.Ui.Layout;

/// <summary>The ViewData keys the layouts read.</summary>
public static class HeedPage
{
    /// <summary>What is true on this page, in a few words; becomes the document's title.</summary>
    public const string Title = "Title";

    /// <summary>The company or body whose portal this is.</summary>
    public const string TenantName = "TenantName";

    /// <summary>Where the tenant's name links to; default none.</summary>
    public const string HomeHref = "HomeHref";

    /// <summary>Id of the form whose answers a change of language must keep: languages become buttons of it that post to the handler <c>Language</c>.</summary>
    public const string LanguageForm = "LanguageForm";

    /// <summary>True where a change of language would lose what is shown once: none is offered.</summary>
    public const string OneLanguage = "OneLanguage";

    /// <summary>A stylesheet of the tenant that only sets its accent colour, served from this origin; default none.</summary>
    public const string TenantStylesheet = "TenantStylesheet";

    /// <summary>The feeds the transparency footer lists: <see cref="FeedLink"/>s.</summary>
    public const string Feeds = "Feeds";

    /// <summary>The quick exit: closes what is open in this browser and goes on to <see cref="NeutralPage"/>.</summary>
    public const string QuickExit = "/portal/mailbox/leave";

    /// <summary>Where the quick exit ends; pages that stand for a service which does not answer lead there themselves.</summary>
    public const string NeutralPage = "https://www.wikipedia.org/";
}

/// <summary>A machine-readable form of a public page.</summary>
/// <param name="Name">For example "CSV" or "Atom".</param>
/// <param name="Href">Where it is.</param>
public sealed record FeedLink(string Name, string Href);

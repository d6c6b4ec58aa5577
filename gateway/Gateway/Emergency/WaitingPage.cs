using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Platform.Ui.Layout;
using Platform.Ui.Localization;

namespace Gateway.Emergency;

/// <summary>
/// The page on which a person waits. It has no script: what was typed lies in hidden fields, and one button sends it again. Its
/// status is 200, since something on the way may put a page of its own in the place of an error, and what was typed would be gone.
/// </summary>
internal static class WaitingPage
{
    private static readonly StringCatalogue Words = new(typeof(WaitingPage).Assembly, "wait");

    // Each script as itself, and line breaks as references: written plainly, a browser would make one of two.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Task Write(HttpContext http, PostedForm form, string ticket, int seconds)
    {
        var language = LanguageOfRequest.Of(http);
        string Word(string key) => Encoder.Encode(Words.Get(key, language.Culture));
        string Shared(string key) => Encoder.Encode(UiText.Catalogue.Get(key, language.Culture));
        var title = Word("wait.title");
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = language.Tag;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="{language.Tag}" dir="{language.Direction}"><head><meta charset="utf-8"><title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="same-origin">
            <link rel="icon" type="image/svg+xml" href="{HeedAssets.Icon}"><link rel="stylesheet" href="{Encoder.Encode(HeedAssets.Stylesheet)}"></head>
            <body class="portal"><a class="skip-link" href="#main">{Shared("page.skip")}</a>
            <div class="exit-bar"><a class="quick-exit" href="{HeedPage.QuickExit}" rel="noreferrer noopener">{Shared("portal.exit")}</a></div>
            <header class="site-header"><nav class="languages" aria-label="{Shared("page.languages")}"><ul>{Languages(http, language)}</ul></nav></header>
            <main id="main" tabindex="-1"><h1>{title}</h1>
            <p class="lead">{Word("wait.kept")}</p>
            <p>{Encoder.Encode(Words.Count("wait.seconds", seconds, language.Culture))} {Word("wait.early")}</p>
            <form id="wait" method="post" action="{Encoder.Encode(http.Request.Path.ToUriComponent() + http.Request.QueryString.ToUriComponent())}">
            {Fields(form, ticket)}<p class="actions"><button class="button">{Word("wait.continue")}</button></p></form>
            <p class="quiet">{Word("wait.once")}</p></main>
            <footer class="site-footer"><p>{Shared("portal.exit_note")}</p><p>{Shared("portal.privacy_note")}</p></footer></body></html>
            """, http.RequestAborted);
    }

    // Buttons of the same form, as a link would lose what was typed.
    private static string Languages(HttpContext http, PortalLanguage current) => string.Concat(PortalLanguages.All.Select(language =>
        $"""<li><button type="submit" form="wait" formaction="{Encoder.Encode(LanguageOfRequest.AddressIn(http, language))}" lang="{language.Tag}" dir="{language.Direction}"{(language == current ? " aria-current=\"true\"" : "")}>{Encoder.Encode(language.NativeName)}</button></li>"""));

    private static StringBuilder Fields(PostedForm form, string ticket)
    {
        var html = new StringBuilder();
        foreach (var (name, value) in form.Fields.Where(field => field.Key != WaitingRoom.Field).Append(KeyValuePair.Create(WaitingRoom.Field, ticket)))
            html.Append(CultureInfo.InvariantCulture, $"""<input type="hidden" name="{Encoder.Encode(name)}" value="{Encoder.Encode(value)}">""").Append('\n');
        return html;
    }
}

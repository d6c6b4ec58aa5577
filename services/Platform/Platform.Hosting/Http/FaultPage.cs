using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Platform.Ui.Layout;
using Platform.Ui.Localization;

namespace Platform.Hosting.Http;

/// <summary>
/// The page people see when something is refused or fails: in their own language outside the console, with the way out that
/// every page of the portal has, and without anything that could fail in its turn.
/// </summary>
internal static class FaultPage
{
    public static Task Write(HttpContext http, Refusal refusal)
    {
        var language = LanguageOfRequest.Of(http);
        var staff = http.Request.Path.StartsWithSegments("/console");
        var (title, mend) = staff ? OfCode(http, ForbiddenWork.Code(http, refusal.Code)) : OfStatus(refusal.Status, language.Culture);
        string Word(string key) => HtmlEncoder.Default.Encode(UiText.Catalogue.Get(key, language.Culture));
        var exit = staff ? "" : $"""<div class="exit-bar"><a class="quick-exit" href="{HeedPage.NeutralPage}" rel="noreferrer noopener">{Word("portal.exit")}</a></div>""";
        http.Response.StatusCode = refusal.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = language.Tag;
        http.Response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="{language.Tag}" dir="{language.Direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{HtmlEncoder.Default.Encode(title)}</title><link rel="stylesheet" href="{HtmlEncoder.Default.Encode(HeedAssets.Stylesheet)}"></head>
            <body class="portal">{exit}<main id="main"><h1>{HtmlEncoder.Default.Encode(title)}</h1>
            <p>{HtmlEncoder.Default.Encode(mend)}</p><p><a href="{(staff ? "/console" : http.KeepLanguage("/"))}">{Word("fault.start")}</a></p>
            <p class="quiet"><code dir="ltr">{HtmlEncoder.Default.Encode(refusal.Code)}</code></p></main></body></html>
            """, http.RequestAborted);
    }

    private static (string Title, string Mend) OfCode(HttpContext http, string code)
    {
        var text = ProblemTexts.OnPage(code);
        return (text.Title, text.Mend?.Replace("{limit}", BodySize.InWords(http), StringComparison.Ordinal) ?? "");
    }

    private static (string Title, string Mend) OfStatus(int status, CultureInfo culture)
    {
        var key = status switch
        {
            404 or 410 => "fault.not_found",
            429 => "fault.too_many",
            413 => "fault.too_large",
            502 or 503 or 504 => "fault.busy",
            >= 500 => "fault.broken",
            _ => "fault.refused",
        };
        return (UiText.Catalogue.Get(key, culture), UiText.Catalogue.Get(key + "_mend", culture));
    }
}

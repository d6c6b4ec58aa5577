using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;
using Platform.Ui.Layout;

namespace Gateway.Session;

/// <summary>
/// The answer to a form that was sent after the session had ended. Leading to the sign-in would lose what was written; this page
/// stands in the form's place, and the browser sends the form again when the page is loaded again. Its token still fits, since
/// it belongs to the account and not to the session.
/// </summary>
internal static class SignedOut
{
    public static readonly Refusal Refusal = new(StatusCodes.Status401Unauthorized, "gateway.signed_out");

    public static Task Answer(HttpContext http)
    {
        if (!http.Request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true))
            return Problem.Write(http, Refusal);
        http.Response.StatusCode = Refusal.Status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLanguage = "en";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>You were signed out before this was sent</title><link rel="stylesheet" href="{HtmlEncoder.Default.Encode(HeedAssets.Stylesheet)}"></head>
            <body class="portal"><main id="main"><h1>You were signed out before this was sent</h1>
            <p>Nothing was stored. This tab still holds what you wrote. To send it:</p>
            <ol>
            <li><a href="/signin" target="_blank" rel="noopener">Sign in again in a new tab</a>, with the same account.</li>
            <li>Come back to this tab and load it again. The browser asks whether to send the form again: say yes.</li>
            </ol>
            <p>Don’t close this tab before. If the browser doesn’t ask, go back one page, copy your text and send it from there.</p>
            <p class="quiet"><code>{Refusal.Code}</code></p></main></body></html>
            """, http.RequestAborted);
    }
}

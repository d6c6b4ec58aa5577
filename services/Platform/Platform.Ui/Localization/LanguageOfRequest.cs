using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Platform.Ui.Localization;

/// <summary>
/// Chooses the language of a page from <c>?lang=</c>, then from Accept-Language, then English. It sets no cookie:
/// a person who files a complaint on a shared device leaves no choice behind.
/// </summary>
public static class LanguageOfRequest
{
    /// <summary>The query parameter.</summary>
    public const string Parameter = "lang";

    /// <summary>Sets the culture of each request; place it before the pages.</summary>
    public static IApplicationBuilder UseHeedLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var language = Of(context);
        CultureInfo.CurrentCulture = language.Culture;
        CultureInfo.CurrentUICulture = language.Culture;
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            {
                context.Response.Headers.ContentLanguage = language.Tag;
                context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>The language to answer a request in.</summary>
    public static PortalLanguage Of(HttpContext context) => Chosen(context) ?? (IsConsole(context) ? null : Preferred(context.Request)) ?? PortalLanguages.English;

    /// <summary>The language asked for in the address, or null.</summary>
    public static PortalLanguage? Chosen(HttpContext context) => PortalLanguages.Find(context.Request.Query[Parameter]);

    /// <summary>Adds the language asked for in the address to a link within the site; other links stay as they are.</summary>
    public static string KeepLanguage(this HttpContext context, string href)
    {
        var language = Chosen(context);
        var isLocal = href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal) || href.StartsWith('?');
        return language is null || !isLocal || HasLanguage(href) ? href : WithLanguage(href, language);
    }

    /// <summary>The address of the current page in another language, keeping the rest of its query.</summary>
    public static string AddressIn(HttpContext context, PortalLanguage language)
    {
        var others = context.Request.Query
            .Where(pair => !string.Equals(pair.Key, Parameter, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
        return QueryHelpers.AddQueryString("", others.Append(KeyValuePair.Create(Parameter, (string?)language.Code)));
    }

    private static string WithLanguage(string href, PortalLanguage language) =>
        QueryHelpers.AddQueryString(href, Parameter, language.Code);

    private static bool HasLanguage(string href) =>
        href.Contains("?lang=", StringComparison.Ordinal) || href.Contains("&lang=", StringComparison.Ordinal);

    // The console's own pages are written in English first; an Arabic browser must not get English in a mirrored frame.
    private static bool IsConsole(HttpContext context) => context.Request.Path.StartsWithSegments("/console");

    private static PortalLanguage? Preferred(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .Where(entry => entry.Quality is null or > 0)
            .OrderByDescending(entry => entry.Quality ?? 1)
            .Select(entry => PortalLanguages.Find(entry.Value.ToString()))
            .FirstOrDefault(language => language is not null);
}

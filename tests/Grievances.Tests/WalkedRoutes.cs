using System.Text;
using System.Text.RegularExpressions;
using Grievances.Features.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grievances.Tests;

/// <summary>One step of a walk.</summary>
/// <param name="Method">Of the request.</param>
/// <param name="Path">With whatever the case has where the route names something.</param>
/// <param name="Form">Fields of a page's form, filled; null where it is no form.</param>
/// <param name="File">Whether the form carries a file.</param>
/// <param name="OfCase">Whether it is an address of the case.</param>
/// <param name="Names">Whether a form that is no address of the case names it.</param>
internal sealed record WalkedStep(HttpMethod Method, string Path, IReadOnlyDictionary<string, string>? Form, bool File, bool OfCase, bool Names)
{
    /// <summary>The request; a form with the token of whoever sends it, so that nothing but their permissions keeps them out.</summary>
    public HttpRequestMessage Request(string antiforgery)
    {
        var request = new HttpRequestMessage(Method, Path);
        if (Form is not null)
            request.Content = File ? Multipart(antiforgery) : new FormUrlEncodedContent([.. Form, KeyValuePair.Create("__RequestVerificationToken", antiforgery)]);
        else if (Method != HttpMethod.Get && Method != HttpMethod.Delete)
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    private MultipartFormDataContent Multipart(string antiforgery)
    {
        var content = new MultipartFormDataContent { { new StringContent(antiforgery), "__RequestVerificationToken" } };
        foreach (var (name, value) in Form!)
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent("walked"u8.ToArray()), "File", "walked.txt");
        return content;
    }
}

/// <summary>
/// Every endpoint and page, as the running service has them: of a page each handler, since no metadata says what it takes; with the ids of
/// a case wherever a route, a query or a field names something.
/// </summary>
internal static partial class WalkedRoutes
{
    /// <summary>Everything that needs an account.</summary>
    public static Task<List<WalkedStep>> OfStaff(GrievancesServer server, WalkedCase walked) =>
        Of(server, walked, endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && Is(endpoint, "api/grievances", "console/grievances"));

    /// <summary>Everything that a person or a mediator opens with what they hold.</summary>
    public static Task<List<WalkedStep>> OfHolders(GrievancesServer server, WalkedCase walked) =>
        Of(server, walked, endpoint => Is(endpoint, "api/grievances/v1/mailbox", "api/grievances/v1/mediation", "portal/mailbox", "mediation"));

    private static bool Is(RouteEndpoint endpoint, params string[] beginnings) => beginnings.Any(b => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith(b, StringComparison.Ordinal));

    private static async Task<List<WalkedStep>> Of(GrievancesServer server, WalkedCase walked, Func<RouteEndpoint, bool> asked)
    {
        var (steps, pages) = (new List<WalkedStep>(), server.Services.GetRequiredService<PageLoader>());
        foreach (var endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(asked))
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var (ofCase, path) = (CaseRoute().IsMatch(route), Filled(route, walked));
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                steps.AddRange(Handlers(await pages.LoadAsync(page, endpoint.Metadata), path, ofCase, walked));
            else
                foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
                    steps.Add(new WalkedStep(new HttpMethod(method), path, null, false, ofCase, false));
        }
        return steps;
    }

    private static IEnumerable<WalkedStep> Handlers(CompiledPageActionDescriptor page, string path, bool ofCase, WalkedCase walked)
    {
        foreach (var handler in page.HandlerMethods)
        {
            var asked = handler.Name is null ? path : $"{path}?handler={handler.Name}";
            var values = handler.Parameters.Concat<ParameterDescriptor>(page.BoundProperties).DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
                .SelectMany(p => Values(p.Name, p.ParameterType, handler.Name, walked)).ToList();
            if (handler.HttpMethod == "Post")
            {
                var form = values.Concat(InRows(walked)).DistinctBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(v => v.Name, v => v.Value);
                var given = Harmless().IsMatch(path);
                yield return new WalkedStep(HttpMethod.Post, asked, given ? new Dictionary<string, string>() : form, page.ModelTypeInfo!.IsDefined(typeof(StreamedFormAttribute), true),
                    ofCase, !ofCase && form.ContainsValue(walked.Id.ToString()));
                continue;
            }
            var query = handler.Parameters.SelectMany(p => Values(p.Name, p.ParameterType, handler.Name, walked)).Where(v => !path.Contains(v.Value, StringComparison.Ordinal)).ToList();
            yield return new WalkedStep(HttpMethod.Get, query.Count == 0 || handler.Name is null ? asked : $"{asked}&{string.Join('&', query.Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value)}"))}", null, false, ofCase, false);
        }
    }

    // What a handler takes, filled so that it is the case that is refused and not the form.
    private static IEnumerable<(string Name, string Value)> Values(string name, Type type, string? handler, WalkedCase walked)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(CancellationToken))
            yield break;
        if (bare == typeof(Guid))
            yield return (name, (name is "Change" && handler is "Write" ? walked.Of("lesson") : walked.Of(name)).ToString());
        else if (type == typeof(List<Guid>) || type == typeof(Guid[]))
            yield return (name, (name is "Files" ? walked.Of("file") : name is "order" ? walked.Of("measure") : walked.Id).ToString());
        else if (bare == typeof(string))
            yield return (name, name is "To" or "Language" or "language" ? "en" : name is "What" ? "account" : name is "Key" ? Guid.NewGuid().ToString() : name is "cursor" ? "" : name is "format" ? "csv" : "Walked");
        else if (bare == typeof(bool))
            yield return (name, "true");
        else if (bare == typeof(int) || bare == typeof(long))
            yield return (name, "1");
        else if (bare == typeof(DateOnly))
            yield return (name, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        else if (bare == typeof(DateTimeOffset))
            yield return (name, DateTimeOffset.UtcNow.AddDays(2).ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        else if (bare.IsEnum)
            yield return (name, Enum.GetNames(bare)[0]);
        else if (bare.IsClass && bare != typeof(object) && bare.Namespace?.StartsWith("Grievances", StringComparison.Ordinal) == true)
            foreach (var property in bare.GetProperties().Where(p => p.CanWrite))
                foreach (var (inner, value) in Values(property.Name, property.PropertyType, handler, walked))
                    yield return ($"{name}.{inner}", value);
    }

    // Fields that stand once in each row of a page.
    private static IEnumerable<(string Name, string Value)> InRows(WalkedCase walked) =>
        [($"Words-{walked.Of("meeting"):N}", "Walked"), ($"Minutes-{walked.Of("meeting"):N}", "Walked"), ($"Text-{walked.Of("translation"):N}", "Walked"), ("For", "handlers"), ("Words", "Walked")];

    private static string Filled(string route, WalkedCase walked)
    {
        var ofCase = CaseRoute().IsMatch(route);
        return Parameter().Replace(route, match =>
        {
            var name = match.Groups["name"].Value;
            return !match.Value.Contains(":guid", StringComparison.Ordinal) ? name is "moment" ? "closure" : "none"
                : (name is not "id" || ofCase ? walked.Of(name) : route.Contains("/identity-requests/", StringComparison.Ordinal) || route.Contains("/requests/", StringComparison.Ordinal) ? walked.Of("request")
                    : route.Contains("/referrals/", StringComparison.Ordinal) ? walked.Of("share") : route.Contains("/files/", StringComparison.Ordinal) ? walked.Of("file") : Guid.CreateVersion7()).ToString();
        });
    }

    [GeneratedRegex(@"/(cases|console/grievances)/\{id:guid\}")]
    private static partial Regex CaseRoute();

    [GeneratedRegex(@"\{\*{0,2}(?<name>[^}:]+)[^}]*\}")]
    private static partial Regex Parameter();

    /// <summary>Whoever gives work out or names who decides an appeal, or sees the queue, sees which cases belong together: rows without anything that was said.</summary>
    [GeneratedRegex(@"/(assign|assignments|exclusions|relations|recurrences)(/|\?|$)|/appeals/[^/?]+(/reviewer)?(\?|$)")]
    public static partial Regex Harmless();
}

using System.Reflection;
using Assessments.Contracts;
using Engagement.Contracts;
using Identity.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;
using Refit;
using Xunit;

namespace Architecture.Tests;

/// <summary>Walks the endpoints that are really mapped.</summary>
public sealed class EndpointTests(BuiltPlatform platform)
{
    /// <summary>Pages and files that need no account, each with its reason.</summary>
    private static readonly Dictionary<string, string> Open = new(StringComparer.Ordinal)
    {
        [""] = "finding who is responsible comes before any account",
        ["portal/{tenant}"] = "affected people have no account",
        ["portal/{tenant}/file"] = "affected people have no account",
        ["portal/{tenant}/file/tell"] = "affected people have no account",
        ["portal/{tenant}/file/upload"] = "affected people have no account",
        ["portal/{tenant}/file/kept"] = "affected people have no account",
        ["portal/{tenant}/privacy"] = "who can read it is told before anything is written",
        ["portal/{tenant}/patterns"] = "affected people look whether the same happened to others",
        ["portal/mailbox"] = "the receipt is the key",
        ["portal/mailbox/leave"] = "whoever leaves in a hurry waits for nobody",
        ["portal/mailbox/files"] = "the receipt is the key",
        ["portal/mailbox/consents"] = "the receipt is the key",
        ["portal/mailbox/people"] = "the receipt is the key",
        ["portal/mailbox/data"] = "the receipt is the key",
        ["portal/mailbox/receipt"] = "the receipt is the key",
        ["portal/mailbox/retaliation"] = "the receipt is the key",
        ["portal/mailbox/authorities"] = "the receipt is the key",
        ["portal/mailbox/referrals"] = "the receipt is the key",
        ["portal/mailbox/readers"] = "the receipt is the key",
        ["portal/mailbox/remedy"] = "the receipt is the key",
        ["portal/mailbox/appeal"] = "the receipt is the key",
        ["portal/mailbox/survey"] = "the receipt is the key",
        ["portal/mailbox/about"] = "the receipt is the key",
        ["portal/mailbox/meetings"] = "the receipt is the key",
        ["portal/mailbox/translations"] = "the receipt is the key",
        ["portal/mailbox/mediation"] = "the receipt is the key",
        ["guest/{service}/{token}"] = "the link of the invitation is the key",
        ["guest/{service}/leave/{invitation:guid?}"] = "it closes what a link opened",
        ["mediation/{guest:guid}"] = "the guest's sealed cookie is the key",
        ["help"] = "help comes before any account",
        ["transparency/{tenant}"] = "a public record",
        ["transparency/{tenant}/releases/{id:guid}"] = "a public record",
        ["connect/login"] = "signing in comes before being signed in",
        ["connect/password"] = "choosing a password needs the sign-in cookie, not a token: no token is given before",
        ["connect/logout"] = "signing out needs the sign-in cookie, not a token",
        ["api/{documentName}/openapi.json"] = "the API description is public",
    };

    [Fact]
    public void EveryEndpoint_IsAuthorised_OrSaysWhyNot()
    {
        var unexplained = platform.Endpoints
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<AnonymousReason>() is null)
            .Select(e => e.RoutePattern.RawText!.Trim('/'))
            .Where(route => !route.StartsWith("health/", StringComparison.Ordinal) && !route.StartsWith("_content/", StringComparison.Ordinal) && !Open.ContainsKey(route)
                && !route.EndsWith(".css", StringComparison.Ordinal) && !route.EndsWith(".svg", StringComparison.Ordinal));
        Assert.Empty(unexplained.Distinct());
    }

    [Fact]
    public void EveryApiEndpoint_HasANameOfItsService_AndAPermissionWhereItIsNotOpen()
    {
        var api = platform.Endpoints.Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && !e.RoutePattern.RawText!.Contains("openapi", StringComparison.Ordinal)).ToList();
        Assert.True(api.Count > 25, $"Only {api.Count} API endpoints are mapped.");
        foreach (var endpoint in api)
        {
            var service = endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[1];
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            Assert.True(name?.StartsWith(service + "_", StringComparison.OrdinalIgnoreCase) == true, $"{endpoint.RoutePattern.RawText} is called {name}");
        }
        Assert.Equal(api.Count, api.Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Distinct().Count());
    }

    [Fact]
    public void EveryConsolePage_NeedsAPermission()
    {
        var console = platform.Endpoints.Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("console", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(console);
        Assert.All(console, e => Assert.True(e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is { Length: > 0 }), e.RoutePattern.RawText));
    }

    [Fact]
    public void EveryPage_LiesInItsOwnArea_SoThatNoneHidesAnother()
    {
        foreach (var page in platform.Endpoints.Select(e => e.Metadata.GetMetadata<PageActionDescriptor>()).OfType<PageActionDescriptor>().DistinctBy(p => p.RelativePath))
            Assert.StartsWith($"/Areas/{page.AreaName}/Pages/", page.RelativePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IAssessmentsApi))]
    [InlineData(typeof(IEngagementApi))]
    [InlineData(typeof(IIdentityApi))]
    public void EveryRefitMethod_HasItsEndpoint(Type contract)
    {
        var mapped = platform.Endpoints.SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => $"{m} {Plain(e.RoutePattern.RawText!)}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var method in contract.GetMethods())
        {
            var http = method.GetCustomAttribute<HttpMethodAttribute>()!;
            Assert.Contains($"{http.Method.Method} {Plain(http.Path)}", mapped);
        }
    }

    [Fact]
    public async Task EveryRoute_CarriesItsPolicy_WhateverItAnswers()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(platform.Services.Urls.First()) };
        foreach (var route in platform.Endpoints.Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct())
        {
            var address = System.Text.RegularExpressions.Regex.Replace(route, @"\{(\w+)(:guid)?[^}]*\}", m => m.Groups[2].Success ? Guid.NewGuid().ToString() : "nobody");
            using var answer = await http.GetAsync(address);
            Assert.True(answer.Headers.TryGetValues("Content-Security-Policy", out var policy), $"{route} answers {(int)answer.StatusCode} without a policy");
            Assert.Equal(route.StartsWith("/console", StringComparison.Ordinal) ? SecurityHeaders.Console : SecurityHeaders.Strict, policy.Single());
        }
    }

    private static string Plain(string route) => System.Text.RegularExpressions.Regex.Replace("/" + route.Trim('/').Split('?')[0], @"\{(\w+)(:\w+)?\}", "{}");
}

using System.Net;
using System.Text.RegularExpressions;

namespace Identity.Tests;

public sealed partial class ConsoleTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task An_account_is_added_and_deactivated_by_plain_forms_and_its_password_shows_once()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        var list = await admin.GetStringAsync("/console/administration");
        Assert.Contains("One person can sign in", list, StringComparison.Ordinal);
        Assert.Contains("Harbour Hospitals", list, StringComparison.Ordinal);
        var userName = $"pub.{Guid.NewGuid():N}";

        using var added = await Submit(admin, "/console/administration/new", ("DisplayName", "Paula Publisher"), ("UserName", userName), ("Roles", "publisher"));
        var result = await added.Content.ReadAsStringAsync();
        var password = Password().Match(result).Groups[1].Value;
        Assert.NotEmpty(await CodeFlow.AccessToken(server, userName, password));
        list = await admin.GetStringAsync("/console/administration");
        Assert.Contains("2 people can sign in", list, StringComparison.Ordinal);
        Assert.DoesNotContain(password, list, StringComparison.Ordinal);

        var confirm = DeactivateLink().Match(list).Groups[1].Value;
        Assert.Contains("Paula Publisher", await admin.GetStringAsync(confirm), StringComparison.Ordinal);
        using var gone = await Submit(admin, confirm);
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.Contains("Paula Publisher can&#x27;t sign in any more.", await admin.GetStringAsync(gone.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_wrong_comes_back_with_what_was_typed_and_stores_nothing()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));

        using var answer = await Submit(admin, "/console/administration/new",
            ("DisplayName", "Both Ways"), ("UserName", "both.ways"), ("Roles", "administrator"), ("Roles", "case-handler"));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("error-summary", page, StringComparison.Ordinal);
        Assert.Contains("Give the two roles to two people.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Both Ways\"", page, StringComparison.Ordinal);
        Assert.Contains("One person can sign in", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_missing_answer_is_linked_from_the_summary()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));

        using var answer = await Submit(admin, "/console/administration/new");

        var page = await answer.Content.ReadAsStringAsync();
        foreach (var field in new[] { "DisplayName", "UserName", "Roles" })
            Assert.Contains($"<a href=\"#{field}\">", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_has_a_way_on_and_a_way_back()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));
        Assert.DoesNotContain("class=\"pager\"", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);
        for (var n = 0; n < 50; n++)
            await AccountTests.CreateUser(admin, "contributor");

        var first = await admin.GetStringAsync("/console/administration");
        Assert.DoesNotContain("pager-start", first, StringComparison.Ordinal);
        var second = await admin.GetStringAsync(NextLink().Match(first).Groups[1].Value);

        Assert.Single(DeactivateLink().Matches(second));
        Assert.Contains("pager-start", second, StringComparison.Ordinal);
        Assert.DoesNotContain("pager-next", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_without_its_form_token_is_refused()
    {
        var tenant = await server.Provision();
        using var admin = server.With(await CodeFlow.AccessToken(server, tenant.Administrator, tenant.Password));

        using var answer = await admin.PostAsync("/console/administration/new", new FormUrlEncodedContent(
            new Dictionary<string, string> { ["DisplayName"] = "X", ["UserName"] = "x.y.z", ["Roles"] = "assessor" }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> Submit(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var token = CodeFlow.Hidden(await client.GetStringAsync(path), "__RequestVerificationToken");
        return await client.PostAsync(path, new FormUrlEncodedContent(
            fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token))));
    }

    [GeneratedRegex("class=\"pager-next\" href=\"([^\"]+)\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("<code>([0-9a-z-]{24})</code>")]
    private static partial Regex Password();

    [GeneratedRegex("href=\"(/console/administration/[0-9a-f-]{36}/deactivate)\"")]
    private static partial Regex DeactivateLink();
}

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
        Assert.Contains("One person can&#x27;t be administrator and case handler at the same time.", page, StringComparison.Ordinal);
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
    public async Task A_password_is_replaced_and_roles_are_changed_by_plain_forms()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);
        var (id, userName, password) = await AccountTests.CreateUser(admin, "contributor");
        var account = $"/console/administration/{id}";
        Assert.Contains($"href=\"{account}\"", await admin.GetStringAsync("/console/administration"), StringComparison.Ordinal);

        using var wrong = await Submit(admin, account, ("Roles", "administrator"), ("Roles", "ombuds"), ("RevenueFor", "no id"));
        Assert.Contains("error-summary", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var saved = await Submit(admin, account, ("Roles", "publisher"), ("ReportingLine", "legal"));
        var told = await admin.GetStringAsync(saved.Headers.Location);
        Assert.Contains("is saved", told, StringComparison.Ordinal);
        Assert.Contains("It counts within seconds", told, StringComparison.Ordinal);
        Assert.Contains("value=\"legal\"", await admin.GetStringAsync(account), StringComparison.Ordinal);

        using var reset = await Submit(admin, account + "/password");
        var initial = Password().Match(await reset.Content.ReadAsStringAsync()).Groups[1].Value;
        Assert.NotEqual(password, initial);
        var claims = CodeFlow.Part(await CodeFlow.AccessToken(server, userName, initial), 1);
        Assert.Equal("publisher", claims.GetProperty("role").GetString());

        // What sleeps does not count yet.
        using var guarded = await Submit(admin, account, ("Roles", "ombuds"));
        var sleeps = await admin.GetStringAsync(guarded.Headers.Location);
        Assert.Contains("only once a second person has confirmed them", sleeps, StringComparison.Ordinal);
        Assert.DoesNotContain("It counts within seconds", sleeps, StringComparison.Ordinal);
        using var awake = await Submit(admin, account, ("Roles", "publisher"));

        using var gone = await Submit(admin, account + "/deactivate");
        using var back = await Submit(admin, account + "/reactivate");
        Assert.Contains("can sign in again", await admin.GetStringAsync(back.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_list_that_there_is_not_is_said_to_be_none()
    {
        using var admin = await server.Administrator(await server.Provision());

        var page = await admin.GetStringAsync("/console/administration?cursor=zzz");

        Assert.Contains("This page of the list is not known", page, StringComparison.Ordinal);
        Assert.Contains("One person can sign in", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_at_its_question()
    {
        var tenant = await server.Provision();
        using var admin = await server.Administrator(tenant);

        using var answer = await Submit(admin, "/console/administration/new", ("DisplayName", "Twice"), ("UserName", tenant.Administrator), ("Roles", "publisher"));

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<a href=\"#UserName\">", page, StringComparison.Ordinal);
        Assert.Contains("This user name is taken.", page, StringComparison.Ordinal);
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

    internal static async Task<HttpResponseMessage> Submit(HttpClient client, string path, params (string Name, string Value)[] fields)
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

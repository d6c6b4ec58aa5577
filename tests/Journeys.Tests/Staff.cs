using Microsoft.Playwright;
using Testing;
using Xunit;

namespace Journeys.Tests;

/// <summary>Somebody of an organisation at a browser without JavaScript.</summary>
internal static class Staff
{
    /// <summary>How wide the console is looked at.</summary>
    public const int Wide = 1280;

    /// <summary>Makes an account, signs in by the login form and chooses a password of their own; ends at an address of the console.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="tenant">Their organisation.</param>
    /// <param name="second">Who confirms their role, where it sees grievances.</param>
    /// <param name="role">Their role; also their name to sign in with.</param>
    /// <param name="name">As others see them.</param>
    /// <param name="address">Where they want to go.</param>
    public static async Task<PortalPerson> Enter(IBrowser browser, Tenant tenant, HttpClient second, string role, string name, string address)
    {
        var userName = $"{role}@{tenant.Slug}";
        var account = await tenant.Administrator.Post("/api/identity/v1/users", new { userName, displayName = name, password = Tenant.Password, roles = new[] { role } });
        if (role is "case-handler" or "human-rights-lead")
            await second.Confirm(account.GetProperty("id").GetGuid());
        var staff = await PortalPerson.Enter(browser, tenant.Platform.BaseUrl, "en", Wide);
        await staff.Leads(() => staff.Page.GotoAsync(tenant.Platform.BaseUrl + address), null);
        await staff.Page.FillAsync("[name=UserName]", userName);
        await staff.Page.FillAsync("[name=Password]", Tenant.Password);
        await staff.Press("main .button");
        foreach (var field in new[] { "Password", "Repeated" })
            await staff.Page.FillAsync($"[name={field}]", "four words of my own");
        await staff.Press("main .button");
        Assert.EndsWith(address, new Uri(staff.Page.Url).AbsolutePath, StringComparison.Ordinal);
        return staff;
    }
}

using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Identity.Contracts;
using Identity.Data;
using Identity.Domain;
using Identity.Features.Accounts;
using Identity.Features.Clients;
using Identity.Features.Tenants;
using Identity.OpenId;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Contracts;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Layout;

namespace AllInOne.Demo;

/// <summary>
/// The demo: two tenants with an account for every role, a neutral desk, AI systems, impacts, and three closed months of grievances. Everything
/// goes through the use cases a person would use, on a clock that is set; nothing is written past them.
/// </summary>
public static class DemoSeed
{
    private const string Marker = "demo.json";

    /// <summary>Seeds a new folder; an existing demo is left as it is.</summary>
    /// <param name="command">Where and for which address.</param>
    /// <param name="settings">Settings of the services.</param>
    /// <param name="asOf">The day on which the story ends; now unless given.</param>
    public static async Task Once(Command command, string[] settings, DateTimeOffset? asOf = null)
    {
        if (File.Exists(Path.Combine(command.Data, Marker)))
            return;
        var today = asOf ?? DateTimeOffset.UtcNow;
        var clock = new DemoClock(new DateTimeOffset(today.Year, today.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-3));
        await using var services = Composition.Services(settings, builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await Composition.Migrate(services);
        await using (var scope = services.Services.CreateAsyncScope())
            if (await scope.ServiceProvider.GetRequiredService<IdentityDb>().Tenants.AnyAsync())
                throw new UsageException($"{command.Data} already holds tenants that are not the demo's. Name another folder with --data, or delete this one if a demo was interrupted in it.");
        Console.WriteLine("Making the demo: two tenants, three closed months, a neutral desk. This takes a few seconds.");
        await services.StartAsync();
        var book = new DemoBook(command.Url);
        foreach (var (slug, name) in new[] { ("meridian", "Meridian Models"), ("harbour", "Harbour Hospitals") })
            await Tenant(services.Services, book, slug, name);
        await new DemoStories(services.Services, clock, book).Tell(today);
        await Desk(services.Services, book);
        await DemoStories.Settle(services.Services);
        await services.StopAsync();
        // Last: a demo that was interrupted half-way is not taken for one.
        SecretFiles.WriteOnce(Path.Combine(command.Data, Marker), book.ToJson());
    }

    // Who takes what nobody knows an address for, and passes it on.
    private static async Task Desk(IServiceProvider services, DemoBook book)
    {
        const string slug = "neutral-desk";
        var password = NewSecret();
        var (tenant, administrator) = await Provision(services, new NewTenant(slug, "Neutral desk", new FirstAdministrator($"administrator@{slug}", "Administrator", password)));
        book.AddTenant(tenant, slug, "Neutral desk");
        book.AddUser(slug, RoleIds.Administrator, $"administrator@{slug}", password);
        var lead = await Account(services, book, (tenant, administrator), slug, RoleIds.HumanRightsLead, $"{RoleIds.HumanRightsLead}@{slug}", "rights");
        var handler = await Account(services, book, (tenant, administrator), slug, RoleIds.CaseHandler, $"{RoleIds.CaseHandler}@{slug}", "rights");
        await Confirm(services, tenant, null, [lead]);
        await Confirm(services, tenant, lead, [handler]);
    }

    private static async Task Tenant(IServiceProvider services, DemoBook book, string slug, string name)
    {
        var password = NewSecret();
        var (tenant, administrator) = await Provision(services, new NewTenant(slug, name, new FirstAdministrator($"administrator@{slug}", "Administrator", password)));
        book.AddTenant(tenant, slug, name);
        book.AddUser(slug, RoleIds.Administrator, $"administrator@{slug}", password);
        var people = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var role in RoleIds.All.Where(r => r != RoleIds.Administrator))
        {
            // Owners of products sit in the product line, with revenue; those who sign off sit outside it: enough for a quorum.
            var line = role is RoleIds.ProductOwner or RoleIds.Contributor or RoleIds.MitigationOwner ? "product" : role is RoleIds.BoardMember ? "board" : "rights";
            people[role] = await Account(services, book, (tenant, administrator), slug, role, $"{role}@{slug}", line);
        }
        await Confirm(services, tenant, null, [people[RoleIds.HumanRightsLead]]);
        await Confirm(services, tenant, people[RoleIds.HumanRightsLead], Roles.Guarded.Except([RoleIds.Administrator, RoleIds.HumanRightsLead]).Select(role => people[role]));
        await Account(services, book, (tenant, administrator), slug, RoleIds.IndependentReviewer, $"second-independent-reviewer@{slug}", "rights");
        await using var clients = services.CreateAsyncScope();
        var secret = NewSecret();
        string[] scopes = [Permissions.TransparencyRead, Permissions.AssessmentsRead, Permissions.AssessmentsAssess];
        await clients.ServiceProvider.GetRequiredService<ClientCreation>().Create(tenant, $"{slug}-integration", secret, scopes);
        book.AddClient(slug, $"{slug}-integration", secret, scopes);
        var hotline = NewSecret();
        await clients.ServiceProvider.GetRequiredService<ClientCreation>().Create(tenant, $"{slug}-hotline", hotline, [Permissions.GrievancesFileForOthers]);
        book.AddClient(slug, $"{slug}-hotline", hotline, [Permissions.GrievancesFileForOthers]);
    }

    private static async Task<(Guid Tenant, Guid Administrator)> Provision(IServiceProvider services, NewTenant wanted)
    {
        await using var scope = services.CreateAsyncScope();
        var tenant = await scope.ServiceProvider.GetRequiredService<TenantProvisioning>().Create(wanted, mustChangePassword: false);
        return (tenant, await scope.ServiceProvider.GetRequiredService<IdentityDb>().OwnAccounts().Select(a => a.Id).SingleAsync());
    }

    private static async Task<Guid> Account(IServiceProvider services, DemoBook book, (Guid Id, Guid Administrator) tenant, string slug, string role, string userName, string line)
    {
        var password = NewSecret();
        await using var scope = services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<AccountCreation>()
            .Create(tenant.Id, new NewAccount(userName, ConsoleNavigation.Name(role), [role], line, Password: password), mustChangePassword: false, by: tenant.Administrator);
        book.AddUser(slug, role, userName, password);
        return account;
    }

    // The administrator gave the roles; the lead is the second person without whom they sleep, and the operator is the lead's.
    private static async Task Confirm(IServiceProvider services, Guid tenant, Guid? lead, IEnumerable<Guid> accounts)
    {
        foreach (var account in accounts)
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
            scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext
            {
                User = new ClaimsPrincipal(new ClaimsIdentity(lead is { } person ? [new Claim("sub", person.ToString()), new Claim("role", RoleIds.HumanRightsLead)]
                    : [new Claim("sub", ClientSeeding.Operator), new Claim("permission", Permissions.PlatformOperate)], "demo")),
            };
            var outcome = await scope.ServiceProvider.GetRequiredService<ConfirmHandling>().Run(account, null, default);
            if (outcome.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.Code);
        }
    }

    private static string NewSecret() => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 20);
}

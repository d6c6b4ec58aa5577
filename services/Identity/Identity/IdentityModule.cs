using Identity.Contracts.Events;
using Identity.Data;
using Identity.Features.Access;
using Identity.Features.Accounts;
using Identity.Features.Clients;
using Identity.Features.Connect;
using Identity.Features.Passwords;
using Identity.Features.Tenants;
using Identity.OpenId;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Hosting.Http;
using Platform.Hosting.Log;
using Platform.Hosting.Start;
using Platform.Messaging;

namespace Identity;

/// <summary>The identity service: tenants, accounts, machines' accounts, the OpenID Connect server.</summary>
public static class IdentityModule
{
    public static IHostApplicationBuilder AddIdentityModule(this IHostApplicationBuilder builder)
    {
        builder.AddService<IdentityDb, IdentitySqlite, IdentityPostgres>("identity", "Identity", typeof(TenantProvisioned).Assembly);
        builder.Services.AddOpenIdServer();
        builder.Services.AddAccounts();
        builder.Services.AddScoped<Standing>().AddScoped<Attempts>().AddSingleton<Reauthentication>();
        builder.Services.AddSingleton<PasswordWork>().AddScoped<PasswordProof>().AddScoped<SignIn>().AddScoped<ChangePassword>();
        builder.Services.AddScoped<TenantProvisioning>().AddScoped<CreateTenant>().AddScoped<ListTenants>().AddScoped<SuspendTenant>().AddScoped<ReissueAdministrator>();
        builder.Services.AddScoped<AccountCreation>().AddScoped<CreateAccount>().AddScoped<ListAccounts>().AddScoped<GetAccount>();
        builder.Services.AddScoped<AccountUpkeep>().AddScoped<DeactivateAccount>().AddScoped<ReactivateAccount>().AddScoped<ChangeRoles>().AddScoped<ResetPassword>();
        builder.Services.AddScoped<RefusedAttempts>().AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, RefusedAccess>().AddLog<IdentityDb, ReadLog>();
        builder.Services.AddScoped<SecondPeople>().AddScoped<ConfirmHandling>().AddScoped<ListToConfirm>().AddScoped<ListColleagues>().AddScoped<EndedSince>().AddScoped<RoleHeld>();
        builder.Services.AddScoped<ClientCreation>().AddScoped<CreateClient>().AddScoped<ListClients>().AddScoped<ClientUpkeep>().AddScoped<RotateSecret>().AddScoped<RevokeClient>();
        builder.Services.AddScoped<ConfirmClient>().AddScoped<ListClientsToConfirm>();
        return builder;
    }

    /// <summary>Identity is where events about tenants begin; it follows nobody's.</summary>
    public static void AddIdentityConsumers(this Consumers consumers) => ArgumentNullException.ThrowIfNull(consumers);

    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder app)
    {
        Authorize.Map(app);
        Token.Map(app);
        UserInfo.Map(app);
        EndedSince.Map(app);
        RoleHeld.Map(app);
        var api = app.MapServiceApi<IdentityDb>("identity");
        CreateTenant.Map(api);
        ListTenants.Map(api);
        SuspendTenant.Map(api);
        ReissueAdministrator.Map(api);
        CreateAccount.Map(api);
        ListAccounts.Map(api);
        GetAccount.Map(api);
        DeactivateAccount.Map(api);
        ReactivateAccount.Map(api);
        ChangeRoles.Map(api);
        ResetPassword.Map(api);
        ConfirmHandling.Map(api);
        ListToConfirm.Map(api);
        ListColleagues.Map(api);
        Me.Map(api);
        CreateClient.Map(api);
        ListClients.Map(api);
        RotateSecret.Map(api);
        RevokeClient.Map(api);
        ConfirmClient.Map(api);
        ListClientsToConfirm.Map(api);
        api.MapLog<IdentityDb>("Identity");
        return app;
    }
}

using Identity.Data;
using Identity.Domain;
using Identity.Features.Passwords;
using Identity.Features.Tenants;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace AllInOne;

/// <summary>Creates a tenant and its first administrator, in the running server or in the files of a stopped one.</summary>
public static class TenantCommand
{
    public static async Task<int> Run(Command command)
    {
        if (command.Operands is not [var slug])
            throw new UsageException("create-tenant SLUG --name \"Name of the organisation\" --admin USERNAME");
        var (name, administrator) = (command.Required("name"), command.Required("admin"));
        var password = command.Options.GetValueOrDefault("password") ?? InitialPassword.Create();
        using var folder = DataFolder.TryTake(command);
        var address = command.Url;
        if (folder is null)
        {
            using var http = await RunningServer.Client(command, "heed-operator", OperatorSecret(command), "platform.operate");
            address = http.BaseAddress!;
            await RunningServer.Post(http, "/api/identity/v1/tenants", new { slug, name, administrator = new { userName = administrator, displayName = "Administrator", password } });
        }
        else if ((await InFiles(command, new NewTenant(slug, name, new FirstAdministrator(administrator, "Administrator", password)))).Refusal is { } refusal)
        {
            throw new UsageException(Words.Of(refusal));
        }
        Console.WriteLine($"""
            {name} is there.
              portal         {address.ToString().TrimEnd('/')}/portal/{slug}
              administrator  {administrator}
              password       {(command.Options.ContainsKey("password") ? "as given" : password + "   (shown once)")}
            They choose a password of their own when they first sign in.
            """);
        return 0;
    }

    private static async Task<Outcome<CreatedTenant>> InFiles(Command command, NewTenant wanted)
    {
        await using var services = Composition.Services(Composition.Settings(command));
        await Composition.Migrate(services);
        await using var scope = services.Services.CreateAsyncScope();
        var inside = scope.ServiceProvider;
        inside.GetRequiredService<TenantContext>().Enter(Guid.CreateVersion7());
        var password = await inside.GetRequiredService<PasswordWork>().Ready(wanted.Administrator.Password, default);
        return password.Refusal is { } refusal ? refusal
            : await inside.GetRequiredService<Attempts>().Change(() => inside.GetRequiredService<TenantProvisioning>().Add(wanted, password.Value!, "system", "system"), default);
    }

    private static string OperatorSecret(Command command)
    {
        try
        {
            return File.ReadAllText(Path.Combine(command.Keys, "operator.secret")).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"Another process uses {command.Data}, and the operator's secret is not in {command.Keys}. Name the keys of the running server with --keys, or wait until it has started.");
        }
    }
}

using Identity.Domain;
using Identity.Features.Tenants;

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
        if (folder is null)
        {
            using var http = await RunningServer.Client(command, "heed-operator", File.ReadAllText(Path.Combine(command.Keys, "operator.secret")).Trim(), "platform.operate");
            await RunningServer.Post(http, "/api/identity/v1/tenants", new { slug, name, administrator = new { userName = administrator, displayName = "Administrator", password } });
        }
        else
        {
            await using var services = Composition.Services(Composition.Settings(command));
            await Composition.Migrate(services);
            await using var scope = services.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TenantProvisioning>().Create(slug, name, administrator, "Administrator", password);
        }
        Console.WriteLine($"""
            {name} is there.
              portal         {command.Url.ToString().TrimEnd('/')}/portal/{slug}
              administrator  {administrator}
              password       {(command.Options.ContainsKey("password") ? "as given" : password + "   (shown once)")}
            """);
        return 0;
    }
}

using System.Diagnostics;
using Gateway;

namespace AllInOne;

/// <summary>Runs the whole platform until it is told to stop.</summary>
public static class Server
{
    /// <summary>Starts services, then the gateway; stops in the other order.</summary>
    public static async Task<int> Run(Command command)
    {
        using var folder = DataFolder.TryTake(command);
        if (folder is null)
            throw new UsageException($"Another process uses {command.Data}. Stop it, or name another folder with --data.");
        var settings = Composition.Settings(command);
        if (command.Verb == "demo")
            await Demo.DemoSeed.Once(command, settings);
        await using var services = Composition.Services(settings);
        await Composition.Migrate(services);
        await using var gateway = Composition.Gateway(command, settings);
        await GatewayDatabase.Migrate(gateway.Services);
        await services.StartAsync();
        // The gateway last: nobody sees an address that can't answer yet.
        try
        {
            await gateway.StartAsync();
        }
        catch (IOException taken)
        {
            await services.StopAsync();
            throw new UsageException($"{command.Url} can't be listened on: {taken.Message} Name another address with --urls.");
        }
        folder.Announce(command.Url);
        await Banner.Print(command, services);
        await Task.WhenAny(services.WaitForShutdownAsync(), gateway.WaitForShutdownAsync());
        await gateway.StopAsync();
        await services.StopAsync();
        return 0;
    }
}

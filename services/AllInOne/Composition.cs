using System.Net;
using System.Net.Sockets;
using Assessments;
using Engagement;
using Gateway;
using Grievances;
using Identity;
using Platform.Hosting.Start;
using Platform.Tenancy;
using Transparency;

namespace AllInOne;

/// <summary>The two applications of the process, and the settings that make them find each other.</summary>
public static class Composition
{
    /// <summary>Services by name, as the gateway and the services address them.</summary>
    private static readonly string[] Names = ["assessments", "engagement", "grievances", "transparency", "identity"];

    /// <summary>Settings of the embedded mode, in the form of command-line arguments.</summary>
    public static string[] Settings(Command command)
    {
        var inside = $"http://127.0.0.1:{FreePort()}";
        return
        [
            $"--Issuer={command.Url.ToString().TrimEnd('/')}", $"--IdentityInternal={inside}", $"--Data:Folder={command.Data}", $"--Keys:Directory={command.Keys}",
            $"--Keys:Create=true", "--Database:Provider=Sqlite", "--Bus:Transport=InMemory", "--Mail:Transport=Folder", "--Portal:NeutralDesk=neutral-desk",
            .. Names.Select(name => $"--Services:{name}:http:0={inside}"), .. command.Options.Select(o => $"--{o.Key}={o.Value}"), $"--Inside={inside}",
        ];
    }

    /// <summary>All five services in one container, so that the bus in memory reaches them all.</summary>
    public static WebApplication Services(string[] settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = PlatformHost.CreateBuilder(settings, embedded: true);
        builder.WebHost.UseUrls(builder.Configuration["Inside"]!);
        builder.AddPlatform("heed", EveryConsumer.Add);
        builder.AddIdentityModule();
        builder.AddGrievances();
        builder.AddAssessments();
        builder.AddEngagement();
        builder.AddTransparency();
        adjust?.Invoke(builder);
        var app = builder.Build();
        app.UsePlatform();
        app.MapIdentity();
        app.MapGrievances();
        app.MapAssessments();
        app.MapEngagement();
        app.MapTransparency();
        app.MapPlatform();
        return app;
    }

    /// <summary>The gateway on the public port.</summary>
    public static WebApplication Gateway(Command command, string[] settings)
    {
        var builder = PlatformHost.CreateBuilder(settings, embedded: true);
        builder.WebHost.UseUrls(command.Url.ToString());
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        return app;
    }

    /// <summary>Brings every file up to date.</summary>
    public static Task Migrate(WebApplication services) => services.Services.GetRequiredService<SchemaMigration>().Run();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routing;

/// <summary>Who comes through a route, and so what the gateway adds and asks there.</summary>
internal enum Door
{
    /// <summary>Anyone; nothing is added. A signed-in employee is as anonymous here as everybody else.</summary>
    Open,

    /// <summary>Signing in, and tokens for machines: as open, with limits of its own on POSTs, and the identity service's cookies.</summary>
    Connect,

    /// <summary>The public API for people who file: as open, with a limit on POSTs.</summary>
    Intake,

    /// <summary>The portal's pages: as intake, and forms must come from this site.</summary>
    Portal,

    /// <summary>Staff and machine APIs: the session's token is added; without one the service answers 401.</summary>
    Api,

    /// <summary>The console: as the API, but who has no session is sent to sign in.</summary>
    Console,
}

/// <summary>The door of an endpoint.</summary>
internal sealed record DoorMetadata(Door Door);

/// <summary>Every address the gateway passes on, in one table. What is not here is a 404.</summary>
internal static class Routes
{
    public const string Grievances = "grievances", Assessments = "assessments", Engagement = "engagement",
        Transparency = "transparency", Identity = "identity";

    public static readonly string[] Services = [Assessments, Engagement, Grievances, Transparency, Identity];

    private static readonly (string Path, string Service, Door Door)[] Table =
    [
        ("/", Grievances, Door.Open),
        ("/portal/{**rest}", Grievances, Door.Portal),
        ("/transparency/{**rest}", Transparency, Door.Open),
        ("/feeds/{**rest}", Transparency, Door.Open),

        ("/api/grievances/v1/public/{**rest}", Grievances, Door.Intake),
        ("/api/grievances/v1/mailbox/{**rest}", Grievances, Door.Intake),
        ("/api/grievances/{**rest}", Grievances, Door.Api),
        ("/api/assessments/{**rest}", Assessments, Door.Api),
        ("/api/engagement/{**rest}", Engagement, Door.Api),
        ("/api/transparency/{**rest}", Transparency, Door.Api),
        ("/api/identity/{**rest}", Identity, Door.Api),

        ("/console/grievances/{**rest}", Grievances, Door.Console),
        ("/console/assessments/{**rest}", Assessments, Door.Console),
        ("/console/engagement/{**rest}", Engagement, Door.Console),
        ("/console/transparency/{**rest}", Transparency, Door.Console),
        ("/console/administration/{**rest}", Identity, Door.Console),

        ("/connect/{**rest}", Identity, Door.Connect),
        ("/.well-known/{**rest}", Identity, Door.Open),

        ("/_content/Platform.Ui/{**rest}", Grievances, Door.Open),
        ("/_content/Grievances/{**rest}", Grievances, Door.Open),
        ("/_content/Assessments/{**rest}", Assessments, Door.Open),
        ("/_content/Engagement/{**rest}", Engagement, Door.Open),
        ("/_content/Transparency/{**rest}", Transparency, Door.Open),
        ("/_content/Identity/{**rest}", Identity, Door.Open),
    ];

    public static IReadOnlyList<RouteConfig> Configured { get; } =
    [
        .. Table.Select(row => new RouteConfig
        {
            RouteId = row.Path,
            ClusterId = row.Service,
            Match = new RouteMatch { Path = row.Path },
            AuthorizationPolicy = row.Door == Door.Console ? Session.SignIn.SignedIn : null,
            RateLimiterPolicy = row.Door switch
            {
                Door.Intake or Door.Portal => Guards.PublicPace.Filing,
                Door.Connect => Guards.PublicPace.Connect,
                _ => null,
            },
        }),
    ];

    public static Door DoorOf(RouteConfig route) => Table.Single(row => row.Path == route.RouteId).Door;

    public static Door? DoorOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<DoorMetadata>()?.Door;

    public static ClusterConfig ClusterOf(string service, IConfiguration configuration) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig>
        {
            [service] = new()
            {
                Address = configuration[$"Services:{service}:http:0"]
                    ?? throw new InvalidOperationException($"Services:{service}:http:0 is not set: the address of that service."),
            },
        },
        HttpClient = new HttpClientConfig { MaxConnectionsPerServer = 1024, RequestHeaderEncoding = "Latin1" },
        HttpRequest = new Yarp.ReverseProxy.Forwarder.ForwarderRequestConfig
        {
            ActivityTimeout = TimeSpan.FromSeconds(configuration.GetValue("Gateway:SecondsToAnswer", 30)),
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };
}

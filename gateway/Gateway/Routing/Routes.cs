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

/// <summary>What begins here, and so needs a pass while the emergency switch is on.</summary>
internal enum Beginning
{
    /// <summary>A grievance.</summary>
    Grievance,

    /// <summary>A file that is announced before its grievance.</summary>
    Upload,
}

/// <summary>Marks an endpoint where something begins.</summary>
internal sealed record BeginningMetadata(Beginning Of);

/// <summary>Files pass this endpoint as they arrive, and are held nowhere.</summary>
/// <param name="MediaType">Of a body that carries a file; any other is held to the limit of all bodies.</param>
/// <param name="MostBytes">Of the whole body.</param>
internal sealed record FileMetadata(string MediaType, long MostBytes);

/// <summary>Every address the gateway passes on, in one table. What is not here is a 404.</summary>
internal static class Routes
{
    public const string Grievances = "grievances", Assessments = "assessments", Engagement = "engagement",
        Transparency = "transparency", Identity = "identity";

    public static readonly string[] Services = [Assessments, Engagement, Grievances, Transparency, Identity];

    /// <summary>The grievances service once more, with connections and patience of its own for files.</summary>
    public const string Files = "grievances-files";

    private const long MiB = 1024 * 1024;

    private static readonly Row[] Table =
    [
        new("/", Grievances, Door.Open),
        new("/help", Grievances, Door.Open),
        new("/portal/{**rest}", Grievances, Door.Portal),
        new("/portal/{tenant}/file", Grievances, Door.Portal) { Method = HttpMethods.Post, Begins = Beginning.Grievance },
        new("/portal/{tenant}/file/upload", Files, Door.Portal) { Method = HttpMethods.Post, Pace = Guards.PublicPace.Uploads, File = Form },
        new("/portal/mailbox/files", Files, Door.Portal) { Method = HttpMethods.Get },
        new("/portal/mailbox/files", Files, Door.Portal) { Method = HttpMethods.Post, Pace = Guards.PublicPace.Uploads, File = Form },
        new("/guest/{service}/{**rest}", Grievances, Door.Portal),
        new("/mediation/{**rest}", Grievances, Door.Portal),
        new("/transparency/{**rest}", Transparency, Door.Open),
        new("/feeds/{**rest}", Transparency, Door.Open),

        new("/api/grievances/v1/public/{**rest}", Grievances, Door.Intake),
        new("/api/grievances/v1/public/{tenant}/grievances", Grievances, Door.Intake) { Method = HttpMethods.Post, Begins = Beginning.Grievance },
        new("/api/grievances/v1/public/{tenant}/uploads", Grievances, Door.Intake) { Method = HttpMethods.Post, Pace = Guards.PublicPace.Uploads, Begins = Beginning.Upload },
        new("/api/grievances/v1/public/{tenant}/uploads/{id}", Files, Door.Intake) { Method = HttpMethods.Patch, Pace = Guards.PublicPace.Uploads, File = new("application/octet-stream", 201 * MiB) },
        new("/api/grievances/v1/mailbox/{**rest}", Grievances, Door.Intake),
        new("/api/grievances/v1/mailbox/files/{id}", Files, Door.Intake) { Method = HttpMethods.Get },
        new("/api/grievances/{**rest}", Grievances, Door.Api),
        new("/api/grievances/v1/imports", Files, Door.Api) { Method = HttpMethods.Post, File = new("application/json", 21 * MiB) },
        new("/api/assessments/{**rest}", Assessments, Door.Api),
        new("/api/engagement/{**rest}", Engagement, Door.Api),
        new("/api/transparency/{**rest}", Transparency, Door.Api),
        new("/api/identity/{**rest}", Identity, Door.Api),

        new("/console/grievances/{**rest}", Grievances, Door.Console),
        new("/console/grievances/{id}/files", Files, Door.Console) { Method = HttpMethods.Post, File = Form },
        new("/console/grievances/imports/file", Files, Door.Console) { Method = HttpMethods.Post, File = new("multipart/form-data", 12 * MiB) },
        new("/console/assessments/{**rest}", Assessments, Door.Console),
        new("/console/engagement/{**rest}", Engagement, Door.Console),
        new("/console/transparency/{**rest}", Transparency, Door.Console),
        new("/console/administration/{**rest}", Identity, Door.Console),
        new("/console/confirmations", Identity, Door.Console),

        new("/connect/{**rest}", Identity, Door.Connect),
        new("/.well-known/{**rest}", Identity, Door.Open),

        new("/_content/Platform.Ui/{**rest}", Grievances, Door.Open),
        new("/_content/Grievances/{**rest}", Grievances, Door.Open),
        new("/_content/Assessments/{**rest}", Assessments, Door.Open),
        new("/_content/Engagement/{**rest}", Engagement, Door.Open),
        new("/_content/Transparency/{**rest}", Transparency, Door.Open),
        new("/_content/Identity/{**rest}", Identity, Door.Open),
    ];

    public static IReadOnlyList<RouteConfig> Configured { get; } =
    [
        .. Table.Select(row => new RouteConfig
        {
            RouteId = row.Id,
            ClusterId = row.Cluster,
            Match = new RouteMatch { Path = row.Path, Methods = row.Method is null ? null : [row.Method] },
            AuthorizationPolicy = row.Door == Door.Console ? Session.SignIn.SignedIn : null,
            RateLimiterPolicy = row.Pace ?? row.Door switch
            {
                Door.Intake or Door.Portal => Guards.PublicPace.Filing,
                Door.Connect => Guards.PublicPace.Connect,
                _ => null,
            },
        }),
    ];

    /// <summary>What the guards read off an endpoint.</summary>
    public static object[] MetadataOf(RouteConfig route)
    {
        var row = Table.Single(row => row.Id == route.RouteId);
        return
        [
            new DoorMetadata(row.Door),
            .. row.Begins is { } beginning ? [new BeginningMetadata(beginning)] : Array.Empty<object>(),
            .. row.File is { } file ? [file] : Array.Empty<object>(),
        ];
    }

    public static Door? DoorOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<DoorMetadata>()?.Door;

    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
    [
        .. Services.Select(service => ClusterOf(service, service, configuration, 1024, configuration.GetValue("Gateway:SecondsToAnswer", 30))),
        // The last byte of a large file is followed by its check, which takes a while; and a poor line takes a while for 64 KiB.
        ClusterOf(Files, Grievances, configuration, configuration.GetValue("Gateway:FilesAtOnce", Guards.FileDoor.MostAtOnce), configuration.GetValue("Gateway:SecondsToAnswerFiles", 120)),
    ];

    private static ClusterConfig ClusterOf(string id, string service, IConfiguration configuration, int connections, int secondsToAnswer) => new()
    {
        ClusterId = id,
        Destinations = new Dictionary<string, DestinationConfig>
        {
            [service] = new()
            {
                Address = configuration[$"Services:{service}:http:0"]
                    ?? throw new InvalidOperationException($"Services:{service}:http:0 is not set: the address of that service."),
            },
        },
        HttpClient = new HttpClientConfig { MaxConnectionsPerServer = connections, RequestHeaderEncoding = "Latin1" },
        HttpRequest = new Yarp.ReverseProxy.Forwarder.ForwarderRequestConfig
        {
            ActivityTimeout = TimeSpan.FromSeconds(secondsToAnswer),
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };

    private sealed record Row(string Path, string Cluster, Door Door)
    {
        /// <summary>The one method of this row; others take the broader row beside it.</summary>
        public string? Method { get; init; }

        public string? Pace { get; init; }

        public Beginning? Begins { get; init; }

        public FileMetadata? File { get; init; }

        public string Id => Method is null ? Path : $"{Method} {Path}";
    }

    private static FileMetadata Form => new("multipart/form-data", 26 * MiB);
}

using Gateway.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Lets files through as they arrive: no file is ever whole here, in memory or on disk. Each holds a connection to the service
/// for as long as the line of its sender takes, so there are so many at a time, a quarter of them for one client, and each has an end.
/// </summary>
internal sealed class FileDoor(Clients clients, TimeProvider time, IConfiguration configuration)
{
    public const int MostAtOnce = 256;

    // Reads on after an answer, so that a browser, which looks for one only when it has sent all, gets to see it.
    private const long MostReadAway = 64L * 1024 * 1024;
    private static readonly TimeSpan LongestReadAway = TimeSpan.FromSeconds(30);
    private static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "platform.body_too_large");
    private static readonly Refusal Full = new(StatusCodes.Status503ServiceUnavailable, "platform.busy", RetryAfterSeconds: 10);

    private readonly int most = Math.Max(4, configuration.GetValue("Gateway:FilesAtOnce", MostAtOnce));
    private readonly TimeSpan longest = TimeSpan.FromMinutes(configuration.GetValue("Gateway:MinutesToSendAFile", 60.0));
    private readonly Dictionary<ulong, int> held = [];
    private readonly Lock gate = new();
    private int total;

    /// <summary>Files under way now.</summary>
    public int UnderWay => Volatile.Read(ref total);

    /// <summary>Whether the body of this request is a file, which no guard may hold back.</summary>
    public static bool IsFor(HttpContext http) => FileOf(http) is not null;

    public async Task Pass(HttpContext http, RequestDelegate next)
    {
        if (FileOf(http) is not { } file)
        {
            await next(http);
            return;
        }
        http.Features.Set(new GuardedLimit(file.MostBytes));
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (http.Request.ContentLength > file.MostBytes)
        {
            await Refuse(http, TooLarge);
            return;
        }
        var client = clients.Of(http);
        if (!TryEnter(client))
        {
            await Refuse(http, Full);
            return;
        }
        var body = new PassingBody(http.Request.Body, file.MostBytes, longest, time) { CanEnd = http.Request.ContentLength is null };
        try
        {
            (http.Request.Body, PassingBody.Current) = (body, body);
            await next(http);
        }
        finally
        {
            (http.Request.Body, PassingBody.Current) = (body.Inner, null);
            Leave(client);
        }
        if (body.Refused is { } status && !http.Response.HasStarted)
            await Refuse(http, status == TooLarge.Status ? TooLarge : new Refusal(status, Faults.CodeOf(status)));
    }

    private static FileMetadata? FileOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<FileMetadata>() is { } file
        && MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals(file.MediaType, StringComparison.OrdinalIgnoreCase)
        && http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
        // Two lengths: BodyLimit says no.
        && !http.Request.Headers.ContainsKey(BodyLimit.OtherLength)
            ? file : null;

    private async Task Refuse(HttpContext http, Refusal refusal)
    {
        http.Response.Headers.Connection = "close";
        await Faults.Answer(http, refusal);
        await http.Response.CompleteAsync();
        await ReadAway(http);
    }

    private async Task ReadAway(HttpContext http)
    {
        var (begun, buffer) = (time.GetTimestamp(), new byte[16 * 1024]);
        try
        {
            int read;
            for (long total = 0; total < MostReadAway && time.GetElapsedTime(begun) < LongestReadAway; total += read)
                if ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) == 0)
                    return;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Whoever sent has gone, or sends no more. The server ends the connection, once the answer is out.
            return;
        }
        http.Abort();
    }

    private bool TryEnter(ulong client)
    {
        lock (gate)
        {
            var own = held.GetValueOrDefault(client);
            if (total >= most || own >= most / 4)
                return false;
            (held[client], total) = (own + 1, total + 1);
            return true;
        }
    }

    private void Leave(ulong client)
    {
        lock (gate)
        {
            total--;
            if (--held[client] == 0)
                held.Remove(client);
        }
    }
}

/// <summary>Adds the door in front of what holds bodies back.</summary>
internal static class FileDoorMiddleware
{
    public static IApplicationBuilder UseFileDoor(this IApplicationBuilder app)
    {
        var door = app.ApplicationServices.GetRequiredService<FileDoor>();
        return app.Use(next => http => door.Pass(http, next));
    }
}

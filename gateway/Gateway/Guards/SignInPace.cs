using System.Collections.Concurrent;
using Gateway.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Slows one client that guesses passwords, whichever accounts it tries; an account that is guessed at rests by itself, whoever guesses. A try
/// takes its place when it begins, so that guesses at the same moment are all counted, and gives it back when it has succeeded.
/// </summary>
internal sealed class SignInPace(int most, TimeSpan window, TimeProvider clock)
{
    private const int MostClients = 10_000;

    private readonly ConcurrentDictionary<ulong, Tries> clients = new();

    public static bool IsSignIn(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments("/connect/login");

    /// <summary>Takes a place; null where there is none, with the time until there is one.</summary>
    public DateTimeOffset? Take(ulong client, out TimeSpan wait)
    {
        var now = clock.GetUtcNow();
        if (clients.Count > MostClients)
            foreach (var (idle, _) in clients.Where(pair => pair.Value.Latest <= now - window))
                clients.TryRemove(idle, out _);
        var tries = clients.GetOrAdd(client, _ => new Tries());
        lock (tries)
        {
            tries.At.RemoveAll(at => at <= now - window);
            wait = tries.At.Count < most ? TimeSpan.Zero : tries.At[0] + window - now;
            if (wait > TimeSpan.Zero)
                return null;
            tries.At.Add(tries.Latest = now);
            return now;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void GiveBack(ulong client, DateTimeOffset taken)
    {
        if (clients.TryGetValue(client, out var tries))
            lock (tries)
                tries.At.Remove(taken);
    }

    public bool IsOff => most <= 0;

    private sealed class Tries
    {
        public List<DateTimeOffset> At { get; } = [];

        public DateTimeOffset Latest { get; set; }
    }
}

/// <summary>Where the pace stands.</summary>
internal static class SignInPaceMiddleware
{
    public static IApplicationBuilder UseSignInPace(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var pace = http.RequestServices.GetRequiredService<SignInPace>();
        if (pace.IsOff || Routes.DoorOf(http) is not Door.Connect || !SignInPace.IsSignIn(http.Request))
        {
            await next();
            return;
        }
        var client = http.RequestServices.GetRequiredService<Clients>().Of(http);
        if (pace.Take(client, out var wait) is not { } taken)
        {
            await Faults.Answer(http, new Refusal(StatusCodes.Status429TooManyRequests, "platform.too_many_requests", RetryAfterSeconds: Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))));
            return;
        }
        await next();
        // The form leads on where the password was right, and is shown again where it was not.
        if (http.Response.StatusCode is StatusCodes.Status302Found or StatusCodes.Status303SeeOther)
            pace.GiveBack(client, taken);
    });
}

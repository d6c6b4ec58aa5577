using System.Buffers;
using System.IO.Pipelines;
using Gateway.Emergency;
using Gateway.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Takes a body whole before anything behind sees it: one that is too large, broken or sent in drips costs a service nothing.
/// Memory is taken for what has arrived, never for what a header promises. What is left unread of a refused body Kestrel reads
/// away for a few seconds, so that the client gets to see the answer. Files are another matter: <see cref="FileDoor"/>.
/// </summary>
internal static class BodyLimit
{
    public const int MostBytes = 256 * 1024;

    /// <summary>
    /// For what people type into a page: a browser sends one sign of Chinese as nine bytes, and whoever wrote too much is told so on the
    /// page that still has it, not on a page of its own. Services take no more either.
    /// </summary>
    public const int MostOfForm = 1024 * 1024 - WaitingRoom.MostTicketBytes;

    /// <summary>What Kestrel calls a length that stands beside chunks.</summary>
    public const string OtherLength = "X-Content-Length";

    private const int ChunkBytes = 16 * 1024;

    private static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "platform.body_too_large");
    private static readonly Refusal NoRoom = new(StatusCodes.Status503ServiceUnavailable, "platform.busy", RetryAfterSeconds: 5);

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app)
    {
        var buffered = app.ApplicationServices.GetRequiredService<Buffered>();
        var waiting = app.ApplicationServices.GetRequiredService<WaitingRoom>();
        return app.Use(async (http, next) =>
        {
            if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true || FileDoor.IsFor(http))
            {
                await next();
                return;
            }
            using var room = buffered.For(http);
            var most = Routes.DoorOf(http) == Door.Portal && http.Request.HasFormContentType ? MostOfForm : MostBytes;
            var (held, refusal) = await Take(http, room, waiting.IsFor(http) ? most + WaitingRoom.MostTicketBytes : most);
            if (refusal is not null)
            {
                room.Dispose();
                http.Features.Set(new GuardedLimit(most));
                await Faults.Answer(http, refusal);
                return;
            }
            http.Features.Set(held);
            await using var body = held!.Stream();
            http.Request.Body = body;
            await next();
        });
    }

    private static async Task<(HeldBody? Body, Refusal? Refusal)> Take(HttpContext http, Buffered.Room room, int most)
    {
        try
        {
            // Two lengths: Kestrel goes by the chunks and renames the other. Whoever stands in front may have gone by that one.
            if (http.Request.Headers.ContainsKey(OtherLength))
                throw new BadHttpRequestException("A body with two lengths.");
            return http.Request.ContentLength > most ? (null, TooLarge) : await Read(http, room, most);
        }
        catch (BadHttpRequestException broken)
        {
            http.Response.Headers.Connection = "close";
            return (null, new Refusal(broken.StatusCode, Faults.CodeOf(broken.StatusCode)));
        }
    }

    private static async Task<(HeldBody? Body, Refusal? Refusal)> Read(HttpContext http, Buffered.Room room, int most)
    {
        Chunk? first = null, last = null;
        var (total, filled, chunk) = (0, 0, Array.Empty<byte>());
        while (true)
        {
            if (filled == chunk.Length)
            {
                (first, last) = Append(first, last, chunk);
                // One byte more than promised finds the end without another chunk.
                var size = (int)Math.Min(ChunkBytes, http.Request.ContentLength - total + 1 ?? ChunkBytes);
                if (!room.TryTake(size))
                    return (null, NoRoom);
                (chunk, filled) = (new byte[size], 0);
            }
            var read = await http.Request.Body.ReadAsync(chunk.AsMemory(filled), http.RequestAborted);
            if (read == 0)
                break;
            (filled, total) = (filled + read, total + read);
            if (total > most)
                return (null, TooLarge);
        }
        (first, last) = Append(first, last, chunk.AsMemory(0, filled));
        return (new HeldBody(new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length)), null);
    }

    private static (Chunk First, Chunk Last) Append(Chunk? first, Chunk? last, ReadOnlyMemory<byte> bytes)
    {
        var next = new Chunk(bytes, last);
        return (first ?? next, next);
    }

    private sealed class Chunk : ReadOnlySequenceSegment<byte>
    {
        public Chunk(ReadOnlyMemory<byte> bytes, Chunk? before)
        {
            Memory = bytes;
            if (before is null)
                return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}

/// <summary>A body that is here whole.</summary>
internal sealed record HeldBody(ReadOnlySequence<byte> Bytes)
{
    /// <summary>The body from its beginning. A pipe over nothing fails the second read, which the proxy does.</summary>
    public Stream Stream() => Bytes.IsEmpty ? System.IO.Stream.Null : PipeReader.Create(Bytes).AsStream();
}

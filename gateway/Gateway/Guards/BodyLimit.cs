using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;

namespace Gateway.Guards;

/// <summary>
/// Takes a body whole before anything behind sees it: one that is too large, broken or sent in drips costs a service nothing.
/// Memory is taken for what has arrived, never for what a header promises. What is left unread of a refused body Kestrel reads
/// away for a few seconds, so that the client gets to see the answer.
/// </summary>
internal static class BodyLimit
{
    public const int MostBytes = 256 * 1024;

    private const int ChunkBytes = 16 * 1024;

    private static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "platform.body_too_large");
    private static readonly Refusal NoRoom = new(StatusCodes.Status503ServiceUnavailable, "platform.busy", RetryAfterSeconds: 5);

    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app)
    {
        var buffered = app.ApplicationServices.GetRequiredService<Buffered>();
        return app.Use(async (http, next) =>
        {
            if (http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
            {
                await next();
                return;
            }
            using var room = buffered.For(http);
            var (body, refusal) = await Take(http, room);
            if (refusal is not null)
            {
                room.Dispose();
                await Faults.Answer(http, refusal);
                return;
            }
            await using (body)
            {
                http.Request.Body = body!;
                await next();
            }
        });
    }

    private static async Task<(Stream? Body, Refusal? Refusal)> Take(HttpContext http, Buffered.Room room)
    {
        try
        {
            // Two lengths: Kestrel goes by the chunks and renames the other. Whoever stands in front may have gone by that one.
            if (http.Request.Headers.ContainsKey("X-Content-Length"))
                throw new BadHttpRequestException("A body with two lengths.");
            return http.Request.ContentLength > MostBytes ? (null, TooLarge) : await Read(http, room);
        }
        catch (BadHttpRequestException broken)
        {
            http.Response.Headers.Connection = "close";
            return (null, new Refusal(broken.StatusCode, Faults.CodeOf(broken.StatusCode)));
        }
    }

    private static async Task<(Stream? Body, Refusal? Refusal)> Read(HttpContext http, Buffered.Room room)
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
            if (total > MostBytes)
                return (null, TooLarge);
        }
        (first, last) = Append(first, last, chunk.AsMemory(0, filled));
        // A pipe over nothing fails the second read, which the proxy does.
        return total == 0 ? (Stream.Null, null) : (PipeReader.Create(new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length)).AsStream(), null);
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

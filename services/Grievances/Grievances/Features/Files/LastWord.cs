using Microsoft.AspNetCore.Http;

namespace Grievances.Features.Files;

/// <summary>
/// An answer to a body that is not read to its end: the server by itself would read it away up to the largest file there may be. Here
/// a few MiB are, while whoever sends gets to hear the answer; then the connection is closed.
/// </summary>
internal sealed class LastWord(IResult answer) : IResult
{
    private const int MostReadAway = 12 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Connection = "close";
        await answer.ExecuteAsync(httpContext);
        await httpContext.Response.CompleteAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            var (buffer, left) = (new byte[16 * 1024], MostReadAway);
            while (left > 0)
            {
                var read = await httpContext.Request.Body.ReadAsync(buffer, patience.Token);
                if (read == 0)
                    return;
                left -= read;
            }
            // Unread, what still comes holds its sender up, who now has the time to look for the answer.
            await Task.Delay(Patience / 4, patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Whoever sent has gone, or sends no more; the answer is out.
        }
        httpContext.Abort();
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceTests;

/// <summary>Counts the statements that requests cost, beside those of the transaction, by the trace each request starts.</summary>
public sealed class StatementCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<ActivityTraceId, int> counts = new();
    private readonly IDisposable listening;

    public StatementCounter() => listening = DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>How many statements a request costs; it has to succeed.</summary>
    public async Task<int> Of(HttpClient client, HttpRequestMessage request)
    {
        var trace = Mark(request);
        using var answer = await client.SendAsync(request);
        Assert.True((int)answer.StatusCode < 400, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return Of(trace);
    }

    /// <summary>Starts a trace with a request that somebody else sends.</summary>
    public ActivityTraceId Mark(HttpRequestMessage request)
    {
        var trace = ActivityTraceId.CreateRandom();
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        counts[trace] = 0;
        return trace;
    }

    /// <summary>What a marked request has cost so far.</summary>
    public int Of(ActivityTraceId trace) => counts[trace];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // A save is one statement to PostgreSQL; SQLite, which these tests run on, is given its rows one by one.
        if (value.Value is CommandExecutedEventData { CommandSource: not CommandSource.SaveChanges } or SaveChangesCompletedEventData { EntitiesSavedCount: > 0 }
            && Activity.Current is { TraceId: var trace } && counts.ContainsKey(trace))
            counts.AddOrUpdate(trace, 1, (_, count) => count + 1);
    }

    public void OnCompleted() => counts.Clear();

    public void OnError(Exception error) => throw error;

    public void Dispose() => listening.Dispose();
}

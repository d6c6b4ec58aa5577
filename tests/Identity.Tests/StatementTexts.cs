using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Identity.Tests;

/// <summary>Keeps the text of the statements that requests cost.</summary>
public sealed class StatementTexts : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<ActivityTraceId, bool> traces = new();
    private readonly IDisposable listening;

    public StatementTexts() => listening = DiagnosticListener.AllListeners.Subscribe(this);

    public ConcurrentBag<string> Seen { get; } = [];

    /// <summary>Sends a request that has to succeed.</summary>
    public async Task Of(HttpClient client, string path)
    {
        var trace = ActivityTraceId.CreateRandom();
        traces[trace] = true;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData data && Activity.Current is { TraceId: var trace } && traces.ContainsKey(trace))
            Seen.Add(data.Command.CommandText);
    }

    public void OnCompleted() => traces.Clear();

    public void OnError(Exception error) => throw error;

    public void Dispose() => listening.Dispose();
}

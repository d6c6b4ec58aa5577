using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Transparency.Tests;

/// <summary>Makes every count of cases take a while, so that those who ask at once do meet.</summary>
internal sealed class SlowCounts : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> listening = [];

    public SlowCounts() => Keep(DiagnosticListener.AllListeners.Subscribe(this));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            Keep(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuting.Name && value.Value is CommandEventData command && command.Command.CommandText.Contains("UNION ALL", StringComparison.Ordinal))
            Thread.Sleep(200);
    }

    public void OnCompleted() => Dispose();

    public void OnError(Exception error) => throw error;

    public void Dispose()
    {
        lock (listening)
            listening.ToList().ForEach(l => l.Dispose());
    }

    private void Keep(IDisposable subscription)
    {
        lock (listening)
            listening.Add(subscription);
    }
}

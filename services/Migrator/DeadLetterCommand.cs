using System.Globalization;
using System.Reflection;
using AllInOne;
using Platform.Contracts;
using Platform.Hosting.Start;
using Platform.Messaging;

namespace Migrator;

/// <summary>The operator's view of what nobody could handle.</summary>
public static class DeadLetterCommand
{
    private const string Usage = "dead-letters list | show QUEUE [COUNT] | requeue QUEUE [COUNT]";
    private const int DefaultCount = 20;

    /// <summary>list, show or requeue.</summary>
    public static async Task<int> Run(string[] args)
    {
        var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var consumers = new Consumers();
        EveryConsumer.Add(consumers);
        // Checked before anything is connected to: a mistyped number must not become another.
        var (verb, queue, count) = words switch
        {
            ["list"] => ("list", "", 0),
            ["show" or "requeue", var name] => (words[0], Known(name, consumers), DefaultCount),
            ["show" or "requeue", var name, var most] => (words[0], Known(name, consumers), Count(most)),
            _ => throw new UsageException(Usage),
        };
        await using var letters = await DeadLetters.Connect(PlatformHost.CreateBuilder([.. args.Where(a => a.StartsWith("--", StringComparison.Ordinal))]).Configuration, consumers);
        var waiting = await letters.List();
        if (verb == "list")
            foreach (var one in waiting)
                Console.WriteLine($"{one.Count,6}  {one.Name}");
        // A consumer that never failed has no queue to look into.
        else if (waiting.All(w => w.Name != queue))
            Console.WriteLine($"{queue} has no dead letters");
        else if (verb == "show")
            foreach (var letter in await letters.Show(queue, count))
                Console.WriteLine($"{letter.MessageId}  {letter.Fault}  {letter.Bytes} bytes, body redacted");
        else
            Console.WriteLine($"{await letters.Requeue(queue, count)} sent to their consumer");
        return 0;
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
        ? count : throw new UsageException($"{text} is no number of letters. {Usage}");

    private static string Known(string queue, Consumers consumers)
    {
        var names = Events().SelectMany(consumers.Of).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Contains(queue) ? queue : throw new UsageException($"No consumer is called {queue}. There are: {string.Join(", ", names)}.");
    }

    private static IEnumerable<Type> Events() => new[]
        {
            typeof(Assessments.Contracts.Events.ImpactRated), typeof(Engagement.Contracts.IEngagementApi), typeof(Grievances.Contracts.Events.GrievanceFiled),
            typeof(Identity.Contracts.Events.TenantProvisioned), typeof(Transparency.Contracts.Events.DisclosureReleased),
        }.SelectMany(of => of.Assembly.GetExportedTypes()).Where(t => t.GetCustomAttribute<WireNameAttribute>() is not null);
}

using Assessments;
using Engagement;
using Grievances;
using Identity;
using Platform.Hosting.Start;
using Platform.Messaging;
using Transparency;

namespace Migrator;

/// <summary>The operator's view of what nobody could handle.</summary>
public static class DeadLetterCommand
{
    /// <summary>list, show or requeue.</summary>
    public static async Task<int> Run(string[] args)
    {
        var words = args.Where(a => !a.StartsWith('-')).ToArray();
        var configuration = PlatformHost.CreateBuilder([.. args.Where(a => a.StartsWith('-'))]).Configuration;
        var consumers = new Consumers();
        consumers.AddIdentityConsumers();
        consumers.AddGrievancesConsumers();
        consumers.AddAssessmentsConsumers();
        consumers.AddEngagementConsumers();
        consumers.AddTransparencyConsumers();
        await using var letters = await DeadLetters.Connect(configuration, consumers);
        switch (words)
        {
            case ["list"]:
                foreach (var queue in await letters.List())
                    Console.WriteLine($"{queue.Count,6}  {queue.Name}");
                return 0;
            case ["show", var queue, .. var rest]:
                foreach (var letter in await letters.Show(queue, Count(rest)))
                    Console.WriteLine($"{letter.MessageId}  {letter.Fault}  {letter.Bytes} bytes, body redacted");
                return 0;
            case ["requeue", var queue, .. var rest]:
                Console.WriteLine($"{await letters.Requeue(queue, Count(rest))} sent to their consumer");
                return 0;
            default:
                Console.Error.WriteLine("dead-letters list | show QUEUE [COUNT] | requeue QUEUE [COUNT]");
                return 2;
        }
    }

    private static int Count(string[] rest) => rest is [var text] && int.TryParse(text, out var count) ? count : 20;
}

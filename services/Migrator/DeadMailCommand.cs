using System.Globalization;
using Grievances.Data;
using Platform.Mail;

namespace Migrator;

/// <summary>The operator's view of mails that were given up. No address is opened, let alone shown.</summary>
public static class DeadMailCommand
{
    private const string Usage = "dead-mail list [COUNT] | requeue FAULT|all | drop FAULT|all";
    private const string All = "all";
    private const int DefaultCount = 20;

    /// <summary>list, requeue or drop.</summary>
    public static async Task<int> Run(string[] args)
    {
        var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        // Checked before anything is connected to: what is dropped does not come back.
        var (verb, fault, count) = words switch
        {
            ["list"] => ("list", "", DefaultCount),
            ["list", var most] => ("list", "", Count(most)),
            ["requeue" or "drop", All] => (words[0], null, 0),
            ["requeue" or "drop", var code] => (words[0], Fault(code), 0),
            _ => throw new UsageException(Usage),
        };
        await using var modules = Migration.Modules([.. args.Where(a => a.StartsWith("--", StringComparison.Ordinal))]);
        // Grievances is the one service that sends mail.
        var dead = modules.Services.GetRequiredService<DeadMail<GrievancesDb>>();
        switch (verb)
        {
            case "requeue":
                Console.WriteLine($"{await dead.Requeue(fault)} queued once more; what has no address any more stays");
                break;
            case "drop":
                Console.WriteLine($"{await dead.Drop(fault)} dropped");
                break;
            default:
                await List(dead, count);
                break;
        }
        return 0;
    }

    private static async Task List(DeadMail<GrievancesDb> dead, int count)
    {
        foreach (var group in await dead.List())
            Console.WriteLine($"{group.Count,6}  {group.Fault,-26}  {group.Template}  {group.Tenant}  since {At(group.Oldest)}");
        foreach (var head in await dead.Heads(count))
            Console.WriteLine($"{head.Id}  {head.Fault,-26}  {At(head.FailedAt)}  {head.Attempts} attempts  {(head.Sendable ? "can be queued again" : "address forgotten")}");
    }

    private static string At(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "Z";

    private static string Fault(string text) => text.StartsWith("mail.", StringComparison.Ordinal) ? text : throw new UsageException($"{text} is no fault of a mail. {Usage}");

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
        ? count : throw new UsageException($"{text} is no number of mails. {Usage}");
}

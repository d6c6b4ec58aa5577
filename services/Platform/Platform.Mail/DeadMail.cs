using System.Data.Common;
using Platform.Clocks;
using Platform.Tenancy;

namespace Platform.Mail;

/// <summary>Mails of one tenant, template and fault that were given up.</summary>
/// <param name="Tenant">Owner.</param>
/// <param name="Template">Which words.</param>
/// <param name="Fault">Code of the last failure.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the first of them was given up.</param>
public sealed record DeadMailCount(Guid Tenant, string Template, string Fault, long Count, DateTimeOffset Oldest);

/// <summary>One mail that was given up, as the log names it; its address stays sealed.</summary>
/// <param name="Tenant">Owner.</param>
/// <param name="Id">Id of the mail; random, and of no case.</param>
/// <param name="Template">Which words.</param>
/// <param name="Fault">Code of the last failure.</param>
/// <param name="Attempts">Failed attempts.</param>
/// <param name="FailedAt">When it was given up.</param>
/// <param name="Sendable">Whether there still is an address to send it to.</param>
public sealed record DeadMailHead(Guid Tenant, Guid Id, string Template, string Fault, int Attempts, DateTimeOffset FailedAt, bool Sendable);

/// <summary>For the operator: counts what was given up, sends it once more or drops it. Shows no address.</summary>
public sealed class DeadMail<TDb>(SweptTable<TDb> table, TimeProvider clock) where TDb : PlatformDb
{
    /// <summary>Counts by tenant, template and fault.</summary>
    public async Task<IReadOnlyList<DeadMailCount>> List(CancellationToken cancellation = default)
    {
        await using var connection = await table.Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT tenant_id, template, coalesce(fault, ''), count(*), min(failed_at) FROM mail_items
            WHERE failed_at IS NOT NULL GROUP BY tenant_id, template, fault ORDER BY tenant_id, template, fault
            """;
        var counts = new List<DeadMailCount>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            counts.Add(new DeadMailCount(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), At(reader, 4)));
        return counts;
    }

    /// <summary>The mails themselves, the last given up first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<IReadOnlyList<DeadMailHead>> Heads(int most = 20, CancellationToken cancellation = default)
    {
        await using var connection = await table.Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT tenant_id, id, template, coalesce(fault, ''), attempts, failed_at, CASE WHEN address IS NULL THEN 0 ELSE 1 END FROM mail_items
            WHERE failed_at IS NOT NULL ORDER BY failed_at DESC, id LIMIT @most
            """;
        var limit = command.CreateParameter();
        (limit.ParameterName, limit.Value) = ("most", Math.Max(1, most));
        command.Parameters.Add(limit);
        var heads = new List<DeadMailHead>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            heads.Add(new DeadMailHead(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), At(reader, 5), reader.GetInt32(6) == 1));
        return heads;
    }

    /// <summary>Queues what was given up anew, for example after an outage of the server. Addresses refused for good are gone and stay out.</summary>
    /// <param name="fault">Only mails with this fault, or all.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>How many were queued; the delivery finds them within half a minute.</returns>
    public Task<int> Requeue(string? fault = null, CancellationToken cancellation = default) => table.Execute(
        "UPDATE mail_items SET failed_at = NULL, attempts = 0, due_at = @now, next_attempt_at = @now WHERE failed_at IS NOT NULL AND address IS NOT NULL AND (@fault = '' OR fault = @fault)",
        cancellation, ("now", clock.GetUtcNow()), ("fault", fault ?? ""));

    /// <summary>Forgets what was given up, with its address: nobody is written to about it any more.</summary>
    /// <param name="fault">Only mails with this fault, or all.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>How many were dropped.</returns>
    public Task<int> Drop(string? fault = null, CancellationToken cancellation = default) =>
        table.Execute("DELETE FROM mail_items WHERE failed_at IS NOT NULL AND (@fault = '' OR fault = @fault)", cancellation, ("fault", fault ?? ""));

    private static DateTimeOffset At(DbDataReader reader, int column) => new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));
}

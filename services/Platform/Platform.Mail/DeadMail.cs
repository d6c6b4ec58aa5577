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

/// <summary>For the operator: counts what was given up and sends it once more. Shows no address.</summary>
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
            counts.Add(new DeadMailCount(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3),
                new DateTimeOffset(DateTime.SpecifyKind(reader.GetDateTime(4), DateTimeKind.Utc))));
        return counts;
    }

    /// <summary>Queues what was given up anew, for example after an outage of the server. Addresses refused for good are gone and stay out.</summary>
    /// <param name="fault">Only mails with this fault, or all.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>How many were queued; the delivery finds them within half a minute.</returns>
    public Task<int> Requeue(string? fault = null, CancellationToken cancellation = default) => table.Execute(
        "UPDATE mail_items SET failed_at = NULL, attempts = 0, due_at = @now, next_attempt_at = @now WHERE failed_at IS NOT NULL AND address IS NOT NULL AND (@fault = '' OR fault = @fault)",
        cancellation, ("now", clock.GetUtcNow()), ("fault", fault ?? ""));
}

using System.Reflection;
using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Messaging;
using Platform.Webhooks;

namespace Grievances.Features.Machines;

/// <summary>What a machine of the organisation is told of a case; it reads the rest by the API, with its own permission.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Reference">What the person quotes; null of what was erased or learned.</param>
/// <param name="State">State of the case, or null.</param>
/// <param name="Version">Counts up with every change of the case; of two events the higher holds.</param>
public sealed record ToldCase(Guid CaseId, string? Reference, string? State, long? Version);

/// <summary>What a machine of the organisation is told of a pattern.</summary>
/// <param name="PatternId">Id of the pattern.</param>
/// <param name="State">How far it is, or null where nothing was said yet.</param>
/// <param name="Open">Whether further reports attach to it.</param>
/// <param name="Version">Counts up with every change that is told; of two events the higher holds.</param>
public sealed record ToldPattern(Guid PatternId, string? State, bool Open, long Version);

/// <summary>
/// Tells the organisation's machines by webhook whatever is published of a case or a pattern, in the same transaction. A case that the ombuds hears is told
/// to nobody: who receives webhooks is seldom known to whoever files, and often the team.
/// </summary>
public sealed class TellMachines(GrievancesDb db, Webhooks<GrievancesDb> webhooks, WebhookAudience<GrievancesDb> audience)
{
    private readonly HashSet<Guid> told = [];

    /// <summary>Codes of everything that is told: the names of the service's events.</summary>
    public static string[] Types { get; } =
        [.. typeof(GrievanceFiled).Assembly.GetTypes().Select(t => t.GetCustomAttribute<WireNameAttribute>()?.Name).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>The last work of each unit of work that published something.</summary>
    public async Task Run(GrievancesDb _)
    {
        if (!db.AfterCommit.Contains(typeof(OutboxMessage)) || !await audience.Any(db, CancellationToken.None))
            return;
        var published = db.ChangeTracker.Entries<OutboxMessage>().Select(e => e.Entity).Where(m => told.Add(m.Id)).OrderBy(m => m.Id).ToList();
        foreach (var message in published)
        {
            if (Pattern(message) is { } pattern)
                webhooks.Announce(message.Id, message.Type, $"pattern:{pattern.PatternId}", pattern);
            else if (Read(message.Body) is { } kase && !await IsOmbuds(kase.CaseId))
                webhooks.Announce(message.Id, message.Type, $"case:{kase.CaseId}", kase);
        }
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task<bool> IsOmbuds(Guid id) =>
        (db.Grievances.Local.FirstOrDefault(g => g.Id == id)?.HandledBy ?? await db.Grievances.Where(g => g.Id == id).Select(g => g.HandledBy).FirstOrDefaultAsync(CancellationToken.None)) == CaseKeys.Ombuds;

    private static ToldPattern? Pattern(OutboxMessage message) =>
        message.Type == Outbox.WireName(typeof(PatternChanged)) && JsonSerializer.Deserialize<PatternChanged>(message.Body, JsonSerializerOptions.Web)?.Pattern is { } told ? new ToldPattern(told.PatternId, told.State, told.Open, told.Version) : null;

    private static ToldCase? Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var of = document.RootElement.TryGetProperty("case", out var snapshot) ? snapshot : document.RootElement;
        return of.TryGetProperty("caseId", out var id) && id.TryGetGuid(out var caseId) ? new ToldCase(caseId, Word(of, "reference"), Word(of, "state"), of.TryGetProperty("lessonId", out _) ? null : Number(of, "version")) : null;
    }

    private static string? Word(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}

using System.Globalization;
using Grievances.Data;
using Grievances.Features.Access;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Queue;

/// <summary>
/// The filtered queue as a table for spreadsheets: the coarse columns that the queue shows, nothing that a person said. It is read page by
/// page as it is written, and that somebody took it along is a line of the audit log.
/// </summary>
public sealed class ExportQueue(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ListCases list, ColleagueNames names, Actor actor, TimeProvider clock)
{
    /// <summary>Most cases one table holds.</summary>
    public const int Most = 100_000;

    private const int OnAPage = 500;

    private static readonly IReadOnlyList<string> Columns =
    [
        "id", "reference", "state", "band", "due_at", "filed_at", "acknowledge_by", "acknowledged_at", "awaits_answer", "retaliation_by", "outcome", "remedy", "affected", "people", "capacity", "channel",
        "language", "handled_by", "assigned_to", "marks", "system_id", "pattern_id", "assigned_to_name", "risk_codes",
    ];

    /// <summary>The table, in units of work of its own.</summary>
    public async Task<CsvAnswer> Run(CaseFilter filter, CancellationToken cancellation)
    {
        await unit.Write(() =>
        {
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.queue_exported", "queue", "overview");
            return db.SaveChangesAsync(CancellationToken.None);
        }, cancellation);
        // As the queue calls them; without names where nobody can be asked.
        var called = await names.Of(db.Tenant.Required, cancellation);
        return new CsvAnswer($"cases-{clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv", (writer, token) => Write(writer, filter, called, token));
    }

    private async Task Write(StreamWriter writer, CaseFilter filter, IReadOnlyDictionary<Guid, string> called, CancellationToken cancellation)
    {
        await writer.WriteAsync(CsvCells.Line(Columns).AsMemory(), cancellation);
        // A case that moves back in the queue meanwhile is written once.
        var written = new HashSet<Guid>();
        for (string? cursor = null; ;)
        {
            var page = (await unit.Read(() => list.Part(filter, cursor, OnAPage, cancellation), cancellation)).Value!;
            foreach (var row in page.Items.Where(row => written.Count < Most && written.Add(row.Id)))
                await writer.WriteAsync(Line(row, row.AssigneeId is { } assignee ? called.GetValueOrDefault(assignee) : null).AsMemory(), cancellation);
            if (page.Next is null || written.Count >= Most)
                break;
            cursor = page.Next;
        }
    }

    private static string Line(CaseRow row, string? assignee) => CsvCells.Line(row.Id.ToString(), row.Reference, row.State, row.Band, At(row.DueAt), At(row.FiledAt), At(row.AcknowledgeBy), At(row.AcknowledgedAt),
        row.AwaitsAnswer ? "yes" : "no", At(row.RetaliationBy), row.Outcome, row.Remedy, row.Affected, row.People, row.Capacity, row.Channel, row.Language, row.HandledBy, row.AssigneeId?.ToString(),
        string.Join(' ', row.Marks), row.SystemId?.ToString(), row.PatternId?.ToString(), assignee, string.Join(' ', row.Rights));

    private static string? At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>GET /api/grievances/v1/cases/export.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/export", async ([AsParameters] QueueQuery query, ExportQueue export, HttpContext http) =>
            {
                var filter = query.Read(http.Request);
                return filter.Refusal is { } refusal ? (IResult)new Problem(refusal) : await export.Run(filter.Value!, http.RequestAborted);
            })
        .WithName("Grievances_ExportQueue").WithSummary("The filtered queue as CSV, at most 100,000 cases").Produces(200, contentType: "text/csv").ProducesProblem(400)
        .RequirePermission(Permissions.GrievancesRead).OwnWork();
}

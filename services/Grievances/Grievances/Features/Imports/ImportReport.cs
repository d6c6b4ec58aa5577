using System.Globalization;
using Grievances.Data;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Imports;

/// <summary>What became of each row as a table for spreadsheets, beside the register it came from. It is read part by part as it is written.</summary>
public sealed class ImportReport(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReadImports imports)
{
    private const int AtOnce = 500;

    private static readonly IReadOnlyList<string> Columns = ["row", "outcome", "code", "field", "what_is_wrong", "how_to_mend", "reference", "repeats_row"];

    /// <summary>The table, in units of work of its own.</summary>
    public async Task<Outcome<CsvAnswer>> Run(Guid id, CancellationToken cancellation) =>
        await unit.Read(() => db.Imports.AnyAsync(i => i.Id == id, cancellation), cancellation) ? new CsvAnswer($"import-{id:N}.csv", (writer, token) => Write(writer, id, token)) : Refusal.NotFound("grievances.import_unknown");

    private async Task Write(StreamWriter writer, Guid id, CancellationToken cancellation)
    {
        await writer.WriteAsync(CsvCells.Line(Columns).AsMemory(), cancellation);
        for (var last = 0; await unit.Read(() => imports.Answers(id, null, last, AtOnce, cancellation), cancellation) is { Count: > 0 } rows; last = rows[^1].Number)
            foreach (var row in rows)
                await writer.WriteAsync(CsvCells.Line(row.Number.ToString(CultureInfo.InvariantCulture), row.Outcome, All(row, f => f.Code), All(row, f => f.Field), All(row, f => f.Title), All(row, f => f.Mend),
                    row.Reference, row.RepeatsRow?.ToString(CultureInfo.InvariantCulture)).AsMemory(), cancellation);
    }

    // A row is a line, however much is wrong with it.
    private static string All(ImportedRowView row, Func<RowFaultView, string?> part) => string.Join("; ", row.Faults.Select(part).Where(words => !string.IsNullOrEmpty(words)));

    /// <summary>GET /api/grievances/v1/imports/{id}/rows.csv.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/imports/{id:guid}/rows.csv", async (Guid id, ImportReport report, HttpContext http) => (await report.Run(id, http.RequestAborted)).ToResult(table => table))
        .WithName("Grievances_ReportImport").WithSummary("What became of each row, as CSV").Produces(200, contentType: "text/csv").ProducesProblem(404).RequirePermission(Permissions.GrievancesImport).OwnWork();
}

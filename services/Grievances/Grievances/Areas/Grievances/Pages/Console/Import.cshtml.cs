using Grievances.Data;
using Grievances.Features.Imports;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>One import: first which column is which, with what the last import said as a proposal; then how far it is and what was refused.</summary>
[Authorize(Policy = Permissions.GrievancesImport), Work(Work.Own)]
public sealed class ImportModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReadImports imports, BringRegister bring, ImportReport report, TakeBackImport takeBack, ImportSealing sealing) : PageModel
{
    private const int Shown = 3;
    private const int MostShown = 80;

    /// <summary>What each column is, in the order of the columns; empty for those left out.</summary>
    [BindProperty] public List<string?> Fields { get; set; } = [];

    /// <summary>Language of the rows that name none.</summary>
    [BindProperty] public string? Language { get; set; }

    public ImportView View { get; private set; } = null!;
    public string? TenantName { get; private set; }

    /// <summary>What was read, while nobody has said which column is which.</summary>
    public RegisterTable? Table { get; private set; }

    public IReadOnlyList<IReadOnlyList<string?>> Preview => [.. (Table?.Rows ?? []).Take(Shown)];
    public IReadOnlyList<ImportedRowView> Refused { get; private set; } = [];
    public string? Next { get; private set; }
    public string? First { get; private set; }

    public string Heading => View.State switch
    {
        ImportView.Waiting => "Say which column is which",
        "running" => $"{View.Answered} of {ImportWords.Rows(View.Total)} have an answer",
        "stopped" => $"Stopped after {View.Answered} of {ImportWords.Rows(View.Total)}",
        "taken_back" => $"Taken back: what {ImportWords.Rows(View.Imported)} had become is erased",
        _ => View.Refused == 0 ? "Every row is a case" : $"{View.Refused} of {ImportWords.Rows(View.Total)} were refused",
    };

    /// <summary>The beginning of a cell.</summary>
    public static string Short(string? cell) => cell is null || cell.Length <= MostShown ? cell ?? "" : cell[..(char.IsHighSurrogate(cell[MostShown - 1]) ? MostShown - 1 : MostShown)] + " …";

    public Task<IActionResult> OnGet(Guid id, string? cursor, CancellationToken cancellation) => Show(id, cursor, cancellation);

    public async Task<IActionResult> OnGetCsv(Guid id, CancellationToken cancellation)
    {
        var table = await report.Run(id, cancellation);
        return table.Refusal is { } refusal ? new RefusedResult(refusal) : table.Value!;
    }

    public async Task<IActionResult> OnPostStart(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Repeat(() => bring.Start(id, Fields, Language ?? "", cancellation), o => !o.Refused, cancellation);
        return await Answered(id, outcome.Refusal, cancellation);
    }

    public async Task<IActionResult> OnPostStop(Guid id, CancellationToken cancellation)
    {
        var (outcome, gone) = await unit.Run(true, async () => (Outcome: await imports.Stop(id, cancellation), Gone: !await db.Imports.AnyAsync(i => i.Id == id, cancellation)), done => !done.Outcome.Refused, cancellation);
        // Where it was over before there is nothing left to stop, and the page says so.
        return outcome.Refusal is { Status: StatusCodes.Status404NotFound } unknown ? new RefusedResult(unknown) : Redirect(gone ? $"{ImportWords.Address}?done=dropped" : $"{ImportWords.Address}/{id}");
    }

    public async Task<IActionResult> OnPostTakeBack(Guid id, CancellationToken cancellation)
    {
        var outcome = await unit.Repeat(() => takeBack.Run(id, cancellation), o => !o.Refused, cancellation);
        return await Answered(id, outcome.Refusal, cancellation);
    }

    private async Task<IActionResult> Answered(Guid id, Refusal? refused, CancellationToken cancellation)
    {
        if (refused is not { } refusal)
            return Redirect($"{ImportWords.Address}/{id}");
        if (refusal.Status is StatusCodes.Status404NotFound)
            return new RefusedResult(refusal);
        ImportWords.Refuse(ModelState, refusal, "", nameof(Language), "");
        Response.StatusCode = refusal.Status;
        return await Show(id, null, cancellation);
    }

    private async Task<IActionResult> Show(Guid id, string? cursor, CancellationToken cancellation)
    {
        var refusal = await unit.Read(async () =>
        {
            var one = await imports.One(id, cancellation);
            if (one.Refusal is { } unknown)
                return unknown;
            View = one.Value!;
            TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
            if (View.State == ImportView.Waiting)
                return await Propose(id, cancellation);
            var rows = await imports.Rows(id, "refused", cursor, null, cancellation);
            if (rows.Refusal is { } invalid)
                return invalid;
            Refused = rows.Value!.Items;
            Next = rows.Value.Next is { } next ? $"{ImportWords.Address}/{id}?cursor={next}" : null;
            First = cursor is null ? null : $"{ImportWords.Address}/{id}";
            return null;
        }, cancellation);
        return refusal is null ? Page() : new RefusedResult(refusal);
    }

    // What was chosen stays chosen; before that the last import's columns are proposed, and those called as a field is.
    private async Task<Refusal?> Propose(Guid id, CancellationToken cancellation)
    {
        var import = await db.Imports.AsNoTracking().FirstAsync(i => i.Id == id, cancellation);
        Table = await sealing.Rows(import, cancellation);
        if (Fields.Count > 0 || Table is null)
            return null;
        Language = Table.Language;
        var proposed = new Dictionary<string, string>(Table.OwnNames(), StringComparer.Ordinal);
        foreach (var (field, column) in await imports.LastMapping(cancellation))
            if (Table.Columns.Contains(column))
                proposed[field] = column;
        Fields = [.. Table.Columns.Select(column => proposed.FirstOrDefault(p => p.Value == column).Key)];
        return null;
    }
}

using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Register">Name of the register.</param>
/// <param name="State">waiting for somebody to say which column is which, running, done, stopped or taken_back.</param>
/// <param name="StartedByRole">Role of whoever brought it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="FinishedAt">When the last row had its answer, or it was stopped.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="Answered">How many have an answer.</param>
/// <param name="Imported">How many became a case.</param>
/// <param name="Repeated">How many were a case already.</param>
/// <param name="Refused">How many were refused.</param>
public sealed record ImportView(
    Guid Id, string Register, string State, string StartedByRole, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Total, int Answered, int Imported, int Repeated, int Refused)
{
    /// <summary>State of an import whose columns nobody has named yet.</summary>
    public const string Waiting = "waiting";
}

/// <summary>What became of a row.</summary>
/// <param name="Number">Number of the row, from 1, the heading and blank lines not counted.</param>
/// <param name="Outcome">imported, repeated, refused or taken_back.</param>
/// <param name="Code">Why it was refused; of an imported one, why its case stayed where the import was taken back. The first reason, where there are several.</param>
/// <param name="Field">The field it was refused for.</param>
/// <param name="Title">The reason in words.</param>
/// <param name="Mend">How it is mended.</param>
/// <param name="CaseId">The case it became; of a number that is a case already, that one.</param>
/// <param name="Reference">Its reference; null too where whoever asks may not know of it any more.</param>
/// <param name="RepeatsRow">Number of the first row of the same import that has its number of the register; null where none before it has.</param>
public sealed record ImportedRowView(int Number, string Outcome, string? Code, string? Field, string? Title, string? Mend, Guid? CaseId, string? Reference, int? RepeatsRow)
{
    /// <summary>Everything that is wrong with it.</summary>
    public IReadOnlyList<RowFaultView> Faults { get; init; } = [];
}

/// <summary>Something that is wrong with a row.</summary>
/// <param name="Code">What.</param>
/// <param name="Field">In which field; null of the row as a whole.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Mend">How it is mended.</param>
public sealed record RowFaultView(string Code, string? Field, string? Title, string? Mend)
{
    /// <summary>A fault in words.</summary>
    public static RowFaultView Of(string code, string? field)
    {
        var words = ProblemTexts.Find(code);
        return new(code, string.IsNullOrEmpty(field) ? null : field, words.Title, words.Mend);
    }
}

/// <summary>Imports of the organisation, and the answers to their rows. Nothing that a row said is among them.</summary>
public sealed class ReadImports(GrievancesDb db, ImportSealing sealing, CaseDoor doors, Actor actor, TimeProvider clock)
{
    private const int Remembered = 10;

    private sealed record Key(DateTimeOffset At, Guid Id);

    private sealed record RowKey(int Number);

    /// <summary>A page, the newest first.</summary>
    public async Task<Outcome<Page<ImportView>>> List(string? cursor, int? limit, CancellationToken cancellation)
    {
        var (before, most) = (Cursor.Read<Key>(cursor), Cursor.Limit(limit));
        if ((before.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var imports = WithoutRows;
        if (before.Value is { } key)
            imports = imports.Where(i => i.StartedAt < key.At || (i.StartedAt == key.At && i.Id < key.Id));
        var page = Cursor.Page(await imports.OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(most.Value + 1).ToListAsync(cancellation), most.Value, i => new Key(i.StartedAt, i.Id));
        var views = new List<ImportView>();
        foreach (var import in page.Items)
            views.Add(await Of(import, cancellation));
        return new Page<ImportView>(views, page.Next);
    }

    /// <summary>One of them.</summary>
    public async Task<Outcome<ImportView>> One(Guid id, CancellationToken cancellation) =>
        await WithoutRows.FirstOrDefaultAsync(i => i.Id == id, cancellation) is { } import ? await Of(import, cancellation) : Refusal.NotFound("grievances.import_unknown");

    /// <summary>Column by field, as somebody said last; nothing where it is long ago.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LastMapping(CancellationToken cancellation)
    {
        var latest = await WithoutRows.OrderByDescending(i => i.StartedAt).ThenByDescending(i => i.Id).Take(Remembered).ToListAsync(cancellation);
        return latest.FirstOrDefault(i => i.Mapping.Length > 0) is { } last ? (await sealing.Mapping(last, cancellation))! : new Dictionary<string, string>();
    }

    /// <summary>A page of answers to rows, in the order of the rows.</summary>
    public async Task<Outcome<Page<ImportedRowView>>> Rows(Guid id, string? outcome, string? cursor, int? limit, CancellationToken cancellation)
    {
        var (after, most) = (Cursor.Read<RowKey>(cursor), Cursor.Limit(limit));
        if ((after.Refusal ?? most.Refusal) is { } refusal)
            return refusal;
        var only = Enum.GetValues<ImportOutcome>().Where(o => Codes.Of(o) == outcome).Select(o => (ImportOutcome?)o).FirstOrDefault();
        if (outcome is not null && only is null)
            return Refusal.Field("platform.invalid", "/outcome", "grievances.import_outcome_unknown");
        if (!await db.Imports.AnyAsync(i => i.Id == id, cancellation))
            return Refusal.NotFound("grievances.import_unknown");
        return Cursor.Page(await Answers(id, only, after.Value?.Number ?? 0, most.Value + 1, cancellation), most.Value, r => new RowKey(r.Number));
    }

    /// <summary>Answers to rows after a number.</summary>
    public async Task<List<ImportedRowView>> Answers(Guid id, ImportOutcome? only, int after, int most, CancellationToken cancellation)
    {
        var rows = await (from row in db.ImportedRows.AsNoTracking()
                          join g in doors.Visible(db.Grievances.AsNoTracking()) on row.CaseId equals g.Id into cases
                          from kase in cases.DefaultIfEmpty()
                          where row.ImportId == id && row.Number > after && (only == null || row.Outcome == only)
                          orderby row.Number
                          select new { row.Number, row.Outcome, row.Code, row.Field, row.MoreFaults, row.RepeatsRow, CaseId = (Guid?)kase!.Id, kase.Reference }).Take(most).ToListAsync(cancellation);
        return [.. rows.Select(row => (Row: row, Faults: Faults(row.Code, row.Field, row.MoreFaults)))
            .Select(r => (r.Row, r.Faults, First: r.Faults is [var first, ..] ? first : null))
            .Select(r => new ImportedRowView(r.Row.Number, Codes.Of(r.Row.Outcome), r.Row.Code, r.Row.Field, r.First?.Title, r.First?.Mend, r.Row.CaseId, r.Row.Reference, r.Row.RepeatsRow) { Faults = r.Faults })];
    }

    private static IReadOnlyList<RowFaultView> Faults(string? code, string? field, string? more) => code is null ? []
        : [RowFaultView.Of(code, field), .. (more?.Split(',') ?? []).Select(fault => fault.Split(' ')).Select(fault => RowFaultView.Of(fault[0], fault[1]))];

    /// <summary>Stops one within the current unit of work: what came in before stays, the rows that wait are gone.</summary>
    public async Task<Outcome<Done>> Stop(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var running = db.Imports.Where(i => i.Id == id && i.State == ImportState.Running);
        // Where nothing has begun nothing is left to tell of. The clock finds neither, and ends.
        var stopped = await running.Where(i => i.Mapping == ImportSealing.Unnamed).ExecuteDeleteAsync(cancellation) + await running.ExecuteUpdateAsync(i => i
            .SetProperty(x => x.State, ImportState.Stopped).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.Rows, (byte[]?)null).SetProperty(x => x.Version, x => x.Version + 1), cancellation);
        if (stopped == 0)
            return await db.Imports.AnyAsync(i => i.Id == id, cancellation) ? Refusal.Conflict("grievances.import_over") : Refusal.NotFound("grievances.import_unknown");
        db.Record(now, actor.Id, actor.Role, "grievances.import_stopped", $"import:{id}", "import");
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    // The rows themselves are megabytes, and nothing here says anything of them.
    private IQueryable<CaseImport> WithoutRows => db.Imports.AsNoTracking().Select(i => new CaseImport
    {
        TenantId = i.TenantId, Id = i.Id, State = i.State, ActorRole = i.ActorRole, StartedAt = i.StartedAt, FinishedAt = i.FinishedAt, Register = i.Register, Mapping = i.Mapping, KeyVersion = i.KeyVersion,
        Total = i.Total, Answered = i.Answered, Imported = i.Imported, Repeated = i.Repeated, Refused = i.Refused,
    });

    private async Task<ImportView> Of(CaseImport i, CancellationToken cancellation) => new(i.Id, await sealing.Register(i, cancellation),
        i is { State: ImportState.Running, Mapping.Length: 0 } ? ImportView.Waiting : Codes.Of(i.State), i.ActorRole, i.StartedAt, i.FinishedAt, i.Total, i.Answered, i.Imported, i.Repeated, i.Refused);

    /// <summary>GET /api/grievances/v1/imports, GET /imports/{id} and /imports/{id}/rows, POST /imports/{id}/stop.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/imports", async (ReadImports imports, HttpContext http, string? cursor = null, int? limit = null) => (await imports.List(cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListImports").WithSummary("Imports of other registers, the newest first").Produces<Page<ImportView>>().ProducesProblem(400).RequirePermission(Permissions.GrievancesImport);
        api.MapGet("/imports/{id:guid}", async (Guid id, ReadImports imports, HttpContext http) => (await imports.One(id, http.RequestAborted)).ToResult(import => TypedResults.Ok(import)))
            .WithName("Grievances_ReadImport").WithSummary("How far an import is").Produces<ImportView>().ProducesProblem(404).RequirePermission(Permissions.GrievancesImport);
        api.MapGet("/imports/{id:guid}/rows", async (Guid id, ReadImports imports, HttpContext http, string? outcome = null, string? cursor = null, int? limit = null) =>
                (await imports.Rows(id, outcome, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
            .WithName("Grievances_ListImportedRows").WithSummary("What became of each row: imported, repeated or refused, and why").Produces<Page<ImportedRowView>>().ProducesProblem(400).ProducesProblem(404)
            .RequirePermission(Permissions.GrievancesImport);
        api.MapPost("/imports/{id:guid}/stop", async (Guid id, ReadImports imports, HttpContext http) => (await imports.Stop(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_StopImport").WithSummary("Stop an import; what came in before stays").Produces(204).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesImport).Writes();
    }
}

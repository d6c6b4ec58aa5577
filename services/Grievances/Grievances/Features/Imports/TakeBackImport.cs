using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Erasure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Imports;

/// <summary>
/// Takes an import back while nobody has worked on a case that it brought: the wrong file, or a column taken for another. The cases are erased
/// batch by batch, and their numbers are nobody's again, so that the right file can be brought. To have opened one is no work on it. A machine brings
/// cases and takes none away, and after a week a case is erased by the rules of every case.
/// </summary>
public sealed class TakeBackImport(GrievancesDb db, EraseCase erase, Actor actor, TimeProvider clock)
{
    /// <summary>Clock that goes on with it.</summary>
    public const string Clock = "import_back";

    /// <summary>Code of a row whose case stays, since somebody began to work on it after the import was taken back.</summary>
    public const string Touched = "grievances.import_touched";

    /// <summary>How long after its end an import can be taken back.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromDays(7);

    private const int Batch = 50;

    // Lines of the audit log by which nothing of a case changes.
    private static readonly string[] NoWork = [TakeInRows.Action, CaseKeys.Opened, RefusedAccess.Action];

    /// <summary>Takes it back within the current unit of work; the cases go when the sweep comes by.</summary>
    public async Task<Outcome<Done>> Run(Guid id, CancellationToken cancellation)
    {
        if (!Guid.TryParse(actor.Id, out _))
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.import_back_by_people");
        var now = clock.GetUtcNow();
        if (await db.Imports.Where(i => i.Id == id).Select(i => new { i.State, i.Imported, i.FinishedAt }).FirstOrDefaultAsync(cancellation) is not { } import)
            return Refusal.NotFound("grievances.import_unknown");
        if (import.State is ImportState.Running)
            return Refusal.Conflict("grievances.import_running");
        if (import.State is ImportState.TakenBack)
            return Refusal.Conflict("grievances.import_taken_back");
        if (import.Imported == 0)
            return Refusal.Conflict("grievances.import_brought_nothing");
        if (import.FinishedAt + Within < now)
            return Refusal.Conflict("grievances.import_back_too_late");
        if ((await WorkedOn(await Left(id).Select(r => r.CaseId!.Value).ToListAsync(cancellation), cancellation)).Count > 0)
            return Refusal.Conflict(Touched);
        if (await db.Imports.Where(i => i.Id == id && i.State == import.State).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, ImportState.TakenBack).SetProperty(x => x.Version, x => x.Version + 1), cancellation) == 0)
            return Refusal.Conflict("grievances.import_taken_back");
        db.Record(now, actor.Id, actor.Role, "grievances.import_taken_back", $"import:{id}", "import");
        await db.SaveChangesAsync(CancellationToken.None);
        await db.DueDates(now).Plan(id, Clock, [new DueStep(Clock, now)], cancellation);
        return new Done();
    }

    /// <summary>One batch, within the current unit of work; plans the next while cases are left.</summary>
    public async Task Follow(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await Left(id).OrderBy(r => r.Number).Take(Batch).ToListAsync(cancellation);
        var ids = rows.ConvertAll(r => r.CaseId!.Value);
        var touched = await WorkedOn(ids, cancellation);
        var cases = await db.Grievances.Where(g => ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, cancellation);
        foreach (var row in rows)
        {
            var kase = row.CaseId!.Value;
            if (touched.Contains(kase))
            {
                row.Code = Touched;
                continue;
            }
            row.Outcome = ImportOutcome.TakenBack;
            await db.RegisterNumbers.Where(n => n.CaseId == kase).ExecuteDeleteAsync(cancellation);
            if (cases.TryGetValue(kase, out var brought))
                await erase.Begin(brought, ErasureCause.ImportTakenBack, "platform", cancellation);
        }
        await db.SaveChangesAsync(CancellationToken.None);
        if (rows.Count == Batch)
            await db.DueDates(now).Plan(id, Clock, [new DueStep(Clock, now)], cancellation);
        else
            await db.DueDates(now).Forget(id, cancellation);
    }

    private IQueryable<ImportedRow> Left(Guid id) => db.ImportedRows.Where(r => r.ImportId == id && r.Outcome == ImportOutcome.Imported && r.CaseId != null && r.Code == null);

    // What somebody with an account did; that a day passes is nobody's work.
    private async Task<HashSet<Guid>> WorkedOn(List<Guid> cases, CancellationToken cancellation)
    {
        var (subjects, nobody) = (cases.ConvertAll(id => $"case:{id}"), Guid.Empty.ToString());
        return [.. (await db.Set<AuditLine>().AsNoTracking().Where(l => EF.Parameter(subjects).Contains(l.Subject) && l.Actor != nobody && !NoWork.Contains(l.Action)).Select(l => l.Subject).Distinct().ToListAsync(cancellation))
            .Select(subject => Guid.Parse(subject["case:".Length..])),
            // Of a pair one case alone stands in the audit log.
            .. await db.Relations.AsNoTracking().Where(r => EF.Parameter(cases).Contains(r.CaseId)).Select(r => r.CaseId).Distinct().ToListAsync(cancellation)];
    }

    /// <summary>POST /api/grievances/v1/imports/{id}/taken-back.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/imports/{id:guid}/taken-back",
            async (Guid id, TakeBackImport takeBack, HttpContext http) => (await takeBack.Run(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
        .WithName("Grievances_TakeBackImport").WithSummary("Take an import back while nobody has worked on a case that it brought: they are erased")
        .Produces(204).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesImport).Writes();
}

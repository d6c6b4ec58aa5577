using System.Text.Json.Serialization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Imports;

/// <summary>Cases of another register.</summary>
/// <param name="Register">The register's name, at most 80 characters: a number of it becomes one case, however often it is brought.</param>
/// <param name="Language">BCP 47 tag of the rows that name none.</param>
/// <param name="Mapping">Column by field: number, text, summary, language, filed_at, affected, rights, system, wants, status. Left out where the columns are called so.</param>
/// <param name="Csv">A table with a heading, with commas, semicolons or tabs.</param>
/// <param name="Rows">Or the rows as objects with texts.</param>
public sealed record RegisterRequest(
    string Register, string? Language = null, IReadOnlyDictionary<string, string>? Mapping = null, string? Csv = null, [property: JsonConverter(typeof(RowsJson))] IReadOnlyList<IReadOnlyDictionary<string, string?>>? Rows = null);

/// <summary>An import that has begun.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Total">How many rows it has.</param>
public sealed record StartedImport(Guid Id, int Total);

/// <summary>
/// Takes the rows of another register over, so that nobody's grievance is left behind when an organisation changes its register: sealed at
/// once, and taken in batch by batch. What can't be read is refused whole; what is wrong with a row is told row by row.
/// </summary>
public sealed class BringRegister(GrievancesDb db, ImportSealing sealing, Actor actor, TimeProvider clock)
{
    /// <summary>Longest name of a register, in characters.</summary>
    public const int MostName = 80;

    /// <summary>Most imports of an organisation that wait or go on.</summary>
    public const int MostAtOnce = 10;

    /// <summary>How long rows wait for somebody to say which column is which.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    // JSON says a sign in up to three times as many bytes.
    private const long MostBody = 2 * RegisterTable.MostBytes;

    /// <summary>Begins within the current unit of work.</summary>
    public async Task<Outcome<StartedImport>> Run(RegisterRequest request, CancellationToken cancellation)
    {
        if (Check(request.Register, request.Language) is { } refusal)
            return refusal;
        if (request.Csv is null == request.Rows is null)
            return Refusal.Field("platform.invalid", "/csv", "grievances.import_one_of");
        var language = FileRules.IsBlank(request.Language) ? null : request.Language.Trim();
        var read = request.Csv is { } csv ? RegisterTable.OfCsv(csv, language) : RegisterTable.OfRows(request.Rows!, language);
        var mapped = read.Refused ? read : read.Value!.Mapped(request.Mapping);
        return mapped.Refusal is { } unfit ? unfit : await Add(request.Register, request.Mapping ?? read.Value!.OwnNames(), mapped.Value!, clock.GetUtcNow(), cancellation);
    }

    /// <summary>Keeps what was read, within the current unit of work, until somebody has said which column is which; gone after a day.</summary>
    public async Task<Outcome<StartedImport>> Draft(string? register, string? language, string content, CancellationToken cancellation)
    {
        if (Check(register, language) is { } refusal)
            return refusal;
        var read = RegisterTable.Read(content, FileRules.IsBlank(language) ? null : language.Trim());
        return read.Refusal is { } unfit ? unfit : await Add(register!, null, read.Value!, clock.GetUtcNow() + Patience, cancellation);
    }

    /// <summary>Begins with what was kept, within the current unit of work.</summary>
    /// <param name="id">The import.</param>
    /// <param name="fields">What each column is, in the order of the columns; empty for those left out.</param>
    /// <param name="language">BCP 47 tag of the rows that name none; null where what was said with the file holds.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Outcome<StartedImport>> Start(Guid id, IReadOnlyList<string?> fields, string? language, CancellationToken cancellation)
    {
        if (LanguageFault(language) is { } unknown)
            return unknown;
        if (await db.Imports.FirstOrDefaultAsync(i => i.Id == id, cancellation) is not { } import)
            return Refusal.NotFound("grievances.import_unknown");
        if (import.State != ImportState.Running || import.Mapping.Length > 0 || await sealing.Rows(import, cancellation) is not { } table)
            return Refusal.Conflict("grievances.import_started");
        if (language is not null)
            table = table with { Language = FileRules.IsBlank(language) ? null : language.Trim() };
        var chosen = fields.Take(table.Columns.Count).Index().Where(f => !string.IsNullOrEmpty(f.Item)).Select(f => (Field: f.Item!, Column: table.Columns[f.Index])).ToList();
        if (chosen.GroupBy(f => f.Field).FirstOrDefault(f => f.Count() > 1) is { Key: var twice })
            return Refusal.Field("platform.invalid", RegisterTable.Pointer(twice), "grievances.import_field_twice");
        var mapping = chosen.ToDictionary(f => f.Field, f => f.Column, StringComparer.Ordinal);
        var mapped = table.Mapped(mapping);
        if (mapped.Refusal is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        await sealing.Seal(import, await sealing.Register(import, cancellation), mapping, mapped.Value, cancellation);
        (import.StartedAt, import.Version) = (now, import.Version + 1);
        Record(import.Id, now);
        await db.SaveChangesAsync(CancellationToken.None);
        await db.DueDates(now).Plan(import.Id, TakeInRows.Clock, [new DueStep(TakeInRows.Clock, now)], cancellation);
        return new StartedImport(import.Id, import.Total);
    }

    private async Task<Outcome<StartedImport>> Add(string register, IReadOnlyDictionary<string, string>? mapping, RegisterTable table, DateTimeOffset due, CancellationToken cancellation)
    {
        // Each may hold megabytes until it is done.
        if (await db.Imports.CountAsync(i => i.State == ImportState.Running, cancellation) >= MostAtOnce)
            return Refusal.Conflict("grievances.import_too_many");
        var now = clock.GetUtcNow();
        var import = new CaseImport
        {
            TenantId = db.Tenant.Required, Id = Guid.CreateVersion7(now), State = ImportState.Running, ActorId = Guid.TryParse(actor.Id, out var account) ? account : Guid.Empty, ActorRole = actor.Role,
            StartedAt = now, Total = table.Rows.Count, Version = 1,
        };
        await sealing.Seal(import, register.Trim(), mapping, table, cancellation);
        db.Add(import);
        if (mapping is not null)
            Record(import.Id, now);
        db.DueDates(now).Begin(import.Id, TakeInRows.Clock, [new DueStep(TakeInRows.Clock, due)]);
        await db.SaveChangesAsync(CancellationToken.None);
        return new StartedImport(import.Id, import.Total);
    }

    private void Record(Guid id, DateTimeOffset now) => db.Record(now, actor.Id, actor.Role, "grievances.import_started", $"import:{id}", "import");

    private static Refusal? Check(string? register, string? language) =>
        FileRules.IsBlank(register) ? Refusal.Field("platform.invalid", "/register", "grievances.import_register_missing")
        : FileRules.Characters(register.Trim()) > MostName ? Refusal.Field("platform.invalid", "/register", "platform.too_long")
        : LanguageFault(language);

    private static Refusal? LanguageFault(string? language) =>
        !FileRules.IsBlank(language) && !FileRules.IsLanguage(language.Trim()) ? Refusal.Field("platform.invalid", "/language", "grievances.language_unknown") : null;

    /// <summary>POST /api/grievances/v1/imports.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/imports", async (JsonBody<RegisterRequest> body, BringRegister bring, Actor actor, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"imports:{actor.Id}", key, body.Raw, () => bring.Run(body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(started => TypedResults.Accepted($"/api/grievances/v1/imports/{started.Id}", started));
            })
        .Idempotent().WithName("Grievances_BringRegister").WithSummary("Take over the cases of another register, as CSV or as rows")
        .WithDescription("At most 10,000 rows and 10 MiB of text. Each row needs number, text and filed_at (a date or an instant with its offset, from 2000 on), and a language unless one is named for all; "
            + "affected is self, child, other, group, class or unknown; rights are codes of the taxonomy and wants kinds of remedy, several with blanks or commas; system is the id or the name of a published AI system; status is open or closed, "
            + "and a closed case is refused: it stays where it was closed. Deadlines count from the day of the import. A number of a register that is a case already changes nothing; where two rows of one file have the same number and say different things, the second is refused. Ask GET /imports/{id} how far it is, and /imports/{id}/rows what became of each row.")
        .Produces<StartedImport>(StatusCodes.Status202Accepted).ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
        .RequirePermission(Permissions.GrievancesImport).WithMetadata(new RequestSizeLimitAttribute(MostBody)).OwnWork();
}

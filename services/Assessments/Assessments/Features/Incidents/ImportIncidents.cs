using System.Text.Json;
using Assessments.Data;
using Assessments.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Assessments.Features.Incidents;

/// <summary>What became of one record.</summary>
/// <param name="Id">Its id, or null where it has none.</param>
/// <param name="Outcome">imported, unchanged or refused.</param>
/// <param name="Codes">Codes of the taxonomy; none means unmapped.</param>
/// <param name="Reason">Code of the refusal, or null.</param>
/// <param name="Detail">The refusal in words, or null.</param>
public sealed record ImportedRecord([Public] string? Id, [Coarse] string Outcome, [Coarse] IReadOnlyList<string> Codes, [Coarse] string? Reason, [Public] string? Detail);

/// <summary>What became of all of them.</summary>
public sealed record ImportResult(int Imported, int Unchanged, int Refused, int Unmapped, IReadOnlyList<ImportedRecord> Records);

/// <summary>
/// Reads published AI-failure records into the tenant's library. A record is known by its own id: the same again changes nothing,
/// a corrected one replaces what was kept. One bad record does not hold up the others.
/// </summary>
public sealed class ImportIncidents(AssessmentsDb db, Actor actor, IHttpContextAccessor http, TimeProvider clock)
{
    public const int MostRecords = 100;

    /// <summary>Imports within the current unit of work.</summary>
    public async Task<ImportResult> Run(IEnumerable<JsonElement> records, CancellationToken cancellation = default)
    {
        await db.HoldLibrary(cancellation);
        var given = records.Select(r => (Id: AvidRecord.IdOf(r), Read: AvidRecord.Read(r))).ToList();
        var ids = given.Select(g => g.Id).OfType<string>().Distinct().ToList();
        var known = await db.Incidents.Include(i => i.Codes).Where(i => ids.Contains(i.SourceId)).ToDictionaryAsync(i => i.SourceId, StringComparer.Ordinal, cancellation);
        var now = clock.GetUtcNow();
        var results = given.ConvertAll(g => g.Read.Refusal is { } refusal
            ? new ImportedRecord(g.Id, "refused", [], refusal.Code, ProblemTexts.Find(refusal.Code).Title)
            : Keep(g.Read.Value!, known, now));
        int Count(string outcome) => results.Count(r => r.Outcome == outcome);
        if (Count("imported") > 0)
        {
            var (id, role) = http.HttpContext is null ? ("system", "system") : (actor.Id, actor.Role);
            db.Record(now, id, role, "assessments.incidents_imported", "incidents", "library");
        }
        await db.SaveChangesAsync(cancellation);
        return new ImportResult(Count("imported"), Count("unchanged"), Count("refused"), results.Count(r => r.Outcome != "refused" && r.Codes.Count == 0), results);
    }

    private ImportedRecord Keep(AvidRecord record, Dictionary<string, KnownIncident> known, DateTimeOffset now)
    {
        var mapping = AvidMapping.Current;
        if (!known.TryGetValue(record.Id, out var incident))
        {
            incident = new KnownIncident { TenantId = db.Tenant.Required, Id = Guid.CreateVersion7(now), SourceId = record.Id };
            known[record.Id] = incident;
            db.Add(incident);
        }
        else if (incident.Digest == record.Digest && incident.MappingVersion == mapping.Version)
            return new ImportedRecord(record.Id, "unchanged", [.. incident.Codes.Select(c => c.Code).Order(StringComparer.Ordinal)], null, null);
        var codes = mapping.Map(record);
        (incident.Title, incident.Description, incident.SearchText) = (record.Title, record.Description, $"{record.Id} {record.Title}".ToLowerInvariant());
        (incident.Categories, incident.References) = (string.Join('\n', record.Categories), string.Join('\n', record.References));
        (incident.PublishedOn, incident.Digest, incident.MappingVersion) = (record.PublishedOn, record.Digest, mapping.Version);
        (incident.Unmapped, incident.ImportedAt) = (codes.Count == 0, now);
        incident.Codes.RemoveAll(c => !codes.Any(m => m.Code == c.Code));
        foreach (var mapped in codes)
        {
            var code = incident.Codes.Find(c => c.Code == mapped.Code);
            if (code is null)
                incident.Codes.Add(code = new IncidentCode { TenantId = incident.TenantId, IncidentId = incident.Id, Code = mapped.Code });
            (code.Rule, code.Basis) = (mapped.Rule, mapped.Basis);
        }
        return new ImportedRecord(record.Id, "imported", [.. codes.Select(c => c.Code)], null, null);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/incidents/import", async (JsonBody<JsonElement[]> body, HttpRequest request, ImportIncidents import, Idempotency<AssessmentsDb> idempotency, CancellationToken cancellation) =>
            {
                if (!Idempotency<AssessmentsDb>.TryRead(request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                if (body.Value.Length > MostRecords)
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "assessments.too_many_records"));
                var outcome = await idempotency.Once<ImportResult>("assessments.incidents", key, body.Raw, async () => await import.Run(body.Value, CancellationToken.None), cancellation);
                return outcome.ToResult(result => TypedResults.Ok(result));
            })
            .OwnWork()
            .Idempotent()
            .RequirePermission(Permissions.AssessmentsAssess)
            .WithName("Assessments_ImportIncidents").WithSummary("Read AVID records into the library; repeating changes nothing")
            .Produces<ImportResult>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
}

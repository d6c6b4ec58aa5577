using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Grievances.Data;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Learning;

/// <summary>The filtered lessons as a table for spreadsheets or as JSON, read page by page as they are written. That somebody took them along is a line of the audit log.</summary>
public sealed class ExportLessons(GrievancesDb db, UnitOfWork<GrievancesDb> unit, Lessons lessons, Actor actor, TimeProvider clock)
{
    /// <summary>Most lessons one file holds.</summary>
    public const int Most = 10_000;

    private const int OnAPage = 200;

    private static readonly JsonSerializerOptions Inert = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The file, in units of work of its own.</summary>
    public async Task<LessonFile> Run(LessonFilter filter, bool json, CancellationToken cancellation)
    {
        await unit.Write(() =>
        {
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, "grievances.lessons_exported", "lessons", json ? "json" : "csv");
            return db.SaveChangesAsync(CancellationToken.None);
        }, cancellation);
        return new LessonFile(this, filter, json);
    }

    private async IAsyncEnumerable<LessonView> Rows(LessonFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var written = 0;
        for (string? cursor = null; ;)
        {
            var page = await unit.Read(() => lessons.Part(filter, cursor, OnAPage, cancellation), cancellation);
            foreach (var lesson in page.Items)
            {
                if (written++ == Most)
                    yield break;
                yield return lesson;
            }
            if (page.Next is null)
                yield break;
            cursor = page.Next;
        }
    }

    private async Task Table(Stream into, LessonFilter filter, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(into, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
        await writer.WriteAsync(CsvCells.Line("id", "at", "cause", "rights", "system_id", "system", "impact_id", "lesson", "changed", "written_by", "case_id", "reference").AsMemory(), cancellation);
        await foreach (var l in Rows(filter, cancellation))
            await writer.WriteAsync(CsvCells.Line(l.Id.ToString(), l.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), l.Cause, string.Join(' ', l.Rights), l.SystemId?.ToString(), l.SystemName,
                l.ImpactId?.ToString(), l.Text, l.Changed, l.WriterRole, l.CaseId.ToString(), l.Reference).AsMemory(), cancellation);
        await writer.FlushAsync(cancellation);
    }

    /// <summary>The answer.</summary>
    public sealed class LessonFile(ExportLessons export, LessonFilter filter, bool json) : ActionResult, IResult
    {
        /// <inheritdoc />
        public override Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

        /// <inheritdoc />
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
            response.ContentType = json ? "application/json" : "text/csv; charset=utf-8";
            response.Headers.ContentDisposition = $"attachment; filename=\"lessons-{export.Day}.{(json ? "json" : "csv")}\"";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.CacheControl = "no-store";
            if (json)
                await JsonSerializer.SerializeAsync(response.Body, export.Rows(filter, cancellation), Inert, cancellation);
            else
                await export.Table(response.Body, filter, cancellation);
        }
    }

    private string Day => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>GET /api/grievances/v1/lessons/export.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/lessons/export", async (ExportLessons export, HttpContext http, string? format = null, Guid? system = null, string? cause = null, string? right = null) =>
            {
                var filter = Lessons.Read(system, cause, right);
                if (filter.Refusal is { } refusal)
                    return (IResult)new Problem(refusal);
                return format is not (null or "csv" or "json") ? new Problem(Refusal.Field("platform.invalid", "/format", "grievances.format_unknown")) : await export.Run(filter.Value!, format == "json", http.RequestAborted);
            })
        .WithName("Grievances_ExportLessons").WithSummary("The filtered lessons as CSV or JSON, at most 10,000").Produces(200, contentType: "text/csv").ProducesProblem(400)
        .RequirePermission(Permissions.GrievancesLearn).OwnWork();
}

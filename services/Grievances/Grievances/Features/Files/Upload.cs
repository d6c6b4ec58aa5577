using Grievances.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Files;

/// <summary>A file to come.</summary>
/// <param name="Name">Its name; sealed.</param>
/// <param name="Length">Its bytes, at most 200 MiB.</param>
public sealed record UploadRequest(string Name, long Length);

/// <summary>Where to send it.</summary>
/// <param name="Id">Id of the file.</param>
/// <param name="Token">Goes along as <c>Upload-Token</c>; told once, stored nowhere. It outlives every session.</param>
/// <param name="Offset">Where to begin: 0.</param>
/// <param name="ExpiresAt">When it is deleted unless it was attached to a case.</param>
public sealed record AnnouncedUpload(Guid Id, string Token, long Offset, DateTimeOffset ExpiresAt);

/// <summary>
/// Uploads that go on after a broken line: announce, send with PATCH from an offset, ask for the offset with HEAD. After the last
/// byte the answer says what was found in the file, before anybody sends it; an empty PATCH at the end asks for it again. A PATCH with
/// more than was announced is refused whole at the first byte too many, and what was there before it stays.
/// </summary>
public static class Upload
{
    private const string Reason = "Affected people add files without an account; the token is the key";

    private static readonly TakesHeader TokenHeader = new("Upload-Token", "The token that the announcement gave, once. It is the key to this file and to no other.", "^[A-Za-z0-9_-]{43}$");

    private static readonly TakesHeader OffsetHeader = new("Upload-Offset",
        "How many bytes of the file come before the first one of this body: 0 at the beginning, later what the answer before or a HEAD said. Any other is refused with 409, which says the right one.", "^[0-9]+$");

    private static readonly GivesHeader[] Told =
    [
        new("Upload-Offset", "Bytes that are stored for good: where the next PATCH has to begin.", 200, 409, 413),
        new("Upload-Length", "Bytes of the whole file, as announced.", 200, 409, 413),
        new("Upload-Complete", "?1 where the whole file is there and was looked at, so that it can be sent with a grievance or a message; else ?0.", 200, 409, 413),
    ];

    /// <summary>Endpoints under /public/{tenant}/uploads.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/public/{tenant}/uploads", async (string tenant, JsonBody<UploadRequest> body, StagedFiles staged, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                if (Intake.FileRules.IsBlank(body.Value.Name))
                    return new Problem(Refusal.Field("platform.invalid", "/name", "platform.field_missing"));
                var outcome = await idempotency.Once("uploads", key, body.Raw, () => staged.Announce(body.Value.Name, body.Value.Length, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(upload => TypedResults.Created($"/api/grievances/v1/public/{tenant}/uploads/{upload.Id}", upload));
            })
            .Idempotent().WithName("Grievances_AnnounceUpload").WithSummary("Announce a file").Produces<AnnouncedUpload>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .Anonymous(Reason).WithMetadata(new TenantFromPathAttribute<GrievancesDb>()).OwnWork();
        api.MapMethods("/public/{tenant}/uploads/{id:guid}", [HttpMethods.Head, HttpMethods.Get], async (string tenant, Guid id, StagedFiles staged, UnitOfWork<GrievancesDb> unit, HttpContext http) =>
                (await unit.Read(() => staged.Find(id, Token(http), http.RequestAborted), http.RequestAborted)).ToResult(found =>
                {
                    Tell(http, StagedView.Of(found.File, found.State));
                    return TypedResults.Ok(StagedView.Of(found.File, found.State));
                }))
            .WithName("Grievances_ReadUpload").WithSummary("How far an upload came, and what was found").Produces<StagedView>().ProducesProblem(404)
            .Anonymous(Reason).WithMetadata(new TenantFromPathAttribute<GrievancesDb>(), TokenHeader).WithMetadata(Told).OwnWork();
        api.MapPatch("/public/{tenant}/uploads/{id:guid}", async (string tenant, Guid id, StagedFiles staged, UnitOfWork<GrievancesDb> unit, HttpContext http) =>
            {
                if (http.Request.ContentType != "application/octet-stream")
                    return new Problem(new Refusal(StatusCodes.Status415UnsupportedMediaType, "grievances.upload_media_type"));
                if (!long.TryParse(http.Request.Headers["Upload-Offset"], out var offset) || offset < 0)
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "grievances.upload_offset_missing"));
                var outcome = await staged.Append(id, Token(http), offset, http.Request.Body, http.Request.ContentLength, http.RequestAborted);
                // Whoever was at another place, or sent too much, hears where to go on.
                if (outcome.Refusal is { Code: "grievances.upload_offset" or "grievances.upload_too_long" } && await unit.Read(() => staged.Find(id, Token(http), http.RequestAborted), http.RequestAborted) is { Refused: false } now)
                    Tell(http, StagedView.Of(now.Value.File, now.Value.State));
                var answer = outcome.ToResult(view =>
                {
                    Tell(http, view);
                    return TypedResults.Ok(view);
                });
                // Whoever said how much comes is read to that end by the server itself.
                return outcome.Refusal is { Code: "grievances.upload_too_long" } && http.Request.ContentLength is null ? new LastWord(answer) : answer;
            })
            .WithName("Grievances_SendUpload").WithSummary("Send bytes of a file from Upload-Offset on, as application/octet-stream")
            .Produces<StagedView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
            .Anonymous(Reason).WithMetadata(new TenantFromPathAttribute<GrievancesDb>(), new RequestSizeLimitAttribute(StagedFiles.Most + 1024 * 1024), TokenHeader, OffsetHeader,
                new TakesBytes("application/octet-stream", "The bytes from Upload-Offset on: all that are left of the file, or a piece of it. What has come when the line breaks is kept. Empty, where only the outcome is asked for again.")).WithMetadata(Told).OwnWork();
        api.MapDelete("/public/{tenant}/uploads/{id:guid}", async (string tenant, Guid id, StagedFiles staged, UnitOfWork<GrievancesDb> unit, HttpContext http) =>
            {
                var found = await unit.Read(() => staged.Find(id, Token(http), http.RequestAborted), http.RequestAborted);
                if (found.Refusal is null)
                    await staged.Delete(found.Value.File);
                return found.ToResult(_ => TypedResults.NoContent());
            })
            .WithName("Grievances_DeleteUpload").WithSummary("Give an upload up").Produces(204).ProducesProblem(404)
            .Anonymous(Reason).WithMetadata(new TenantFromPathAttribute<GrievancesDb>(), TokenHeader).OwnWork();
    }

    // As draft-ietf-httpbis-resumable-upload names them; a HEAD has no body to say it in.
    private static void Tell(HttpContext http, StagedView view)
    {
        http.Response.Headers["Upload-Offset"] = view.Received.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Length"] = view.Announced.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers["Upload-Complete"] = view.Complete ? "?1" : "?0";
    }

    private static string Token(HttpContext http) => http.Request.Headers["Upload-Token"].ToString();
}

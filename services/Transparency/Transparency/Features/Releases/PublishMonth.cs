using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;
using Platform.Ui.Localization;
using Transparency.Contracts.Events;
using Transparency.Data;
using Transparency.Domain;
using Transparency.Features.Figures;

namespace Transparency.Features.Releases;

/// <summary>Appends the figures of an ended month to the tenant's public feed, once and for ever.</summary>
public sealed class PublishMonth(TransparencyDb db, MeasureMonth measure, Actor actor, TimeProvider clock)
{
    /// <summary>The refusal that asks to look again.</summary>
    public const string PreviewOutdated = "transparency.preview_outdated";

    /// <summary>The refusal that comes with the release there is.</summary>
    public const string MonthPublished = "transparency.month_published";

    public Task<Outcome<ReleaseSummary>> Run(string? monthText, CancellationToken cancellation) => Run(monthText, null, cancellation);

    /// <summary>Publishes within the current unit of work.</summary>
    /// <param name="monthText">The month.</param>
    /// <param name="previewed">Digest of the figures somebody has looked at: others are not published in their place.</param>
    /// <param name="cancellation">Honoured until the work begins.</param>
    public async Task<Outcome<ReleaseSummary>> Run(string? monthText, string? previewed, CancellationToken cancellation)
    {
        if (!Month.TryParse(monthText, out var month))
            return Refusal.Field("platform.invalid", "/month", "transparency.month_invalid");
        var now = clock.GetUtcNow();
        if (TooEarly(month, now) is { } early)
            return early;

        // The counter's row comes first: it stays locked until the commit, so the next publisher sees all that this one did.
        var tenant = db.Tenant.Required;
        var sequence = await NextSequence(tenant, cancellation);
        if ((await Look(month, cancellation)).Refusal is { } refusal)
            return refusal;
        var body = (await measure.Run(month, cancellation)).ToJson();
        var digest = MonthlyFigures.DigestOf(body);
        if (previewed is not null && previewed != digest)
            return Refusal.Conflict(PreviewOutdated);
        var release = new Release
        {
            Id = Guid.CreateVersion7(now),
            Sequence = sequence,
            DisclosureId = MonthlyFigures.DisclosureOf(tenant, month),
            Kind = Release.Original,
            Month = month.Number,
            PublishedAt = now,
            ActorRole = actor.Role,
            Title = $"Grievance figures of {UiDates.Month(month.Start, PortalLanguages.English.Culture)}",
            Body = body,
            BodyHash = digest,
        };
        db.Add(release);
        db.Publish(new DisclosureReleased(release.Id, release.DisclosureId, release.Sequence, release.Kind), now);
        db.Record(now, actor.Id, actor.Role, "transparency.release_published", $"release:{release.Id}", "publication");
        await db.SaveChangesAsync(cancellation);
        return ReleaseSummary.Of(release);
    }

    /// <summary>
    /// Whether a month can be published whatever is in it: its events must have had time to arrive, none may be stuck, the
    /// tenant must have been here, and it is published once.
    /// </summary>
    public async Task<MonthStanding> Look(Month month, CancellationToken cancellation)
    {
        if (TooEarly(month, clock.GetUtcNow()) is { } early)
            return new MonthStanding(early, null);
        var tenant = db.Tenant.Required;
        var disclosure = MonthlyFigures.DisclosureOf(tenant, month);
        var known = await db.Set<KnownTenant>().Where(t => t.Id == tenant).Select(t => new
        {
            t.Slug,
            Release = db.Releases.Where(r => r.DisclosureId == disclosure && r.Kind == Release.Original).Select(r => (Guid?)r.Id).FirstOrDefault(),
            // Without the tenant this would be a statement of its own.
            IsStuck = db.Set<DeadLetter>().Any(d => d.TenantId == t.Id),
            KnownFrom = db.Starts.Select(s => (int?)s.FirstMonth).FirstOrDefault(),
            FirstCase = db.Cases.Where(f => f.State != CaseFact.Gone).Min(f => (int?)f.FiledMonth),
        }).SingleOrDefaultAsync(cancellation);
        return known switch
        {
            null => new MonthStanding(Refusal.NotFound("platform.tenant_unknown"), null),
            { Release: { } release } => new MonthStanding(Refusal.Conflict(MonthPublished), $"/transparency/{known.Slug}/releases/{release}"),
            _ when !(TenantStart.Of(known.KnownFrom, known.FirstCase) is { } start && start.Number <= month.Number) =>
                new MonthStanding(Refusal.Conflict("transparency.month_before_start"), null),
            { IsStuck: true } => new MonthStanding(Refusal.Conflict("transparency.events_stuck"), null),
            _ => new MonthStanding(null, null),
        };
    }

    private static Refusal? TooEarly(Month month, DateTimeOffset now) =>
        !month.IsClosed(now) ? Refusal.Conflict("transparency.month_open")
        : now < month.SettledAt ? Refusal.Conflict("transparency.month_settling") with { RetryAfterSeconds = (int)Math.Ceiling((month.SettledAt - now).TotalSeconds) }
        : null;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/releases", async (JsonBody<PublishRequest> body, HttpRequest request, PublishMonth publish, Idempotency<TransparencyDb> idempotency, CancellationToken cancellation) =>
            {
                if (!Idempotency<TransparencyDb>.TryRead(request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("transparency.releases", key, body.Raw, () => publish.Run(body.Value.Month, CancellationToken.None), cancellation);
                return outcome.ToResult(release => TypedResults.Created((string?)null, release));
            })
            .OwnWork()
            .RequirePermission(Permissions.TransparencyPublish)
            .Idempotent().WithName("Transparency_PublishMonth")
            .Produces<ReleaseSummary>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private async Task<long> NextSequence(Guid tenant, CancellationToken cancellation)
    {
        var next = await db.Database.SqlQuery<long>($"""
            INSERT INTO feed_heads (tenant_id, last_sequence) VALUES ({tenant}, 1)
            ON CONFLICT (tenant_id) DO UPDATE SET last_sequence = feed_heads.last_sequence + 1
            RETURNING last_sequence AS "Value"
            """).ToListAsync(cancellation);
        return next[0];
    }
}

/// <summary>How a month stands before it is published.</summary>
/// <param name="Refusal">Why it can't be, or null.</param>
/// <param name="ReleaseHref">Page of its release, or null where it has none.</param>
public sealed record MonthStanding(Refusal? Refusal, string? ReleaseHref);

/// <summary>What to publish.</summary>
/// <param name="Month">An ended month, 2026-10.</param>
public sealed record PublishRequest([Public] string Month);

/// <summary>A release in a list.</summary>
public sealed record ReleaseSummary(
    Guid Id, long Sequence, Guid DisclosureId, [Public] string Kind, [Public] string Month, DateTimeOffset PublishedAt, [Public] string PublishedBy,
    [Public] string Title, [Public] string BodyHash)
{
    public static ReleaseSummary Of(Release r) =>
        new(r.Id, r.Sequence, r.DisclosureId, r.Kind, new Month(r.Month).ToString(), r.PublishedAt, r.ActorRole, r.Title, r.BodyHash);
}

using Assessments.Contracts.Events;
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
using Platform.Messaging;

namespace Assessments.Features.Impacts;

/// <summary>An impact to record. A dimension that nobody knows yet stays null.</summary>
public sealed record RecordImpactRequest(
    Guid SystemId, [Coarse] string Right, [Public] string Group, [Public] string Title, [Public] string Description = "", int? Scale = null, int? Scope = null,
    int? Irremediability = null, int? Likelihood = null, bool Actual = false, bool DelayMakesIrremediable = false, bool Vulnerable = false,
    Confidence Confidence = Confidence.Medium);

/// <summary>Records an impact with its first rating, and takes in the grievances that already named it.</summary>
public sealed class RecordImpact(AssessmentsDb db, Actor actor, TimeProvider clock)
{
    public const int MostGroup = 120;
    public const int MostTitle = 300;
    public const int MostDescription = 20_000;

    public async Task<Outcome<ImpactDetail>> Run(RecordImpactRequest request, CancellationToken cancellation)
    {
        var rating = new Rating(request.Scale, request.Scope, request.Irremediability, request.Likelihood, request.Actual, request.DelayMakesIrremediable,
            request.Vulnerable, request.Confidence);
        if ((CheckWords(request) ?? RatingRules.Check(rating)) is { } refusal)
            return refusal;
        var system = await db.Systems.AsNoTracking().FirstOrDefaultAsync(s => s.Id == request.SystemId, cancellation);
        if (system is null)
            return Refusal.Field("platform.invalid", "/systemId", "assessments.system_unknown");
        var now = clock.GetUtcNow();
        var impact = new Impact
        {
            TenantId = db.Tenant.Required,
            Id = Guid.CreateVersion7(now),
            SystemId = system.Id,
            Right = request.Right,
            Group = request.Group.Trim(),
            GroupKey = request.Group.Trim().ToLowerInvariant(),
            Title = request.Title.Trim(),
            Description = request.Description.Trim(),
            OpenedAt = now,
        };
        impact.Rate(rating, actor.Role, now);
        db.Add(impact);
        db.Add(ImpactChange.Of(impact, "recorded", actor.Role, now));
        await db.AttachAnew(impact, cancellation);
        db.Publish(new ImpactRated(impact.Id, impact.Version, impact.SystemId, impact.Right, Codes.Of(impact.Band)), now);
        db.Record(now, actor.Id, actor.Role, "assessments.impact_recorded", $"impact:{impact.Id}", Codes.Of(impact.Band));
        await db.SaveChangesAsync(cancellation);
        return ImpactDetail.Of(impact, system.Name);
    }

    private static Refusal? CheckWords(RecordImpactRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        if (Taxonomy.Current.Find(request.Right) is null)
            errors["/right"] = ["assessments.right_unknown"];
        foreach (var (pointer, text, most) in new[] { ("/group", request.Group, MostGroup), ("/title", request.Title, MostTitle) })
            if (string.IsNullOrWhiteSpace(text))
                errors[pointer] = ["platform.field_missing"];
            else if (text.Trim().Length > most)
                errors[pointer] = ["platform.too_long"];
        if (request.Description.Length > MostDescription)
            errors["/description"] = ["platform.too_long"];
        return errors.Count == 0 ? null : new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
    }

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/impacts", async (JsonBody<RecordImpactRequest> body, HttpRequest request, RecordImpact record, Idempotency<AssessmentsDb> idempotency, CancellationToken cancellation) =>
            {
                if (!Idempotency<AssessmentsDb>.TryRead(request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once("assessments.impacts", key, body.Raw, () => record.Run(body.Value, CancellationToken.None), cancellation);
                return outcome.ToResult(impact => TypedResults.Created($"/api/assessments/v1/impacts/{impact.Id}", impact));
            })
            .OwnWork()
            .Idempotent()
            .RequirePermission(Permissions.AssessmentsAssess)
            .WithName("Assessments_RecordImpact").WithSummary("Record an impact")
            .Produces<ImpactDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
}

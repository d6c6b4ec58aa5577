using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Queue;

/// <summary>A filter of the queue that somebody keeps.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What they call it.</param>
/// <param name="Query">The filter as it stands in the address, always the same for the same filter.</param>
/// <param name="Shared">Whether everybody who sees the queue has it.</param>
/// <param name="Mine">Whether the one who asks saved it; nobody else changes it.</param>
/// <param name="SavedAt">When.</param>
public sealed record ViewOfQueue(Guid Id, string Name, string Query, bool Shared, bool Mine, DateTimeOffset SavedAt);

/// <summary>A view to keep.</summary>
/// <param name="Name">At most 100 characters.</param>
/// <param name="Query">The filter as it stands in the address.</param>
/// <param name="Shared">Whether everybody who sees the queue gets it.</param>
public sealed record ViewRequest(string Name, string Query = "", bool Shared = false);

/// <summary>Another name for a view, or whether it is shared.</summary>
/// <param name="Name">At most 100 characters.</param>
/// <param name="Shared">Whether everybody who sees the queue has it.</param>
public sealed record ViewChange(string Name, bool Shared);

/// <summary>Filters of the queue that people keep for themselves or share with those who see the queue. A view shows each only what they may see.</summary>
public sealed class SavedViews(GrievancesDb db, CaseDoor doors, TimeProvider clock)
{
    /// <summary>Most views one person keeps for themselves, and most that an organisation shares.</summary>
    public const int Most = 50;

    private const int MostName = 100;
    private const int MostQuery = 500;

    /// <summary>Those of whoever is signed in and those that are shared, by name.</summary>
    public async Task<IReadOnlyList<ViewOfQueue>> List(CancellationToken cancellation)
    {
        var account = doors.Account;
        var views = await db.Views.AsNoTracking().Where(v => v.Shared || v.OwnerId == account).OrderBy(v => v.SavedAt).ThenBy(v => v.Id).Take(2 * Most).ToListAsync(cancellation);
        return [.. views.Select(Of).OrderBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ThenBy(v => v.Id)];
    }

    /// <summary>Keeps one within the current unit of work.</summary>
    public async Task<Outcome<ViewOfQueue>> Save(ViewRequest request, CancellationToken cancellation)
    {
        if (doors.Account == Guid.Empty)
            return new Refusal(StatusCodes.Status403Forbidden, "grievances.view_needs_account");
        if (Name(request.Name) is { } badName)
            return badName;
        var filter = CaseFilter.Read(QueryHelpers.ParseQuery(request.Query.Trim().TrimStart('?')).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToArray())), strict: true);
        if (filter.Refusal is { } unknown)
            return Refusal.Field("platform.invalid", "/query", unknown.Errors!.Values.First()[0]);
        if (filter.Value!.Address.Length > MostQuery)
            return Refusal.Field("platform.invalid", "/query", "platform.too_long");
        if (await Full(request.Shared, cancellation))
            return Refusal.Conflict("grievances.too_many_views");
        if (await Taken(request.Name, Guid.Empty, cancellation))
            return Refusal.Conflict("grievances.view_name_taken");
        var view = new SavedView
        {
            TenantId = db.Tenant.Required, Id = Guid.CreateVersion7(), OwnerId = doors.Account, Name = request.Name.Trim(), Query = filter.Value.Address, Shared = request.Shared, SavedAt = clock.GetUtcNow(),
        };
        db.Add(view);
        await db.SaveChangesAsync(CancellationToken.None);
        return Of(view);
    }

    /// <summary>Renames one's own view, shares it or keeps it for oneself, within the current unit of work.</summary>
    public async Task<Outcome<ViewOfQueue>> Change(Guid id, ViewChange change, CancellationToken cancellation)
    {
        if (Name(change.Name) is { } badName)
            return badName;
        var found = await Mine(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        if (found.Value!.Shared != change.Shared && await Full(change.Shared, cancellation))
            return Refusal.Conflict("grievances.too_many_views");
        if (await Taken(change.Name, id, cancellation))
            return Refusal.Conflict("grievances.view_name_taken");
        (found.Value.Name, found.Value.Shared) = (change.Name.Trim(), change.Shared);
        await db.SaveChangesAsync(CancellationToken.None);
        return Of(found.Value);
    }

    /// <summary>Deletes one's own view within the current unit of work.</summary>
    public async Task<Outcome<Done>> Delete(Guid id, CancellationToken cancellation)
    {
        var found = await Mine(id, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        db.Remove(found.Value!);
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    private Guid Owner => doors.Account;

    private ViewOfQueue Of(SavedView view) => new(view.Id, view.Name, view.Query, view.Shared, view.OwnerId == doors.Account, view.SavedAt);

    private static Refusal? Name(string name) => FileRules.IsBlank(name) ? Refusal.Field("platform.invalid", "/name", "grievances.name_missing")
        : FileRules.Characters(name.Trim()) > MostName ? Refusal.Field("platform.invalid", "/name", "platform.too_long") : null;

    private async Task<bool> Full(bool shared, CancellationToken cancellation)
    {
        var account = doors.Account;
        return await db.Views.CountAsync(v => shared ? v.Shared : v.OwnerId == account && !v.Shared, cancellation) >= Most;
    }

    // Of two by one name in one list nobody knows which is which. What others keep for themselves stands in no list but theirs.
    private async Task<bool> Taken(string name, Guid but, CancellationToken cancellation) =>
        (await List(cancellation)).Any(v => v.Id != but && v.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    // What somebody keeps for themselves is nobody else's business, not even that it is there.
    private async Task<Outcome<SavedView>> Mine(Guid id, CancellationToken cancellation)
    {
        var account = doors.Account;
        var view = await db.Views.FirstOrDefaultAsync(v => v.Id == id && (v.Shared || v.OwnerId == account), cancellation);
        return view is null ? Refusal.NotFound("grievances.view_unknown")
            : account == Guid.Empty || view.OwnerId != account ? new Refusal(StatusCodes.Status403Forbidden, "grievances.view_not_yours") : view;
    }

    /// <summary>GET and POST /api/grievances/v1/views, PUT and DELETE /views/{id}.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/views", async (SavedViews views, HttpContext http) => TypedResults.Ok(await views.List(http.RequestAborted)))
            .WithName("Grievances_ListViews").WithSummary("Saved views of the queue: one's own and the shared ones").Produces<IReadOnlyList<ViewOfQueue>>().RequirePermission(Permissions.GrievancesRead);
        api.MapPost("/views", async (JsonBody<ViewRequest> body, SavedViews views, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"views:{views.Owner:N}", key, body.Raw, () => views.Save(body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(view => TypedResults.Created($"/api/grievances/v1/views/{view.Id}", view));
            })
            .Idempotent().WithName("Grievances_SaveView").WithSummary("Keep a filter of the queue").Produces<ViewOfQueue>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesRead).OwnWork();
        api.MapPut("/views/{id:guid}", async (Guid id, JsonBody<ViewChange> body, SavedViews views, HttpContext http) => (await views.Change(id, body.Value, http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ChangeView").WithSummary("Rename a view of one's own, or share it").Produces<ViewOfQueue>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
            .RequirePermission(Permissions.GrievancesRead).Writes();
        api.MapDelete("/views/{id:guid}", async (Guid id, SavedViews views, HttpContext http) => (await views.Delete(id, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_DeleteView").WithSummary("Delete a view of one's own").Produces(204).ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesRead).Writes();
    }
}

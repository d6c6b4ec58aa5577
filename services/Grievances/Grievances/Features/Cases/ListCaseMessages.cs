using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Cases;

/// <summary>The messages of a case beyond those an opened case holds. Reading them is an opening, recorded and shown to the person.</summary>
public sealed class ListCaseMessages(CaseThread thread, CaseDoor doors)
{
    /// <summary>A page of messages within the current, writing, unit of work.</summary>
    public async Task<Outcome<Page<CaseMessageView>>> Run(Guid id, string? cursor, int? limit, CancellationToken cancellation)
    {
        var found = await doors.Find(id, cancellation);
        if (found.Refusal is { } unknown)
            return unknown;
        var messages = await thread.Messages(id, null, cursor, limit, cancellation);
        if (messages.Refusal is { } refusal)
            return refusal;
        var door = await doors.Open(found.Value!, "handling", cancellation);
        return door.Refusal is { } shut ? shut : new Page<CaseMessageView>([.. messages.Value!.Items.Select(m => CaseMessageView.Of(m, door.Value!.Sealer))], messages.Value.Next);
    }

    /// <summary>GET /api/grievances/v1/cases/{id}/messages.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/{id:guid}/messages",
            async (Guid id, ListCaseMessages list, HttpContext http, string? cursor = null, int? limit = null) =>
                (await list.Run(id, cursor, limit, http.RequestAborted)).ToResult(page => TypedResults.Ok(page)))
        .WithName("Grievances_ListCaseMessages").WithSummary("Messages of a case, newest first; recorded, and shown to the person")
        .Produces<Page<CaseMessageView>>().ProducesProblem(400).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
}

using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Responsibility;

/// <summary>Who had a part in it, as the person reads it.</summary>
/// <param name="Party">developer, deployer, user, data_supplier or other.</param>
/// <param name="Name">What the party is called, or null.</param>
/// <param name="Involvement">caused, contributed, directly_linked, none or unknown.</param>
/// <param name="Contested">Whether the party says otherwise.</param>
public sealed record ResponsiblePartyView(string Party, string? Name, string Involvement, bool Contested);

/// <summary>What the organisation found about who was responsible.</summary>
/// <param name="Decided">Whether it is told: once the case is closed, where something was recorded.</param>
/// <param name="DecidedAt">When it was decided, or null.</param>
/// <param name="DecidedByRole">Role of whoever decided, or null.</param>
/// <param name="Parties">Who, in order. On what evidence is for the handlers; the letter says it in words.</param>
public sealed record ResponsibilityView(bool Decided, DateTimeOffset? DecidedAt, string? DecidedByRole, IReadOnlyList<ResponsiblePartyView> Parties);

/// <summary>Tells the person who was responsible, once the case is closed; before that nobody has decided for good.</summary>
public sealed class ReadResponsibility(GrievancesDb db, HolderOfSession holders)
{
    /// <summary>For a mailbox.</summary>
    public async Task<Outcome<ResponsibilityView>> Run(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : await Of(found.Value!, cancellation);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<ResponsibilityView> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, _, sealer) = held;
        if (kase.IsOpen)
            return new(false, null, null, []);
        var lines = await db.Attributions.AsNoTracking().Where(a => a.CaseId == kase.Id && a.Record == db.Attributions.Where(b => b.CaseId == kase.Id).Max(b => b.Record)).OrderBy(a => a.Place).ToListAsync(cancellation);
        if (lines.Count == 0)
            return new(false, null, null, []);
        var organisations = lines.Where(line => line.OrganisationId is not null).Select(line => line.OrganisationId!.Value).Distinct().ToList();
        var names = organisations.Count == 0 ? [] : await db.Set<KnownTenant>().AsNoTracking().Where(t => organisations.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, cancellation);
        return new(true, lines[0].DecidedAt, lines[0].DecidedByRole, [.. lines.Select(line => new ResponsiblePartyView(Codes.Of(line.Party),
            sealer.OpenIfAny("attribution", line.Id, "name", line.Name) ?? (line.OrganisationId is { } organisation ? names.GetValueOrDefault(organisation) : null), Codes.Of(line.Involvement), line.Contested))]);
    }

    /// <summary>GET /api/grievances/v1/mailbox/responsibility.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/mailbox/responsibility", async (ReadResponsibility read, HttpContext http) =>
            (await read.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
        .WithName("Grievances_ReadOwnResponsibility").WithSummary("Who was responsible, once the case is closed").Produces<ResponsibilityView>().ProducesProblem(401).ProducesProblem(403)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
}

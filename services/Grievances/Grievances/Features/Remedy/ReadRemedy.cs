using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Grievances.Features.Remedy;

/// <summary>What a handler reads of remedy, letter and appeals of a case.</summary>
/// <param name="Remedy">Plan and offers.</param>
/// <param name="Appeals">Appeals, the newest first.</param>
/// <param name="Letter">Outcome letter, or null.</param>
/// <param name="LetterReadAt">When the person first opened it, or null.</param>
public sealed record CaseRemedyView(RemedyView Remedy, IReadOnlyList<AppealView> Appeals, LetterView? Letter, DateTimeOffset? LetterReadAt);

/// <summary>Reads the remedy of a case: for whoever holds a mailbox what was put before them, for a handler the plan too.</summary>
public sealed class ReadRemedy(GrievancesDb db, HolderOfSession holders, CaseDoor doors, Reviewers reviewers, TimeProvider clock)
{
    /// <summary>For a mailbox.</summary>
    public async Task<Outcome<RemedyView>> Run(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : await Of(found.Value!, cancellation);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<RemedyView> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, holder, sealer) = held;
        var now = clock.GetUtcNow();
        var offers = await Offers(kase.Id, sealer, cancellation);
        var accepted = offers.FirstOrDefault(o => o.Offer.State is OfferState.Accepted);
        // What was promised by an organisation that the person sent away stays readable, with why nobody carries it out.
        HashSet<Guid> promised = accepted is null ? [] : [.. accepted.Plan.Measures.Where(m => m.ByTenant is not null).Select(m => m.Id)];
        var measures = kase.Remedy.IsOwed() || accepted is not null ? await Measures(kase.Id).ToListAsync(cancellation) : [];
        // An apology that was taken is not asked for again.
        HashSet<Guid> verified = [.. measures.Where(m => m.State is MeasureState.Verified).Select(m => m.Id)];
        // What they confirmed stays with them, also while something new is planned.
        measures.RemoveAll(m => m.State is MeasureState.Dropped ? !promised.Contains(m.Id) : !kase.Remedy.IsOwed() && m.State is not MeasureState.Verified);
        var partners = await Partners(kase.Id, measures, offers, cancellation);
        return new RemedyView(Codes.Of(kase.Remedy is RemedyState.Planned ? RemedyState.None : kase.Remedy),
            kase.Remedy is RemedyState.NotOwed ? sealer.OpenIfAny("grievance", kase.Id, "no_remedy_reason", kase.NoRemedyReason) : null,
            [.. measures.Select(m => MeasureView.Of(m, sealer, true, now, partners))], [.. offers.Select(o => OfferView.Of(o, sealer, true, partners, verified))], holder.Decides(), holder.Id == kase.Id);
    }

    /// <summary>For a handler, within the current, writing, unit of work.</summary>
    public async Task<Outcome<CaseRemedyView>> ForHandler(Guid id, CancellationToken cancellation)
    {
        var door = await doors.Open(id, "remedy", cancellation);
        return door.Refusal is { } shut ? shut : await ForHandler(door.Value!, cancellation);
    }

    /// <summary>Of a case that a handler has opened.</summary>
    public async Task<CaseRemedyView> ForHandler(OpenDoor door, CancellationToken cancellation)
    {
        var (kase, sealer) = door;
        var now = clock.GetUtcNow();
        var measures = await Measures(kase.Id).ToListAsync(cancellation);
        var offers = await Offers(kase.Id, sealer, cancellation);
        var partners = await Partners(kase.Id, measures, offers, cancellation);
        var appeals = await db.Appeals.AsNoTracking().Where(a => a.CaseId == kase.Id).OrderByDescending(a => a.FiledAt).ToListAsync(cancellation);
        // Why somebody appeals does not reach those it is about before it is decided (UN Guiding Principle 31 a, independent review).
        var withheld = appeals.Exists(a => a.Decision is null && a.ReviewerId != doors.Account) && await reviewers.InIt(kase.Id, doors.Account).AnyAsync(cancellation);
        var letter = sealer.OpenIfAny("grievance", kase.Id, "closing_letter", kase.ClosingLetter);
        return new CaseRemedyView(
            new RemedyView(Codes.Of(kase.Remedy), sealer.OpenIfAny("grievance", kase.Id, "no_remedy_reason", kase.NoRemedyReason),
                [.. measures.Select(m => MeasureView.Of(m, sealer, false, now, partners))], [.. offers.Select(o => OfferView.Of(o, sealer, false, partners, new HashSet<Guid>()))], false, false),
            [.. appeals.Select(a => AppealView.Of(a, sealer, false, kase.Id, a.Decision is not null || a.ReviewerId == doors.Account || !withheld))], letter is null ? null : LetterView.Of(letter),
            letter is null ? null : await LetterReceipt.Lines(db, kase.Id, kase.ClosedAt).Select(l => (DateTimeOffset?)l.At).FirstOrDefaultAsync(cancellation));
    }

    private async Task<List<OpenOffer>> Offers(Guid id, CaseSealer sealer, CancellationToken cancellation) =>
        (await db.Offers.AsNoTracking().Where(o => o.CaseId == id).OrderByDescending(o => o.Number).ToListAsync(cancellation)).ConvertAll(o => new OpenOffer(o, OfferedPlan.Open(o, sealer)));

    private Task<RemedyPartners> Partners(Guid id, List<RemedyAction> measures, List<OpenOffer> offers, CancellationToken cancellation) =>
        RemedyPartners.Of(db, id, measures.Select(m => m.ByTenant).Concat(offers.SelectMany(o => o.Plan.Measures.Select(m => m.ByTenant))), cancellation);

    private IQueryable<RemedyAction> Measures(Guid id) => db.Measures.AsNoTracking().Where(m => m.CaseId == id).OrderBy(m => m.Place).ThenBy(m => m.Id);

    /// <summary>GET /api/grievances/v1/cases/{id}/remedy and /mailbox/remedy.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{id:guid}/remedy", async (Guid id, ReadRemedy read, HttpContext http) => (await read.ForHandler(id, http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadRemedy").WithSummary("Remedy, letter and appeals of a case; an opening, which the person sees")
            .Produces<CaseRemedyView>().ProducesProblem(403).ProducesProblem(404).RequirePermission(Permissions.GrievancesHandle).Writes();
        api.MapGet("/mailbox/remedy", async (ReadRemedy read, HttpContext http) => (await read.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadOwnRemedy").WithSummary("What the organisation offers and does to put it right").Produces<RemedyView>().ProducesProblem(401).ProducesProblem(403)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
    }
}

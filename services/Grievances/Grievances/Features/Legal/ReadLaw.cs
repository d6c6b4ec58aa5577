using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Mailbox;
using Grievances.Features.Talk;
using Grievances.Help;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Legal;

/// <summary>Where a case went outside the organisation.</summary>
/// <param name="Body">Id of the body in the directory; null where a court or an authority ordered it.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Web">Its website, or null.</param>
/// <param name="At">When.</param>
/// <param name="ByRole">Role of whoever handed it over.</param>
/// <param name="Reason">Why.</param>
public sealed record HandedOver(string? Body, string? Name, string? Web, DateTimeOffset At, string ByRole, string Reason);

/// <summary>Somebody outside whom the organisation named to the person. Nothing of the case went there.</summary>
/// <param name="Body">Id of the body in the directory; null of an organisation that is not in it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is reached: of a body of the directory its website.</param>
/// <param name="Source">Page the entry of the directory is from, or null.</param>
/// <param name="Checked">The day that page said so, or null.</param>
/// <param name="At">When it was named.</param>
/// <param name="ByRole">Role of whoever named it.</param>
public sealed record NamedBody(string? Body, string Name, string Address, string? Source, DateOnly? Checked, DateTimeOffset At, string ByRole);

/// <summary>What the person reads about the law of their case.</summary>
/// <param name="Parallel">Whether a court or an authority deals with the same matter too. It is no reason to stop here, and nobody has to drop theirs.</param>
/// <param name="OnHold">Whether everything is kept for a court or an authority, as the mailbox says too.</param>
/// <param name="HandedOver">Where it went, the newest first.</param>
public sealed record LawOfCase(bool Parallel, bool OnHold, IReadOnlyList<HandedOver> HandedOver)
{
    /// <summary>Who else outside has or had something of it, with the yes of the one who filed.</summary>
    public IReadOnlyList<OutsideReader> Outside { get; init; } = [];

    /// <summary>Whom the organisation named to turn to, the newest first.</summary>
    public IReadOnlyList<NamedBody> Named { get; init; } = [];
}

/// <summary>Somebody outside who has something of a case with the yes of the one who filed.</summary>
/// <param name="Kind">organisation or mediator.</param>
/// <param name="Name">Name of the organisation; of a mediator who it is, by role or organisation.</param>
/// <param name="Has">Whether they still have it.</param>
public sealed record OutsideReader(string Kind, string Name, bool Has)
{
    /// <summary>Key of the words that say so; to the one who filed, that it was their yes.</summary>
    public string Said(bool filed) => $"law.outside.{Kind}{(Has ? "" : "_had")}{(filed && (Has || Kind != "mediator") ? "_yours" : "")}";
}

/// <summary>Tells the person what about their case is with others. What handlers note about the law is theirs.</summary>
public sealed class ReadLaw(GrievancesDb db, HolderOfSession holders, TimeProvider clock)
{
    /// <summary>For a mailbox.</summary>
    public async Task<Outcome<LawOfCase>> Run(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        return found.Refusal is { } gone ? gone : await Of(found.Value!, cancellation);
    }

    /// <summary>Of a case that a holder has opened.</summary>
    public async Task<LawOfCase> Of(HeldCase held, CancellationToken cancellation)
    {
        var (kase, _, sealer) = held;
        var told = await db.LegalNotes.AsNoTracking().Where(n => n.CaseId == kase.Id && (n.Kind == LegalNoteKind.HandOver || n.Kind == LegalNoteKind.Named)).OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(100).ToListAsync(cancellation);
        return new LawOfCase(kase.ParallelProceedings, kase.LegalHold, [.. told.Where(n => n.Kind is LegalNoteKind.HandOver).Select(n =>
        {
            var body = n.Body is null ? null : HelpDirectory.Current.Body(n.Body);
            return new HandedOver(n.Body, body?.Name ?? n.Body, body?.Web, n.At, n.WriterRole, sealer.Open("legal_note", n.Id, "text", n.Text));
        })])
        {
            Outside = await Outside(sealer, cancellation),
            Named = [.. told.Where(n => n.Kind is LegalNoteKind.Named).Select(n =>
            {
                var (body, said) = (n.Body is null ? null : HelpDirectory.Current.Body(n.Body), NameBody.Of(n, sealer)!.Value);
                return new NamedBody(n.Body, said.Name, said.Address, body?.Source, body?.Checked, n.At, n.WriterRole);
            })],
        };
    }

    private async Task<IReadOnlyList<OutsideReader>> Outside(CaseSealer sealer, CancellationToken cancellation)
    {
        var live = Mediations.Live(db, clock.GetUtcNow());
        var shares = await db.Shares.AsNoTracking().Where(s => s.CaseId == sealer.CaseId && s.Given && s.ConsentAt != null).OrderByDescending(s => s.ProposedAt).Select(s => new { s.OtherTenantId, s.OtherName, s.State }).ToListAsync(cancellation);
        var mediators = await db.Set<CaseMediation>().AsNoTracking().Where(m => m.CaseId == sealer.CaseId && m.InvitedAt != null).OrderByDescending(m => m.ProposedAt)
            .Select(m => new { m.Id, m.Who, Live = live.Any(l => l.Id == m.Id) }).ToListAsync(cancellation);
        // An organisation that came back has it, whatever became of an earlier part.
        return [.. shares.GroupBy(s => s.OtherTenantId).Select(of => new OutsideReader("organisation", of.First().OtherName, of.Any(s => s.State is ShareState.Offered or ShareState.Accepted))),
            .. mediators.Select(m => new OutsideReader("mediator", sealer.Open("mediation", m.Id, "who", m.Who), m.Live))];
    }

    /// <summary>GET /api/grievances/v1/mailbox/legal.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/mailbox/legal", async (ReadLaw read, HttpContext http) =>
            (await read.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(law => TypedResults.Ok(law)))
        .WithName("Grievances_ReadOwnLaw").WithSummary("Proceedings beside one's own case, and where it was handed over").Produces<LawOfCase>().ProducesProblem(401).ProducesProblem(403)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
}

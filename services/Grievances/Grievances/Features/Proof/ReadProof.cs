using Grievances.Features.Files;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;

namespace Grievances.Features.Proof;

/// <summary>Gives a holder their proof of filing, as often as they like; whoever carries it should know that it shows they complained.</summary>
public sealed class ReadProof(HolderOfSession holders, CaseFiles files, FilingProof proof)
{
    /// <summary>The proof of a mailbox session.</summary>
    public async Task<Outcome<ProofOfFiling>> Run(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (kase, holder, sealer) = found.Value!;
        return await proof.Of(kase, holder, session.ReceiptKey, sealer, await files.FiledDigests(sealer, kase, cancellation), cancellation);
    }

    /// <summary>GET /api/grievances/v1/mailbox/proof and /public/proof-keys.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailbox/proof", async (ReadProof read, HttpContext http) =>
                (await read.Run(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(found => TypedResults.Ok(found)))
            .WithName("Grievances_ReadProof").WithSummary("Proof of filing, checked with the published key alone")
            .Produces<ProofOfFiling>().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
            .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        api.MapGet("/public/proof-keys", (FilingProof proof) => TypedResults.Ok(proof.PublishedKeys()))
            .WithName("Grievances_ListProofKeys").WithSummary("Public keys that proofs of filing are checked with, PEM by name")
            .Produces<IReadOnlyDictionary<string, string>>().Anonymous("Whoever is shown a proof has to be able to check it").WithMetadata(new WithoutTenantAttribute());
    }
}

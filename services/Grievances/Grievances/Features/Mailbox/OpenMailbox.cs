using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Features.Mailbox;

/// <summary>A receipt, as typed: any script's digits, spaces and hyphens.</summary>
/// <param name="Receipt">20 digits.</param>
public sealed record OpenMailboxRequest(string Receipt);

/// <summary>A short-lived key to one mailbox.</summary>
/// <param name="Token">Send it as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">UTC, 30 minutes from now.</param>
/// <param name="MustTakeOver">Somebody else has seen this receipt: POST /mailbox/receipt gives another, and before it nothing is shown.</param>
public sealed record OpenedMailbox(string Token, DateTimeOffset ExpiresAt, bool MustTakeOver = false);

/// <summary>
/// Turns a receipt into a mailbox token. A mistyped digit is told at once; a receipt nobody has is answered the same way
/// whether it never was or was erased, after the same wait; a right one is always served.
/// </summary>
public sealed class OpenMailbox(ReceiptDoor door, CaseKeys keys, MailboxTokens tokens, MissQueue misses, TimeProvider clock)
{
    /// <summary>Opens, or refuses.</summary>
    /// <param name="typed">The receipt as somebody typed it.</param>
    /// <param name="byOperator">Whether it comes with an operator's credentials; an operator's receipt opens nothing without, and no other receipt opens with them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="pointer">Where the receipt stands in what was sent.</param>
    public async Task<Outcome<OpenedMailbox>> Run(string? typed, bool byOperator, CancellationToken cancellation, string pointer = "/receipt")
    {
        switch (Receipt.Read(typed, out var receipt))
        {
            case ReceiptReading.Malformed:
                return Refusal.Field("grievances.receipt_malformed", pointer, "grievances.receipt_malformed");
            case ReceiptReading.Mistyped:
                return Refusal.Field("grievances.receipt_mistyped", pointer, "grievances.receipt_mistyped");
        }
        var target = await door.Find(receipt, cancellation);
        var receiptKey = keys.FromReceipt(receipt);
        if (target is null || target.OfOperator != byOperator)
            return await misses.Wait(cancellation)
                ? new Refusal(StatusCodes.Status404NotFound, "grievances.receipt_unknown")
                : new Refusal(StatusCodes.Status429TooManyRequests, "platform.too_many_requests", RetryAfterSeconds: 5);
        var expires = clock.GetUtcNow() + MailboxTokens.Lifetime;
        var session = new MailboxSession(target.TenantId, target.CaseId, receiptKey, expires, target.HolderId, target.MustTakeOver);
        return new OpenedMailbox(tokens.Issue(session), expires, target.MustTakeOver);
    }

    /// <summary>Notes an opening where whoever let a companion in should see it; of everybody else it is nobody's business.</summary>
    internal static async Task Noted(MailboxSession session, TenantContext tenant, Companions companions, UnitOfWork<GrievancesDb> unit, CancellationToken cancellation)
    {
        if (session.MustTakeOver || session.Holder == session.CaseId)
            return;
        tenant.Enter(session.Tenant);
        await unit.Repeat(() => companions.Opened(session, cancellation), _ => true, cancellation);
    }

    /// <summary>POST /api/grievances/v1/mailbox/session.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/mailbox/session",
            async (JsonBody<OpenMailboxRequest> body, OpenMailbox open, MailboxTokens tokens, TenantContext tenant, Companions companions, UnitOfWork<GrievancesDb> unit, HttpContext http) =>
            {
                var outcome = await open.Run(body.Value.Receipt, false, http.RequestAborted);
                if (outcome.Value is { } opened)
                    await Noted(tokens.Open(opened.Token)!, tenant, companions, unit, http.RequestAborted);
                return outcome.ToResult(found => TypedResults.Ok(found));
            })
        .WithName("Grievances_OpenMailbox").WithSummary("Turn a receipt into a mailbox token")
        .Produces<OpenedMailbox>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(429)
        .Anonymous("The receipt is the key; there is no account").WithMetadata(new WithoutTenantAttribute()).OwnWork();
}

/// <summary>
/// Slows wrong receipts and nothing else. The queue is bounded: beyond it a wrong guess is told to come back later, while
/// right receipts pass untouched, so guessing can't shut anybody out.
/// </summary>
public sealed class MissQueue(TimeProvider clock)
{
    private const int Most = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private int waiting;

    /// <summary>Waits, or answers false where too many wait already.</summary>
    public async Task<bool> Wait(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > Most)
        {
            Interlocked.Decrement(ref waiting);
            return false;
        }
        try
        {
            await Task.Delay(Pause, clock, cancellation);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}

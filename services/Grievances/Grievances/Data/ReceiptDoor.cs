using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Grievances.Domain;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Data;

/// <summary>
/// The door from a receipt to its case: the one look-up of this service that knows no tenant yet, since a receipt names none.
/// On PostgreSQL a function with a read policy on one table; it gives back ids, never content.
/// </summary>
public sealed class ReceiptDoor(IServiceScopeFactory scopes, Secrets secrets)
{
    /// <summary>The function on PostgreSQL.</summary>
    public static Door Door { get; } = new("grievances", "receipts", "find_receipt(bytea)", """
        create or replace function find_receipt(wanted bytea) returns table(tenant_id uuid, case_id uuid, holder_id uuid, condition text)
        language sql stable security definer set search_path = public
        as 'select r.tenant_id, r.case_id, r.holder_id, r.condition from receipts r where r.digest = wanted'
        """);

    /// <summary>Digest under which a receipt is found.</summary>
    public byte[] Digest(Receipt receipt) => secrets.Digest("receipt-lookup", receipt.Bytes);

    /// <summary>Tenant, case and holder of a receipt, or null.</summary>
    public async Task<ReceiptTarget?> Find(Receipt receipt, CancellationToken cancellation)
    {
        var digest = Digest(receipt);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        var query = db.Database.IsNpgsql()
            ? db.Database.SqlQuery<ReceiptTarget>($"select tenant_id, case_id, holder_id, condition from find_receipt({digest})")
            : db.Database.SqlQuery<ReceiptTarget>($"select tenant_id, case_id, holder_id, condition from receipts where digest = {digest}");
        // Two for a moment where the desk has passed a case on and not let go of it yet; either opens it.
        return (await query.ToListAsync(cancellation)).FirstOrDefault();
    }
}

/// <summary>Where a receipt leads.</summary>
/// <param name="TenantId">Tenant.</param>
/// <param name="CaseId">Case.</param>
/// <param name="HolderId">Whose receipt it is.</param>
/// <param name="Condition">What it needs beside being right: a <see cref="ReceiptCondition"/>.</param>
public sealed record ReceiptTarget(Guid TenantId, Guid CaseId, Guid HolderId, string Condition)
{
    /// <summary>Whether it has to be changed first.</summary>
    public bool MustTakeOver => Condition == nameof(ReceiptCondition.TakeOver);

    /// <summary>Whether it is an operator's.</summary>
    public bool OfOperator => Condition == nameof(ReceiptCondition.Operator);
}

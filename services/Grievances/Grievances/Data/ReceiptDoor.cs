using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
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
        create or replace function find_receipt(wanted bytea) returns table(tenant_id uuid, case_id uuid)
        language sql stable security definer set search_path = public
        as 'select r.tenant_id, r.case_id from receipts r where r.digest = wanted'
        """);

    /// <summary>Digest under which a receipt is found.</summary>
    public byte[] Digest(Receipt receipt) => secrets.Digest("receipt-lookup", receipt.Bytes);

    /// <summary>Tenant and case of a receipt, or null.</summary>
    public async Task<ReceiptTarget?> Find(Receipt receipt, CancellationToken cancellation)
    {
        var digest = Digest(receipt);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
        var query = db.Database.IsNpgsql()
            ? db.Database.SqlQuery<ReceiptTarget>($"select tenant_id, case_id from find_receipt({digest})")
            : db.Database.SqlQuery<ReceiptTarget>($"select tenant_id, case_id from receipts where digest = {digest}");
        return await query.SingleOrDefaultAsync(cancellation);
    }
}

/// <summary>Where a receipt leads.</summary>
/// <param name="TenantId">Tenant.</param>
/// <param name="CaseId">Case.</param>
public sealed record ReceiptTarget(Guid TenantId, Guid CaseId);

using Grievances.Features.Intake;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What the page after sending shows, once.</summary>
/// <param name="Tenant">Who it was filed with.</param>
/// <param name="Receipt">20 digits.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="AcknowledgeBy">Until when somebody confirms it.</param>
/// <param name="MemberReceipts">Receipts to pass on.</param>
/// <param name="Draft">Code of the draft it was written in: forgotten once the receipt was kept.</param>
public sealed record FiledView(KnownTenant Tenant, string Receipt, string Reference, DateTimeOffset AcknowledgeBy, IReadOnlyList<MemberReceipt> MemberReceipts, string? Draft)
{
    /// <summary>Name of the field the receipt is typed back into; what was typed is never shown.</summary>
    public string? Typed => null;

    /// <summary>The receipt in groups of four.</summary>
    public string Grouped => InGroups(Receipt);

    /// <summary>The day it was filed; the hour is nobody's business on a paper that can be found.</summary>
    public DateTimeOffset FiledOn { get; init; } = TimeProvider.System.GetUtcNow();

    /// <summary>Receipts to pass on, in groups of four.</summary>
    public IReadOnlyList<(string? Name, string Receipt, string Grouped)> Members => [.. MemberReceipts.Select(m => (m.Name, m.Receipt, InGroups(m.Receipt)))];

    private static string InGroups(string digits) => global::Platform.Security.Receipt.Read(digits, out var receipt) == ReceiptReading.Readable ? receipt.Grouped : "";
}

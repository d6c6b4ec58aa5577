using Grievances.Features.Forms;
using Grievances.Features.Intake;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What the page after sending shows, for as long as somebody may have failed to keep it.</summary>
/// <param name="Tenant">Who it was filed with.</param>
/// <param name="Receipt">20 digits.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="AcknowledgeBy">Until when somebody confirms it.</param>
/// <param name="MemberReceipts">Receipts to pass on.</param>
/// <param name="Draft">Code of the draft it was written in: forgotten once the receipt was kept.</param>
/// <param name="Danger">Whether an answer said danger: help is shown as well.</param>
public sealed record FiledView(KnownTenant Tenant, string Receipt, string Reference, DateTimeOffset AcknowledgeBy, IReadOnlyList<MemberReceipt> MemberReceipts, string? Draft, bool Danger = false)
{
    /// <summary>Name of the field the receipt is typed back into; what was typed is never shown.</summary>
    public string? Typed => null;

    /// <summary>What was wrong with a receipt typed back, as an address says it: the words, or null.</summary>
    public static string? Fault(string? code) => code switch
    {
        Malformed or Mistyped => PortalText.Words["mailbox.error." + code],
        Other => PortalText.Words["filed.error.other"],
        _ => null,
    };

    /// <summary>The same of a reading that is not the receipt.</summary>
    public static string FaultOf(ReceiptReading reading) => reading switch
    {
        ReceiptReading.Malformed => Malformed,
        ReceiptReading.Mistyped => Mistyped,
        _ => Other,
    };

    /// <summary>The receipt in groups of four.</summary>
    public string Grouped => InGroups(Receipt);

    /// <summary>The day it was filed; the hour is nobody's business on a paper that can be found.</summary>
    public DateTimeOffset FiledOn { get; init; } = TimeProvider.System.GetUtcNow();

    /// <summary>Receipts to pass on, in groups of four.</summary>
    public IReadOnlyList<(string Shown, string? Name, string Receipt, string Grouped)> Members =>
        [.. MemberReceipts.Select(m => (MembersPage.Shown(m.Number, m.Name), m.Name, m.Receipt, InGroups(m.Receipt)))];

    private const string Malformed = "malformed", Mistyped = "mistyped", Other = "other";

    private static string InGroups(string digits) => global::Platform.Security.Receipt.Read(digits, out var receipt) == ReceiptReading.Readable ? receipt.Grouped : "";
}

using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Responsibility;

/// <summary>
/// What the record of responsibility asks of the organisation itself: whoever caused a harm or contributed to it provides for its remedy or
/// helps to (UN Guiding Principle 22). An apology can always be offered.
/// </summary>
public static class OwnPart
{
    /// <summary>Whether the newest record of a case says that the organisation that handles it caused the harm or contributed to it.</summary>
    public static Task<bool> Stands(GrievancesDb db, Grievance kase, CancellationToken cancellation) => db.Attributions.AnyAsync(a => a.CaseId == kase.Id && a.OrganisationId == kase.TenantId
        && (a.Involvement == Involvement.Caused || a.Involvement == Involvement.Contributed) && a.Record == db.Attributions.Where(b => b.CaseId == kase.Id).Max(b => b.Record), cancellation);

    /// <summary>Code of a part that the organisation says it had not.</summary>
    public const string Contested = "contested";

    /// <summary>The part as other services hear it: the gravest that a record says of the organisation; null where it says of none.</summary>
    public static string? Of(IReadOnlyList<AttributionLine> lines, Guid tenant) =>
        lines.Where(line => line.OrganisationId == tenant && line.Involvement is Involvement.Caused or Involvement.Contributed or Involvement.DirectlyLinked)
            .OrderBy(line => line.Involvement).ThenBy(line => line.Contested).FirstOrDefault() is not { } gravest ? null
        : gravest.Contested ? Contested : Codes.Of(gravest.Involvement);
}

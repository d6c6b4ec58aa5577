using Grievances.Features.Mailbox;

namespace Grievances.Areas.Grievances.Pages;

/// <summary>One visit opens a case several times; whoever reads the list is told once an hour and role.</summary>
/// <param name="Role">Role of whoever opened it.</param>
/// <param name="Organisation">Another organisation whose staff it was, or null.</param>
/// <param name="First">When first in that hour.</param>
/// <param name="Last">When last.</param>
/// <param name="Times">How often.</param>
public sealed record OpeningVisit(string Role, string? Organisation, DateTimeOffset First, DateTimeOffset Last, int Times)
{
    /// <summary>The visits of a list of openings, in its order.</summary>
    public static IEnumerable<OpeningVisit> Of(IEnumerable<CaseOpening> openings) => openings
        .GroupBy(o => (o.Role, o.Organisation, Hour: o.At.UtcDateTime.Date.AddHours(o.At.UtcDateTime.Hour)))
        .Select(visit => new OpeningVisit(visit.Key.Role, visit.Key.Organisation, visit.Min(o => o.At), visit.Max(o => o.At), visit.Count()));
}

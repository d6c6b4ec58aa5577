using Grievances.Data;
using Grievances.Features.Intake;
using Microsoft.EntityFrameworkCore;
using Platform.Mail;

namespace Grievances.Features.Clocks;

/// <summary>Tells holders who asked for it that there is something new. The message names nobody and nothing, and goes out later than what it is about.</summary>
public sealed class Pings(GrievancesDb db, PingAddresses addresses, MailQueue mail)
{
    /// <summary>Queues within the current unit of work, for one holder or for all of a case. Of a part that was split from a case they are told where they are told of the case.</summary>
    public async Task Tell(Guid caseId, Guid? onlyFor, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!mail.IsOpen)
            return;
        var wanted = db.PingAddresses.AsNoTracking().Where(p => p.CaseId == caseId || p.CaseId == db.Grievances.Where(g => g.Id == caseId).Select(g => g.SplitFromId).FirstOrDefault());
        if (onlyFor is { } holder)
            wanted = wanted.Where(p => p.HolderId == holder || (holder == caseId && p.HolderId == p.CaseId));
        foreach (var address in await wanted.ToListAsync(cancellation))
            await mail.Enqueue(db, MailText.SomethingNew, address.Language, addresses.Open(address), now, cancellation);
    }

    /// <summary>
    /// Forgets within the current unit of work where one holder, or everybody of a case, wanted to be told, and what waits to be
    /// sent there. Where the address waits for word of another case too, that word comes with the next news there is.
    /// </summary>
    public async Task Forget(Guid caseId, Guid? onlyOf, CancellationToken cancellation)
    {
        var gone = db.PingAddresses.Where(p => p.CaseId == caseId && (onlyOf == null || p.HolderId == onlyOf));
        // In one order of addresses, since each is locked until the end of the unit of work.
        var waiting = (await gone.AsNoTracking().ToListAsync(cancellation)).Select(addresses.Open).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var address in waiting)
            await mail.Forget(db, address, cancellation);
        await gone.ExecuteDeleteAsync(cancellation);
    }
}

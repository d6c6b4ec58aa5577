using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Hosting.Log;

/// <summary>
/// The whole chain as a table, from its first line to its last, so that whoever checks can compute every hash themselves: SHA-256 over the
/// hash before (32 zero bytes at first) and then tenant, id, at, actor, role, action, subject and purpose, each as UTF-8 behind its length as
/// four bytes, the lowest first. That somebody took it along is a line of it.
/// </summary>
public sealed class ExportLog<TDb>(TDb db, UnitOfWork<TDb> unit, AuditLog<TDb> log, Actor actor, TimeProvider clock) where TDb : PlatformDb
{
    private const int OnAPage = 1_000;

    /// <summary>The file, in units of work of its own.</summary>
    public async Task<CsvAnswer> Run(CancellationToken cancellation)
    {
        await unit.Write(() =>
        {
            db.Record(clock.GetUtcNow(), actor.Id, actor.Role, $"{log.Service}.log_exported", "log", "csv");
            return db.SaveChangesAsync(CancellationToken.None);
        }, cancellation);
        return new CsvAnswer($"log-{log.Service}-{clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv", Write);
    }

    private async Task Write(StreamWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(CsvCells.Line("sequence", "hash", "tenant", "id", "at", "actor", "role", "action", "subject", "purpose").AsMemory(), cancellation);
        for (var after = 0L; await Links(after, cancellation) is { Count: > 0 } links; after = links[^1].Link.Sequence)
            foreach (var (link, line) in links)
                await writer.WriteAsync(CsvCells.Line(link.Sequence.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(link.Hash), line?.TenantId.ToString(), line?.Id.ToString(),
                    line?.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), line?.Actor, line?.Role, line?.Action, line?.Subject, line?.Purpose).AsMemory(), cancellation);
    }

    // A line that is not there any more shows as what it is: a place in the chain with nothing behind it.
    private Task<List<(AuditLink Link, AuditLine? Line)>> Links(long after, CancellationToken cancellation) => unit.Read(async () => (await db.Set<AuditLink>().AsNoTracking().Where(k => k.Sequence > after).OrderBy(k => k.Sequence).Take(OnAPage)
        .Select(k => new { Link = k, Line = db.Set<AuditLine>().FirstOrDefault(l => l.Id == k.LineId) }).ToListAsync(cancellation)).ConvertAll(found => (found.Link, (AuditLine?)found.Line)), cancellation);
}

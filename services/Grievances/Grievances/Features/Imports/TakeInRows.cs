using System.Security.Cryptography;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Intake;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Messaging;

namespace Grievances.Features.Imports;

/// <summary>
/// Answers the rows of an import, a batch in each unit of work: the cases of a batch, the answers to its rows and how far the import is are
/// kept together or not at all, so that a stop in between leaves no row out and takes none twice.
/// </summary>
public sealed class TakeInRows(GrievancesDb db, ImportSealing sealing, CaseKeys keys, CaseClocks clocks, TimeProvider clock)
{
    /// <summary>Clock that goes on with it.</summary>
    public const string Clock = "import";

    /// <summary>Action of the audit log by which a case was taken over.</summary>
    public const string Action = "grievances.case_imported";

    /// <summary>Code of a row that has the number of another row of the same file, and says something else.</summary>
    public const string OtherContent = "grievances.import_number_other_content";

    private const int Batch = 100;

    /// <summary>One batch, within the current unit of work; plans the next while rows are left.</summary>
    public async Task Follow(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var import = await db.Imports.FirstOrDefaultAsync(i => i.Id == id, cancellation);
        if (import is { State: ImportState.Running, Mapping.Length: > 0 })
        {
            await Take(import, (await sealing.Rows(import, cancellation))!, now, cancellation);
            import.Version++;
            await db.SaveChangesAsync(CancellationToken.None);
            if (import.State == ImportState.Running)
            {
                await db.DueDates(now).Plan(id, Clock, [new DueStep(Clock, now)], cancellation);
                return;
            }
        }
        // Nobody said in time which column is which.
        else if (import is { State: ImportState.Running })
            db.Remove(import);
        await db.SaveChangesAsync(CancellationToken.None);
        // Its own clock alone: the import may be on its way back by now.
        await db.Set<DueDate>().Where(d => d.Subject == id && d.Kind == Clock).ExecuteDeleteAsync(cancellation);
    }

    private async Task Take(CaseImport import, RegisterTable table, DateTimeOffset now, CancellationToken cancellation)
    {
        var (register, policy) = (await sealing.Register(import, cancellation), await clocks.Policy(cancellation));
        var systems = RowReading.NamesSystems(table) ? await db.Systems.AsNoTracking().Where(s => s.Published).Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation) : [];
        var reading = new RowReading(table, new NamedSystems(systems), policy.Working.LocalDate(now), now);
        var rows = table.Rows.Skip(import.Answered).Take(Batch).Select(row => (Row: row, Digest: reading.Number(row) is { } number ? sealing.Digest(register, number) : null)).ToList();
        var digests = rows.Select(row => row.Digest).OfType<byte[]>().ToList();
        var known = (await db.RegisterNumbers.AsNoTracking().Where(n => digests.Contains(n.Digest)).ToListAsync(cancellation)).ToDictionary(n => Convert.ToHexString(n.Digest), n => n.CaseId, StringComparer.Ordinal);
        var firsts = Firsts(table, reading, import.Answered + rows.Count);
        foreach (var (row, digest) in rows)
        {
            var answer = new ImportedRow { TenantId = import.TenantId, ImportId = import.Id, Number = ++import.Answered };
            if (digest is not null && known.TryGetValue(Convert.ToHexString(digest), out var there))
            {
                answer.CaseId = there;
                answer.RepeatsRow = firsts[Spelled(reading.Number(row)!)] is var first && first < answer.Number ? first : null;
                // One number for two different things: one of them is missing here, and which it is only the register knows.
                if (answer.RepeatsRow is { } at && !RowReading.Same(table.Rows[at - 1], row))
                    (answer.Outcome, answer.Code, answer.Field, import.Refused) = (ImportOutcome.Refused, OtherContent, RegisterFields.Number, import.Refused + 1);
                else
                    (answer.Outcome, import.Repeated) = (ImportOutcome.Repeated, import.Repeated + 1);
                db.Add(answer);
                continue;
            }
            var read = reading.Read(row);
            if (read.Case is not { } request)
            {
                (answer.Outcome, answer.Code, answer.Field, import.Refused) = (ImportOutcome.Refused, read.Faults[0].Code, read.Faults[0].Field, import.Refused + 1);
                answer.MoreFaults = read.Faults.Count == 1 ? null : string.Join(',', read.Faults.Skip(1).Select(f => $"{f.Code} {f.Field}"));
            }
            else
            {
                var kase = await Add(request, read.FiledAt, policy, now, cancellation);
                (answer.Outcome, answer.CaseId, import.Imported) = (ImportOutcome.Imported, kase, import.Imported + 1);
                db.Add(new RegisterNumber { TenantId = import.TenantId, Digest = digest!, CaseId = kase });
                db.Record(now, import.ActorId.ToString(), import.ActorRole, Action, $"case:{kase}", $"import:{import.Id}");
                known.Add(Convert.ToHexString(digest!), kase);
            }
            db.Add(answer);
        }
        if (import.Answered == import.Total)
            (import.State, import.FinishedAt, import.Rows) = (ImportState.Done, now, null);
    }

    // Number of the first row with each number of the register, among those that were read so far.
    private static Dictionary<string, int> Firsts(RegisterTable table, RowReading reading, int until)
    {
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < until; at++)
            if (reading.Number(table.Rows[at]) is { } number)
                firsts.TryAdd(Spelled(number), at + 1);
        return firsts;
    }

    // As it is digested.
    private static string Spelled(string number) => number.Trim().Normalize();

    // Like what another organisation refers: without a receipt, since whoever filed it holds one of the other register, if any.
    private async Task<Guid> Add(FileRequest request, DateTimeOffset filed, ClockPolicy policy, DateTimeOffset now, CancellationToken cancellation)
    {
        var (id, key) = (Guid.CreateVersion7(now), RandomNumberGenerator.GetBytes(32));
        await keys.WrapForGroup(id, CaseKeys.Team, key, cancellation);
        var kase = NewCase.Of(request, FilingChannel.Import, null, [], new CaseSealer(db.Tenant.Required, id, key), policy, now);
        db.Add(kase);
        // The organisation owes an answer here from the day it is here: by the other register's day it would have missed everything at once.
        clocks.Filed(kase, policy);
        kase.FiledAt = filed;
        db.Publish(new GrievanceFiled(kase.Snapshot()), now);
        return id;
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Security;

namespace Grievances.Features.Imports;

/// <summary>Seals what an import keeps to itself, the register's name, its mapping and its rows: each at its row and field, under the key of the team, which reads the cases they become.</summary>
public sealed class ImportSealing(GrievancesDb db, TenantKeys keys, Secrets secrets)
{
    // It is sealed and never a page: each sign stays as long as it is.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands in the place of a mapping while nobody has said which column is which.</summary>
    public static readonly byte[] Unnamed = [];

    /// <summary>Seals within the current unit of work.</summary>
    /// <param name="import">The import.</param>
    /// <param name="register">Name of the register.</param>
    /// <param name="mapping">Column by field; null while nobody has said.</param>
    /// <param name="table">The rows; null once each has its answer.</param>
    /// <param name="cancellation">Ends the reading of keys.</param>
    public async Task Seal(CaseImport import, string register, IReadOnlyDictionary<string, string>? mapping, RegisterTable? table, CancellationToken cancellation)
    {
        var key = await keys.Group(db, CaseKeys.Team, cancellation);
        import.KeyVersion = key.Version;
        import.Register = Envelope.Seal(key.Value, Place(import, "register"), register);
        import.Mapping = mapping is null ? Unnamed : Envelope.Seal(key.Value, Place(import, "mapping"), JsonSerializer.Serialize(mapping, JsonSerializerOptions.Web));
        import.Rows = table is null ? null : UnderEpoch(import, Envelope.Seal(key.Value, Place(import, "rows"), JsonSerializer.Serialize(table, Json)));
    }

    /// <summary>The register's name.</summary>
    public async Task<string> Register(CaseImport import, CancellationToken cancellation) => Envelope.Open(await Key(import, cancellation), Place(import, "register"), import.Register);

    /// <summary>Column by field; null while nobody has said.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> Mapping(CaseImport import, CancellationToken cancellation) => import.Mapping.Length == 0 ? null
        : JsonSerializer.Deserialize<Dictionary<string, string>>(Envelope.Open(await Key(import, cancellation), Place(import, "mapping"), import.Mapping), JsonSerializerOptions.Web);

    /// <summary>The rows; null once each has its answer.</summary>
    public async Task<RegisterTable?> Rows(CaseImport import, CancellationToken cancellation) => import.Rows is null ? null
        : JsonSerializer.Deserialize<RegisterTable>(Envelope.Open(await Key(import, cancellation), Place(import, "rows"), FromEpoch(import, import.Rows)), JsonSerializerOptions.Web);

    /// <summary>Digest of a number in a register: whoever has the database alone learns neither, nor whether two organisations have the same.</summary>
    public byte[] Digest(string register, string number) =>
        secrets.Digest("register-number", JsonSerializer.SerializeToUtf8Bytes(new[] { db.Tenant.Required.ToString("N"), register.Trim().Normalize().ToUpperInvariant(), number.Trim().Normalize() }));

    /// <summary>
    /// Seals anew, within the current unit of work, what the team's replaced keys seal: part of a rotation, before a key that was replaced is
    /// destroyed. Imports are few, and those with rows fewer.
    /// </summary>
    public async Task Renew(CancellationToken cancellation)
    {
        var newest = (await keys.Newest(db, CaseKeys.Team, cancellation)).Version;
        // One at a time: each may hold megabytes.
        foreach (var id in await db.Imports.Where(i => i.KeyVersion != newest).Select(i => i.Id).ToListAsync(cancellation))
        {
            if (await db.Imports.FirstOrDefaultAsync(i => i.Id == id, cancellation) is not { } import)
                continue;
            await Seal(import, await Register(import, cancellation), await Mapping(import, cancellation), await Rows(import, cancellation), cancellation);
            import.Version++;
            await db.SaveChangesAsync(CancellationToken.None);
            db.Entry(import).State = EntityState.Detached;
        }
    }

    /// <summary>Imports whose rows wait.</summary>
    public Task<List<Guid>> Waiting(CancellationToken cancellation) => db.Imports.AsNoTracking().Where(i => i.Rows != null).Select(i => i.Id).ToListAsync(cancellation);

    /// <summary>Brings the rows of one that wait under the current epoch, within the current unit of work.</summary>
    public async Task TurnEpoch(Guid id, CancellationToken cancellation)
    {
        if (await db.Imports.FirstOrDefaultAsync(i => i.Id == id && i.Rows != null, cancellation) is not { } import || EpochOf(import.Rows!) == secrets.CurrentEpoch)
            return;
        import.Rows = UnderEpoch(import, FromEpoch(import, import.Rows!));
        import.Version++;
        await db.SaveChangesAsync(CancellationToken.None);
    }

    // Rows hold what a case holds that may be erased tomorrow: like its key they stand under the month's key, whose end closes every older copy of the database.
    private byte[] UnderEpoch(CaseImport import, byte[] inner)
    {
        var epoch = secrets.CurrentEpoch;
        return [(byte)epoch.Length, .. Encoding.ASCII.GetBytes(epoch), .. Envelope.SealBytes(secrets.Get(epoch), EpochPlace(import, epoch), inner)];
    }

    private byte[] FromEpoch(CaseImport import, byte[] rows)
    {
        var epoch = EpochOf(rows);
        return Envelope.OpenBytes(secrets.Get(epoch), EpochPlace(import, epoch), rows.AsSpan(1 + epoch.Length));
    }

    private static string EpochOf(byte[] rows) => Encoding.ASCII.GetString(rows, 1, rows[0]);

    private static byte[] EpochPlace(CaseImport import, string epoch) => Encoding.ASCII.GetBytes($"import|v1|{import.TenantId:N}|{import.Id:N}|{epoch}");

    private Task<byte[]> Key(CaseImport import, CancellationToken cancellation) => keys.Group(db, CaseKeys.Team, import.KeyVersion, cancellation);

    // No case: the place says tenant and import alone.
    private static SealedPlace Place(CaseImport import, string field) => new(import.TenantId, Guid.Empty, "case_imports", import.Id, field);
}

using System.Globalization;
using System.Security.Cryptography;
using Gateway.Data;
using Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Gateway.Emergency;

/// <summary>Passes as their maker sees them, once.</summary>
/// <param name="Passes">To be sent as <c>Heed-Pass</c>.</param>
/// <param name="Grievances">How many each is good for.</param>
/// <param name="Uploads">How many files may be announced with each.</param>
/// <param name="ExpiresAt">When they end.</param>
internal sealed record HandedOut(IReadOnlyList<string> Passes, int Grievances, int Uploads, DateTimeOffset ExpiresAt);

/// <summary>
/// Passes that the operator gives to organisations which file for others. They are made from the key of the request that asked for
/// them, so that a repeated request gives the same passes again although none is stored; the database has their digests.
/// </summary>
internal sealed class HandedOutPasses(IDbContextFactory<GatewayDb> databases, SignedText signed, TimeProvider time)
{
    public const int MostAtOnce = 500, MostInNote = 200;
    private const int Grievances = 20, Uploads = 400, SeedBytes = 16;
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public async Task<Outcome<HandedOut>> Make(string by, string key, int count, string note, CancellationToken cancellation)
    {
        var request = $"{by}|{key}";
        var batch = Convert.ToHexStringLower(signed.Digest("batch", request));
        var passes = Enumerable.Range(0, count).Select(number => signed.Sign(SignedKind.HandedOut,
            signed.Digest("seed", string.Create(CultureInfo.InvariantCulture, $"{number}|{request}")).AsSpan(0, SeedBytes))).ToList();
        var now = time.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + Life).ToUnixTimeSeconds());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Passes.Where(p => p.Expires <= now.ToUnixTimeSeconds()).ExecuteDeleteAsync(cancellation);
        if (await Before(db, batch, count, note, passes, cancellation) is { } before)
            return before;
        db.Passes.AddRange(passes.Select((pass, number) => new PassRow
        {
            Id = IdOf(pass), Batch = batch, Number = number, Note = note, GrievancesLeft = Grievances, UploadsLeft = Uploads, Expires = expires.ToUnixTimeSeconds(),
        }));
        try
        {
            await db.SaveChangesAsync(cancellation);
            return new HandedOut(passes, Grievances, Uploads, expires);
        }
        catch (DbUpdateException)
        {
            // The same request at the same moment was first, or else this is a fault as any other.
            if (await Before(db, batch, count, note, passes, cancellation) is { } first)
                return first;
            throw;
        }
    }

    /// <summary>Uses a pass once. What was not signed here asks the database nothing.</summary>
    public async Task<bool> Spend(string pass, Beginning beginning, CancellationToken cancellation)
    {
        if (signed.Open(SignedKind.HandedOut, pass, SeedBytes) is null)
            return false;
        var (id, now) = (IdOf(pass), time.GetUtcNow().ToUnixTimeSeconds());
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var living = db.Passes.Where(p => p.Id == id && p.Expires > now);
        return beginning == Beginning.Upload
            ? await living.Where(p => p.UploadsLeft > 0).ExecuteUpdateAsync(set => set.SetProperty(p => p.UploadsLeft, p => p.UploadsLeft - 1), cancellation) == 1
            : await living.Where(p => p.GrievancesLeft > 0).ExecuteUpdateAsync(set => set.SetProperty(p => p.GrievancesLeft, p => p.GrievancesLeft - 1), cancellation) == 1;
    }

    private static async Task<Outcome<HandedOut>?> Before(GatewayDb db, string batch, int count, string note, IReadOnlyList<string> passes, CancellationToken cancellation)
    {
        var rows = await db.Passes.AsNoTracking().Where(p => p.Batch == batch).OrderBy(p => p.Number).ToListAsync(cancellation);
        return rows switch
        {
            [] => null,
            _ when rows.Count == count && rows[0].Note == note => new HandedOut(passes, Grievances, Uploads, DateTimeOffset.FromUnixTimeSeconds(rows[0].Expires)),
            _ => new Refusal(StatusCodes.Status422UnprocessableEntity, "platform.idempotency_key_reused"),
        };
    }

    private string IdOf(string pass) => Convert.ToHexStringLower(signed.Digest("pass", pass));
}

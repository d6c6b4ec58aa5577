namespace Platform.Files;

/// <summary>What a sweep found and did.</summary>
/// <param name="Files">Files without a row, chunks of which are older than <see cref="OrphanSweep.Age"/>.</param>
/// <param name="Known">Files with a row.</param>
/// <param name="Removed">Blobs that were removed.</param>
/// <param name="Withheld">Whether nothing was removed because too much has no row: then the database is more likely to be wrong than the store.</param>
public sealed record SweptOrphans(int Files, int Known, int Removed, bool Withheld);

/// <summary>
/// Removes chunks that no row names: those of a process that died between writing a chunk and its row, and of files that were
/// given up while the store was away. What is not named like a chunk is left alone. The store is read as a stream and rows are
/// asked for in batches.
/// </summary>
public sealed class OrphanSweep(IBlobStore store, TimeProvider clock)
{
    /// <summary>Younger blobs are left alone: their row may be about to be written.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(48);

    /// <summary>So many files without a row are believed, whatever else there is.</summary>
    public const int Believed = 50;

    private const int Batch = 500;
    private const int MostAtOnce = 20_000;

    /// <summary>Sweeps once.</summary>
    /// <param name="rows">Which of a tenant's files have a row; all of them where the tenant is not one of this service.</param>
    /// <param name="cancellation">Stops between two blobs; what was removed stays removed.</param>
    public async Task<SweptOrphans> Run(Func<Guid, IReadOnlyCollection<Guid>, CancellationToken, Task<IReadOnlySet<Guid>>> rows, CancellationToken cancellation = default)
    {
        var before = clock.GetUtcNow() - Age;
        var (orphans, files, known) = (new List<string>(), 0, 0);
        var batch = new Dictionary<(Guid Tenant, Guid File), List<string>>();
        await foreach (var blob in store.Everything(cancellation))
        {
            if (blob.WrittenAt >= before || Owner(blob.Name) is not { } owner)
                continue;
            if (!batch.TryGetValue(owner, out var names))
            {
                if (batch.Count == Batch)
                    await Settle();
                batch[owner] = names = [];
            }
            names.Add(blob.Name);
        }
        await Settle();
        if (files > Believed && files > known)
            return new SweptOrphans(files, known, 0, Withheld: true);
        foreach (var name in orphans)
        {
            cancellation.ThrowIfCancellationRequested();
            await store.Delete(name, CancellationToken.None);
        }
        return new SweptOrphans(files, known, orphans.Count, Withheld: false);

        async Task Settle()
        {
            foreach (var tenant in batch.GroupBy(entry => entry.Key.Tenant))
            {
                var named = await rows(tenant.Key, [.. tenant.Select(entry => entry.Key.File)], cancellation);
                foreach (var (owner, names) in tenant)
                    if (named.Contains(owner.File))
                        known++;
                    else
                    {
                        files++;
                        // The rest is found again the next time.
                        if (orphans.Count < MostAtOnce)
                            orphans.AddRange(names);
                    }
            }
            batch.Clear();
        }
    }

    private static (Guid Tenant, Guid File)? Owner(string name) =>
        name.Split('/') is [var tenant, var file, _] && Guid.TryParseExact(tenant, "N", out var owner) && Guid.TryParseExact(file, "N", out var id) ? (owner, id) : null;
}

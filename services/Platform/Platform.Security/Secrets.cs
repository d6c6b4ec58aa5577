using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Platform.Security;

/// <summary>
/// Named secrets of this process, read once at start from files or from the secret store. A database without them is worth
/// nothing: the key of tenants' keys, the pepper and the epoch keys are here and nowhere else.
/// </summary>
public sealed class Secrets
{
    /// <summary>Wraps the tenants' keys.</summary>
    public const string KeyEncryptionKey = "kek";

    /// <summary>Keys the look-up and the derivation of receipts.</summary>
    public const string Pepper = "pepper";

    /// <summary>Prefix of the monthly keys under which case keys are wrapped once more.</summary>
    public const string EpochPrefix = "epoch-";

    /// <summary>Prefix of the keys that sign proofs of filing: ECDSA P-256, PKCS#8. The newest by name signs, the others stay published.</summary>
    public const string ProofPrefix = "proof-";

    private readonly ConcurrentDictionary<string, byte[]> values;

    /// <summary>Secrets by name.</summary>
    public Secrets(IEnumerable<KeyValuePair<string, byte[]>> values)
    {
        this.values = new ConcurrentDictionary<string, byte[]>(values, StringComparer.Ordinal);
        foreach (var name in new[] { KeyEncryptionKey, Pepper })
            if (Get(name).Length < 32)
                throw new InvalidOperationException($"The secret {name} needs at least 32 bytes.");
        if (Get(KeyEncryptionKey).AsSpan().SequenceEqual(Get(Pepper)))
            throw new InvalidOperationException("kek and pepper must differ.");
        _ = CurrentEpoch;
    }

    /// <summary>The bytes of a secret; throws where it is missing.</summary>
    public byte[] Get(string name) => values.TryGetValue(name, out var value) ? value
        : throw new InvalidOperationException($"The secret {name} is missing.");

    /// <summary>Newest epoch, for example <c>epoch-2026-11</c>.</summary>
    public string CurrentEpoch => values.Keys.Where(k => k.StartsWith(EpochPrefix, StringComparison.Ordinal)).Max(StringComparer.Ordinal)
        ?? throw new InvalidOperationException("No epoch key: name one epoch-YYYY-MM.");

    /// <summary>Names of the secrets with this prefix, in order.</summary>
    public IReadOnlyList<string> Named(string prefix) => [.. values.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Takes up a secret that came to be while the process runs: the epoch of a new month.</summary>
    public void Add(string name, byte[] value) => values.TryAdd(name, value);

    /// <summary>Forgets a secret for good; whatever it opened stays closed.</summary>
    public void Forget(string name)
    {
        if (values.TryRemove(name, out var value))
            CryptographicOperations.ZeroMemory(value);
    }

    /// <summary>Keyed digest of a purpose and a value under the pepper (32 bytes).</summary>
    public byte[] Digest(string purpose, ReadOnlySpan<byte> value)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Get(Pepper));
        hmac.AppendData(System.Text.Encoding.UTF8.GetBytes($"heed|{purpose}|v1|"));
        hmac.AppendData(value);
        return hmac.GetHashAndReset();
    }

    /// <summary>Key derived from something the caller knows and the pepper (32 bytes).</summary>
    public byte[] Derive(string purpose, ReadOnlySpan<byte> input) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, input.ToArray(), 32, Get(Pepper), System.Text.Encoding.UTF8.GetBytes($"heed|{purpose}|v1"));
}

/// <summary>Secrets as files in a folder, mode 0600.</summary>
public static class SecretFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads a folder; with <paramref name="create"/>, makes what is missing (the embedded mode's first start, and each new month).</summary>
    public static Secrets Load(string folder, bool create, DateTimeOffset now)
    {
        if (create)
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, OwnerOnly | UnixFileMode.UserExecute);
            foreach (var name in new[] { Secrets.KeyEncryptionKey, Secrets.Pepper, $"{Secrets.EpochPrefix}{now.UtcDateTime:yyyy-MM}" })
                WriteOnce(Path.Combine(folder, name + ".key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            if (!Directory.EnumerateFiles(folder, Secrets.ProofPrefix + "*.key").Any())
                WriteOnce(Path.Combine(folder, Secrets.ProofPrefix + "1.key"), NewSigningKey());
        }
        if (!Directory.Exists(folder))
            throw new InvalidOperationException("Keys:Directory does not exist.");
        return new Secrets(Directory.EnumerateFiles(folder, "*.key").Select(file =>
            KeyValuePair.Create(Path.GetFileNameWithoutExtension(file), Convert.FromBase64String(File.ReadAllText(file).Trim()))));
    }

    /// <summary>Makes the epoch key of a month, unless it is there, and takes it up.</summary>
    public static void TurnEpoch(string folder, Secrets secrets, DateTimeOffset now)
    {
        var name = $"{Secrets.EpochPrefix}{now.UtcDateTime:yyyy-MM}";
        var path = Path.Combine(folder, name + ".key");
        WriteOnce(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        secrets.Add(name, Convert.FromBase64String(File.ReadAllText(path).Trim()));
    }

    /// <summary>Destroys a secret in the folder and in the process.</summary>
    public static void Destroy(string folder, Secrets secrets, string name)
    {
        var path = Path.Combine(folder, name + ".key");
        if (File.Exists(path))
        {
            // Written over first: a file system that keeps deleted bytes would keep the key.
            File.WriteAllText(path, new string('0', (int)new FileInfo(path).Length));
            File.Delete(path);
        }
        secrets.Forget(name);
    }

    private static string NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }

    /// <summary>Writes a file only its owner can read, unless it exists.</summary>
    public static void WriteOnce(string path, string text)
    {
        if (File.Exists(path))
            return;
        // Whole or not at all, also when several processes start at once: the first to move its file wins.
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Dapr.Client;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Security;

namespace Gateway.Data;

/// <summary>
/// The ring of keys that seal cookies and sessions. It lies beside the sessions, shared by all replicas, and is itself sealed
/// under a key that is not in the database: a copy of the database alone opens no session.
/// </summary>
internal static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton(provider => SessionKey.Load(provider.GetRequiredService<IConfiguration>()));
        services.AddDataProtection().SetApplicationName("heed-gateway").PersistKeysToDbContext<GatewayDb>();
        services.AddOptions<KeyManagementOptions>().Configure<SessionKey>((o, key) => o.XmlEncryptor = new KeySealing(key));
    }
}

/// <summary>The gateway's one secret: <c>gateway.key</c> in the folder of keys, or the entry of that name in the secret store.</summary>
internal sealed class SessionKey(byte[] bytes)
{
    private const string Name = "gateway.key";
    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("heed|gateway-ring|v1");

    public static SessionKey Load(IConfiguration configuration)
    {
        if (configuration.GetValue("Dapr:Enabled", false))
            return new SessionKey(Decode(FromStore(configuration).GetAwaiter().GetResult()));
        var folder = configuration["Keys:Directory"] ?? throw new InvalidOperationException("Keys:Directory is not set.");
        var file = Path.Combine(folder, Name);
        if (configuration.GetValue("Keys:Create", false))
        {
            Directory.CreateDirectory(folder);
            SecretFiles.WriteOnce(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return new SessionKey(Decode(File.ReadAllText(file)));
    }

    public byte[] Seal(byte[] plain) => Envelope.SealBytes(bytes, Purpose, plain);

    /// <summary>A key for another use, the same in every replica.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, info: Encoding.UTF8.GetBytes(purpose));

    public byte[] Open(byte[] envelope) => Envelope.OpenBytes(bytes, Purpose, envelope);

    private static byte[] Decode(string text) => Convert.FromBase64String(text.Trim()) is { Length: 32 } key ? key
        : throw new InvalidOperationException($"{Name} must be 32 bytes in base64.");

    private static async Task<string> FromStore(IConfiguration configuration)
    {
        var builder = new DaprClientBuilder();
        if (configuration["Dapr:HttpEndpoint"] is { Length: > 0 } http)
            builder.UseHttpEndpoint(http);
        if (configuration["Dapr:GrpcEndpoint"] is { Length: > 0 } grpc)
            builder.UseGrpcEndpoint(grpc);
        using var dapr = builder.Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await dapr.WaitForSidecarAsync(patience.Token).ConfigureAwait(false);
        var entries = await dapr.GetSecretAsync(configuration["Dapr:SecretStore"] ?? "heed-secrets", configuration["Dapr:KeysSecret"] ?? "gateway-keys",
            cancellationToken: patience.Token).ConfigureAwait(false);
        return entries.TryGetValue(Name, out var key) ? key : throw new InvalidOperationException($"The secret of the gateway has no entry {Name}.");
    }
}

/// <summary>Seals a key of the ring.</summary>
internal sealed class KeySealing(SessionKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(key.Seal(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))),
        typeof(KeyOpening));
}

/// <summary>Opens a key of the ring. The framework makes it by the name that is stored with the key.</summary>
internal sealed class KeyOpening : IXmlDecryptor
{
    private readonly SessionKey key;

    public KeyOpening(IServiceProvider services) => key = services.GetRequiredService<SessionKey>();

    public XElement Decrypt(XElement encryptedElement)
    {
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(key.Open(Convert.FromBase64String(encryptedElement.Value))));
        }
        catch (FormatException broken)
        {
            throw new CryptographicException("A key of the ring is no envelope.", broken);
        }
    }
}

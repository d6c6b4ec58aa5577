using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Platform.Security;

namespace Identity.OpenId;

/// <summary>
/// The server's own secrets: the signing key, the key that seals refresh tokens and codes, the operator's client secret.
/// From the configuration (where a secret store fills it), else from files beside the other keys, made on first use where
/// <c>Keys:Create</c> allows it. None may change between starts: every session would end.
/// </summary>
public sealed class IdentityKeys(IConfiguration configuration)
{
    private const int Bytes = 32;

    /// <summary>ECDSA P-256, PKCS#8 PEM.</summary>
    public string SigningKeyPem() => Read("Identity:SigningKeyPem", "identity-signing.pem", () =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }) ?? throw Missing("Identity:SigningKeyPem", "identity-signing.pem");

    /// <summary>32 bytes, base64.</summary>
    public byte[] EncryptionKey()
    {
        var text = Read("Identity:EncryptionKey", "identity-encryption.secret", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)))
            ?? throw Missing("Identity:EncryptionKey", "identity-encryption.secret");
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == Bytes ? key[..Bytes]
            : throw new InvalidOperationException($"Identity:EncryptionKey (identity-encryption.secret) must be {Bytes} bytes in base64.");
    }

    /// <summary>Secret of the client <c>heed-operator</c>; null where there is none, and then there is no such client.</summary>
    public string? OperatorSecret()
    {
        var secret = Read("Identity:OperatorSecret", "operator.secret", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
        return secret is null || Encoding.UTF8.GetByteCount(secret) >= Bytes ? secret
            : throw new InvalidOperationException($"Identity:OperatorSecret (operator.secret) needs at least {Bytes} bytes: it opens every tenant's administration.");
    }

    private string? Read(string setting, string file, Func<string> create)
    {
        if (configuration[setting] is { Length: > 0 } given)
            return given.Trim();
        if (configuration["Keys:Directory"] is not { Length: > 0 } folder)
            return null;
        var path = Path.Combine(folder, file);
        if (!File.Exists(path) && configuration.GetValue("Keys:Create", false))
            SecretFiles.WriteOnce(path, create());
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static InvalidOperationException Missing(string setting, string file) =>
        new($"Set {setting}, or keep {file} in Keys:Directory.");
}

/// <summary>Puts the keys into the server's options when they are first needed, so that nothing is read or made by a mere registration.</summary>
internal sealed class ServerKeys(IdentityKeys keys) : IConfigureOptions<OpenIddictServerOptions>
{
    public void Configure(OpenIddictServerOptions options)
    {
        var signing = ECDsa.Create();
        signing.ImportFromPem(keys.SigningKeyPem());
        options.SigningCredentials.Add(new SigningCredentials(new ECDsaSecurityKey(signing), SecurityAlgorithms.EcdsaSha256));
        options.EncryptionCredentials.Add(new EncryptingCredentials(new SymmetricSecurityKey(keys.EncryptionKey()),
            SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }
}

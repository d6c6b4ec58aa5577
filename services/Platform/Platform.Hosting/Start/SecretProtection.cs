using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Platform.Security;

namespace Platform.Hosting.Start;

/// <summary>
/// Protects cookies and form tokens under a key derived from the process's own secrets, instead of a key ring on disk: every
/// replica of a service has it, a restart keeps it, and nothing has to be written. For what is short-lived only.
/// </summary>
public sealed class SecretProtection(byte[] key) : IDataProtector
{
    private static readonly byte[] Place = "heed|protected|v1"u8.ToArray();

    /// <inheritdoc />
    public IDataProtector CreateProtector(string purpose) =>
        new SecretProtection(System.Security.Cryptography.HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes(purpose)));

    /// <inheritdoc />
    public byte[] Protect(byte[] plaintext) => Envelope.SealBytes(key, Place, plaintext);

    /// <inheritdoc />
    public byte[] Unprotect(byte[] protectedData) => Envelope.OpenBytes(key, Place, protectedData);

    internal static void Register(IServiceCollection services, string application)
    {
        services.AddDataProtection();
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(provider =>
        {
            var secrets = provider.GetRequiredService<Secrets>();
            return new SecretProtection(secrets.Derive($"data-protection|{application}", secrets.Get(Secrets.KeyEncryptionKey)));
        }));
        // The framework's own ring would still be made at start, in a place that may be read-only.
        foreach (var ring in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(ring);
    }
}

using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Platform.Security;

namespace Platform.Hosting.Between;

/// <summary>
/// Reads the process's secrets from the Dapr secret store at start: one secret, an entry per key, as base64. Waits a while for
/// the sidecar, then fails with one clear line: without its keys a service must not run.
/// </summary>
public static class DaprSecrets
{
    /// <summary>Entries that are no keys of the platform but settings of the identity service.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["identity-signing.pem"] = "Identity:SigningKeyPem",
        ["identity-encryption.secret"] = "Identity:EncryptionKey",
        ["operator.secret"] = "Identity:OperatorSecret",
    };

    /// <summary>Reads <c>Dapr:SecretStore</c> (heed-secrets) and <c>Dapr:KeysSecret</c> (heed-keys).</summary>
    public static Secrets Load(IConfiguration configuration)
    {
        var store = configuration["Dapr:SecretStore"] ?? "heed-secrets";
        var name = configuration["Dapr:KeysSecret"] ?? "heed-keys";
        var builder = new DaprClientBuilder();
        if (configuration["Dapr:HttpEndpoint"] is { Length: > 0 } http)
            builder.UseHttpEndpoint(http);
        if (configuration["Dapr:GrpcEndpoint"] is { Length: > 0 } grpc)
            builder.UseGrpcEndpoint(grpc);
        using var dapr = builder.Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return Task.Run(async () =>
        {
            await dapr.WaitForSidecarAsync(patience.Token);
            var entries = await dapr.GetSecretAsync(store, name, cancellationToken: patience.Token);
            foreach (var (entry, setting) in Settings)
                if (entries.TryGetValue(entry, out var value))
                    configuration[setting] = value;
            return new Secrets(entries.Where(e => !Settings.ContainsKey(e.Key))
                .Select(e => KeyValuePair.Create(e.Key.Replace(".key", "", StringComparison.Ordinal), Convert.FromBase64String(e.Value))));
        }).GetAwaiter().GetResult();
    }
}

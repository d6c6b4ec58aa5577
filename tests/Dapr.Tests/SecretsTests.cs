using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Platform.Hosting.Between;
using Platform.Security;
using Xunit;

namespace Dapr.Tests;

/// <summary>A service reads its keys from the secret store of its sidecar, or does not start.</summary>
public sealed class SecretsTests : IAsyncLifetime
{
    private SidecarDouble sidecar = null!;

    public async ValueTask InitializeAsync()
    {
        sidecar = await SidecarDouble.Start("grievances");
        sidecar.Secrets.Put("heed-secrets", "heed-keys", Keys.Complete());
    }

    public ValueTask DisposeAsync() => sidecar.DisposeAsync();

    [Fact]
    public void Entries_BecomeSecrets_WhateverTheirEnding()
    {
        var secrets = DaprSecrets.Load(Configuration());
        Assert.Equal(Keys.Kek, secrets.Get("kek"));
        Assert.Equal(Keys.Pepper, secrets.Get("pepper"));
        Assert.Equal("epoch-2026-11", secrets.CurrentEpoch);
        Assert.Equal(Keys.Epoch, secrets.Get("epoch-2026-11"));
    }

    [Fact]
    public void SettingsOfIdentity_GoToTheConfiguration_AndAreNoKeys()
    {
        var entries = Keys.Complete();
        entries["identity-signing.pem"] = "a PEM, not base64";
        entries["operator.secret"] = "of the operator";
        sidecar.Secrets.Put("heed-secrets", "heed-keys", entries);
        var configuration = Configuration();
        var secrets = DaprSecrets.Load(configuration);
        Assert.Equal("a PEM, not base64", configuration["Identity:SigningKeyPem"]);
        Assert.Equal("of the operator", configuration["Identity:OperatorSecret"]);
        Assert.Throws<InvalidOperationException>(() => secrets.Get("operator.secret"));
    }

    [Fact]
    public void OtherNames_AreReadFromTheConfiguration()
    {
        sidecar.Secrets.Put("vault", "of-grievances", Keys.Complete());
        sidecar.Secrets.Denied.Add("heed-secrets/heed-keys");
        var secrets = DaprSecrets.Load(Configuration("vault", "of-grievances"));
        Assert.Equal(Keys.Pepper, secrets.Get("pepper"));
    }

    [Fact]
    public void DeniedSecret_StopsTheStart()
    {
        sidecar.Secrets.Denied.Add("heed-secrets/heed-keys");
        var refused = Assert.Throws<DaprException>(() => DaprSecrets.Load(Configuration()));
        Assert.Equal(StatusCode.PermissionDenied, Assert.IsType<RpcException>(refused.InnerException).StatusCode);
    }

    [Fact]
    public void UnknownStore_StopsTheStart()
    {
        var refused = Assert.Throws<DaprException>(() => DaprSecrets.Load(Configuration("nowhere")));
        Assert.Equal(StatusCode.InvalidArgument, Assert.IsType<RpcException>(refused.InnerException).StatusCode);
    }

    [Theory]
    [InlineData("kek.key", "The secret kek is missing.")]
    [InlineData("pepper", "The secret pepper is missing.")]
    [InlineData("epoch-2026-11.key", "No epoch key")]
    public void MissingKey_IsNamed(string entry, string line)
    {
        var entries = Keys.Complete();
        entries.Remove(entry);
        sidecar.Secrets.Put("heed-secrets", "heed-keys", entries);
        var refused = Assert.Throws<InvalidOperationException>(() => DaprSecrets.Load(Configuration()));
        Assert.StartsWith(line, refused.Message, StringComparison.Ordinal);
    }

    private IConfiguration Configuration(string? store = null, string? secret = null) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Dapr:HttpEndpoint"] = sidecar.HttpEndpoint,
        ["Dapr:GrpcEndpoint"] = sidecar.GrpcEndpoint,
        ["Dapr:SecretStore"] = store,
        ["Dapr:KeysSecret"] = secret,
    }).Build();
}

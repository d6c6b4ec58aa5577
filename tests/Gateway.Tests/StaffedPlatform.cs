using Gateway.Session;
using Testing;
using IdentityServer = Identity.Tests.IdentityServer;

namespace Gateway.Tests;

/// <summary>The real gateway in front of the real identity service; the other services show what reached them.</summary>
public sealed class StaffedPlatform : PlatformUnderTest, IAsyncLifetime
{
    private IdentityServer identity = null!;
    private GatewayUnderTest gateway = null!;

    public override string BaseUrl { get; } = $"http://localhost:{GatewayUnderTest.FreePort()}";

    public override string Keys => Path.Combine(identity.DataFolder, "keys");

    public override string Logs => string.Join('\n', gateway.Log.All);

    public async ValueTask InitializeAsync()
    {
        identity = await IdentityServer.Start([$"--Issuer={BaseUrl}"]);
        gateway = await GatewayUnderTest.Start($"--urls={BaseUrl}", $"--Issuer={BaseUrl}",
            $"--IdentityInternal={identity.Address}", $"--Services:identity:http:0={identity.Address}", "--Gateway:RatePerMinute=0");
    }

    /// <summary>What the grievances service was told that somebody tried whose access has ended.</summary>
    internal IEnumerable<string> Tried => gateway.Services.Tried.Select(tried => tried.Path);

    /// <summary>What the gateway does every two seconds.</summary>
    internal Task Look() => gateway.Of<EndedAccess>().Read(TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await identity.DisposeAsync();
    }
}

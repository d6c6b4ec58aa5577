namespace Identity.Tests;

public sealed class RestartTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task Sessions_and_clients_outlive_a_restart()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        var tokens = await flow.Tokens(tenant.Administrator, tenant.Password);

        await server.Restart();

        using var answer = await flow.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using var me = await server.With(tokens.GetProperty("access_token").GetString()!).GetAsync("/api/identity/v1/me");
        Assert.Equal(tenant.Id, (await me.Json()).GetProperty("tenant").GetGuid());
        using var operatorClient = await server.Operator();
        using var list = await operatorClient.GetAsync("/api/identity/v1/tenants");
        Assert.True(list.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Secrets_are_readable_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        // The signing key is made when it is first asked for.
        using var browser = server.Browser();
        using var keys = await browser.GetAsync("/connect/jwks");
        foreach (var name in new[] { "identity-signing.pem", "identity-encryption.secret", "operator.secret" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(server.DataFolder, "keys", name)));
    }
}

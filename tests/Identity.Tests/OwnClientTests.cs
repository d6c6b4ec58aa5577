using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;

namespace Identity.Tests;

/// <summary>The platform's own clients and keys, as the configuration says at each start.</summary>
public sealed class OwnClientTests
{
    [Fact]
    public async Task A_secret_that_is_taken_away_takes_the_operators_client_with_it()
    {
        await using var server = await IdentityServer.Start([]);
        var file = Path.Combine(server.DataFolder, "keys", "operator.secret");
        var secret = (await File.ReadAllTextAsync(file)).Trim();
        using (await server.Operator()) { }
        File.Delete(file);

        await server.Restart("--Keys:Create=false");

        using var refused = await server.MachineToken("heed-operator", secret);
        Assert.Equal("invalid_client", (await refused.Json()).GetProperty("error").GetString());
        await server.Restart("--Keys:Create=false", $"--Identity:OperatorSecret={secret}");
        using var works = await server.MachineToken("heed-operator", secret);
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
    }

    [Theory]
    [InlineData("Identity:OperatorSecret", "thirty-one bytes are not enough")]
    [InlineData("Identity:EncryptionKey", "c2hvcnQ=")]
    [InlineData("Identity:EncryptionKey", "no base64 at all, but long enough for thirty-two bytes")]
    public async Task A_key_that_is_too_short_stops_the_start_and_is_named(string setting, string value)
    {
        await using var server = await IdentityServer.Start([]);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => server.Restart($"--{setting}={value}"));

        Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_marks_the_operators_client_can_not_be_computed_from_a_guess_at_its_secret()
    {
        await using var server = await IdentityServer.Start([]);
        var secret = (await File.ReadAllTextAsync(Path.Combine(server.DataFolder, "keys", "operator.secret"))).Trim();
        await using var scope = server.Services.CreateAsyncScope();
        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var client = (await clients.FindByClientIdAsync("heed-operator"))!;
        var mark = (await clients.GetPropertiesAsync(client))["fingerprint"].GetString();

        var parts = new[] { secret, "Platform operator" }.Concat((await clients.GetPermissionsAsync(client)).Order(StringComparer.Ordinal));
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))), mark);
        Assert.Equal(64, mark!.Length);
        Assert.DoesNotContain(secret, JsonSerializer.Serialize(mark), StringComparison.Ordinal);
    }
}

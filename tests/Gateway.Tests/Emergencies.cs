using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Gateway.Tests;

/// <summary>What an operator and a machine do around the switch.</summary>
internal static class Emergencies
{
    public const string Switch = "/api/gateway/v1/emergency";

    public static (string, string) AsOperator(this GatewayUnderTest gateway) => ("Authorization", "Bearer " + gateway.Services.Issuer.MachineToken("platform.operate"));

    public static async Task<JsonElement> Emergency(this GatewayUnderTest gateway, Browser browser) => await Read(await browser.Get(Switch, gateway.AsOperator()));

    public static async Task<JsonElement> SwitchOn(this GatewayUnderTest gateway, Browser browser, TimeSpan longer) =>
        await Read(await browser.Send("PUT", Switch, JsonContent.Create(new { on = true, until = gateway.Clock.GetUtcNow() + longer }), gateway.AsOperator()));

    public static async Task<JsonElement> SwitchOff(this GatewayUnderTest gateway, Browser browser) =>
        await Read(await browser.Send("PUT", Switch, JsonContent.Create(new { on = false }), gateway.AsOperator()));

    public static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Does the work, from the published description alone.</summary>
    public static async Task<string> Solve(Browser browser)
    {
        var work = await Read(await browser.Get("/api/gateway/v1/pass"));
        return Solve(work.GetProperty("challenge").GetString()!, work.GetProperty("bits").GetInt32());
    }

    public static string Solve(string challenge, int bits)
    {
        for (var counter = 0L; ; counter++)
        {
            var pass = challenge + "." + counter.ToString(CultureInfo.InvariantCulture);
            if (Bits(pass) >= bits)
                return pass;
        }
    }

    public static int Bits(string pass) => BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(pass))));

    public static async Task Until(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 200 && !await isSo(); i++)
            await Task.Delay(50);
        Assert.True(await isSo());
    }
}

/// <summary>A database of the gateway that no other test sees.</summary>
internal sealed class PostgresOfItsOwn : IAsyncDisposable
{
    private readonly string name = "gateway_" + Guid.NewGuid().ToString("N");
    private readonly IConfiguration servers;

    private PostgresOfItsOwn(IConfiguration servers) => this.servers = servers;

    public string[] Settings =>
        ["--Database:Provider=Postgres", .. new[] { "gateway", "gateway-owner" }.Select(role => $"--ConnectionStrings:{role}={new NpgsqlConnectionStringBuilder(servers.GetConnectionString(role)) { Database = name }}")];

    public static async Task<PostgresOfItsOwn> Create()
    {
        var file = Environment.GetEnvironmentVariable("HEED_SERVERS_JSON");
        Assert.SkipWhen(string.IsNullOrEmpty(file), "infra/servers.sh up starts PostgreSQL; HEED_SERVERS_JSON names its addresses.");
        var own = new PostgresOfItsOwn(new ConfigurationBuilder().AddJsonFile(file!).Build());
        await Run(own.Admin(null), $"CREATE DATABASE {own.name} OWNER gateway_owner");
        await Run(own.Admin(own.name), "ALTER SCHEMA public OWNER TO gateway_owner; GRANT USAGE ON SCHEMA public TO gateway_app");
        return own;
    }

    public async ValueTask DisposeAsync() => await Run(Admin(null), $"DROP DATABASE {name} WITH (FORCE)");

    private string Admin(string? database)
    {
        var admin = new NpgsqlConnectionStringBuilder(servers["Admin:postgres"]) { Pooling = false };
        admin.Database = database ?? admin.Database;
        return admin.ToString();
    }

    private static async Task Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

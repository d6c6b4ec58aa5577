using System.Net;
using System.Net.Http.Headers;
using Gateway;
using Gateway.Data;
using Grievances.Features.Access;
using Identity.Contracts;
using Identity.Contracts.Events;
using Identity.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>
/// Whoever left still has the token of before, with all it allowed: they walk every endpoint and page through the gateway, where their access
/// ends. Nothing is read, nothing is changed, and each attempt stands in the audit log; whoever shows a token that nobody gave writes nothing there.
/// </summary>
public sealed class FormerMemberTests(GrievancesServer server)
{
    [Fact]
    public async Task WhoeverLeft_ReadsNothingWithWhatTheyHad_AndEachAttemptIsKept()
    {
        var (walked, account) = (await WalkedCase.Make(server), Guid.CreateVersion7());
        using var inside = server.Staff(walked.Tenant, account, RoleIds.CaseHandler, [.. Roles.PermissionsOf(RoleIds.CaseHandler)]);
        Assert.Equal(2, (await inside.Get($"{GrievancesServer.Api}/cases")).GetProperty("items").GetArrayLength());
        await using var identity = await StandInIdentity.Start();
        identity.Ended.Add((account, DateTimeOffset.UtcNow));
        await server.Send(walked.Tenant, new AccountChanged(account, 2, [], false), Guid.NewGuid());
        await server.Handled(walked.Tenant, 2);
        await using var gateway = await Door(identity);
        var before = await walked.State();
        var steps = await WalkedRoutes.OfStaff(server, walked);

        using var left = Through(gateway, inside.DefaultRequestHeaders.Authorization!);
        foreach (var some in steps.Chunk(4))
            await Task.WhenAll(some.Select(step => Refused(left, step)));
        Assert.Equal(before, await walked.State());
        var kept = await Kept();
        Assert.Equal((steps.Count, steps.Count(s => s.OfCase)), (kept.Count, kept.Count(subject => subject == $"case:{walked.Id}")));

        var token = inside.DefaultRequestHeaders.Authorization!.Parameter!;
        using var forger = Through(gateway, new("Bearer", $"{token[..^8]}AAAAAAAA"));
        using var nobody = Through(gateway, null);
        await Refused(forger, steps.First(s => s.OfCase));
        using (var anonymous = await nobody.GetAsync($"{GrievancesServer.Api}/cases/{walked.Id}"))
            Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(steps.Count, (await Kept()).Count);
        Assert.Null(await server.Read(walked.Tenant, db => AuditChain.FirstBroken(db, CancellationToken.None)));

        Task<List<string>> Kept() => server.Read(walked.Tenant, db => db.Set<AuditLine>().Where(l => l.Action == RefusedAccess.Action && l.Actor == account.ToString() && l.Purpose == "access_ended").Select(l => l.Subject).ToListAsync());
    }

    private static async Task Refused(HttpClient client, WalkedStep step)
    {
        using var request = step.Request("none");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized && text.Contains("gateway.access_ended", StringComparison.Ordinal), $"{step.Method} {step.Path} answers {(int)answer.StatusCode} {text}");
    }

    private static HttpClient Through(WebApplication gateway, AuthenticationHeaderValue? token)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(gateway.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = token;
        return client;
    }

    // The gateway as it is, before this service.
    private async Task<WebApplication> Door(StandInIdentity identity)
    {
        var (address, folder) = ($"http://localhost:{Testing.Ports.Free()}", Path.Combine(server.Folder, "gateway"));
        var builder = WebApplication.CreateBuilder(
        [
            $"--urls={address}", $"--Issuer={address}", $"--IdentityInternal={identity.Address}", $"--Data:Folder={folder}", $"--Keys:Directory={folder}/keys", "--Keys:Create=true", "--Gateway:RatePerMinute=0",
            .. new[] { "assessments", "engagement", "grievances", "transparency" }.Select(s => $"--Services:{s}:http:0={server.Address}"), $"--Services:identity:http:0={identity.Address}",
        ]);
        builder.Logging.ClearProviders();
        builder.AddGateway();
        var gateway = builder.Build();
        gateway.UseGateway();
        await GatewayDatabase.Migrate(gateway.Services);
        await gateway.StartAsync();
        return gateway;
    }
}

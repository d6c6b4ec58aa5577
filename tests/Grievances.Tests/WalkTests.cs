using System.Net;
using System.Security.Claims;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Identity.Contracts;
using Identity.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>
/// Walks every endpoint and page of staff, and each handler of a page with a form as its own page would send it, with everybody who must
/// not read a case: each role without the permission, a handler kept out of it, a role the person keeps it from, the team where it is the
/// ombuds', another organisation's handler, whoever granted a look that is over. Nothing is read, nothing is changed, and each attempt
/// stands in the audit log, whose chain holds.
/// </summary>
public sealed class WalkTests(GrievancesServer server)
{
    private static readonly SemaphoreSlim Once = new(1, 1);
    private static WalkedCase? shared;

    // They wait for each other's audit lines, and for little else.
    private const int AtOnce = 4;

    private const string Excluded = "excluded handler", Foreign = "handler of another organisation", OmbudsOfTeam = "ombuds for a case of the team", TeamOfOmbuds = "handler for a case of the ombuds",
        KeptHandler = "handler, a role the person keeps it from", KeptLead = "human-rights lead, a role the person keeps it from", Assigned = "handler while it is assigned to a colleague", Custodian = "custodian whose grant is over", Machine = "machine with every scope";

    /// <summary>What somebody may be to a case who must not read it.</summary>
    public static TheoryData<string> Strangers =>
    [
        .. RoleIds.All.Where(role => role is not (RoleIds.CaseHandler or RoleIds.Ombuds)).Select(role => $"role {role}"),
        "no role", Excluded, Foreign, OmbudsOfTeam, TeamOfOmbuds, KeptHandler, KeptLead, Assigned, Custodian, Machine,
    ];

    [Theory, MemberData(nameof(Strangers))]
    public async Task WhoMustNotReadIt_ReadsNothing_AndEachAttemptIsKept(string who)
    {
        var walked = await Case(who);
        var stranger = await Stranger(who, walked);
        using var client = stranger.Client;
        var antiforgery = Antiforgery(client, stranger.Id);
        // To whom not even the case's row may be shown, nothing of it is harmless.
        var blind = who is TeamOfOmbuds or KeptHandler or KeptLead or Foreign;
        var learns = !blind && who is not Excluded && stranger.Learns;
        var before = await walked.State();
        var (refused, unread, harmless) = (0, 0, 0);
        var faults = new List<string>();
        var answers = new List<(WalkedStep Step, HttpStatusCode Status, string Text)>();
        foreach (var some in (await WalkedRoutes.OfStaff(server, walked)).Chunk(AtOnce))
            answers.AddRange(await Task.WhenAll(some.Select(step => Send(client, step, antiforgery))));
        foreach (var (step, status, text) in answers)
        {
            var given = !blind && WalkedRoutes.Harmless().IsMatch(step.Path);
            if (text.Replace(learns ? WalkedCase.Lesson : "\0", "", StringComparison.Ordinal).Contains(WalkedCase.Canary, StringComparison.Ordinal))
                faults.Add($"{step.Method} {step.Path} gives away what was filed ({(int)status})");
            if (WalkedCase.Said.Any(said => text.Contains(said, StringComparison.Ordinal)))
                faults.Add($"{step.Method} {step.Path} gives away what was said to be counted ({(int)status})");
            if ((int)status >= 500 && status is not HttpStatusCode.ServiceUnavailable)
                faults.Add($"{step.Method} {step.Path} answers {(int)status}");
            if (status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                refused++;
            else if (step.OfCase)
            {
                // What is sent to the API is looked at before whose it is; that tells nothing of the case, and is an attempt all the same.
                if ((int)status >= 400)
                    _ = given ? harmless++ : unread++;
                if (!given && !(step.Form is null && status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable))
                    faults.Add($"{step.Method} {step.Path} answers {(int)status}");
            }
            else if (step.Names)
                // Work on many cases says of each whether it was done.
                _ = step.Path.EndsWith("/bulk?handler=Do", StringComparison.Ordinal) ? unread++ : harmless++;
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(refused > 20, $"{who} was refused {refused} times only.");
        Assert.Equal(before, await walked.State());
        var kept = await server.Read(stranger.Home, db => db.Set<AuditLine>().Where(l => l.Actor == stranger.Id && l.Action == RefusedAccess.Action).Select(l => l.Subject).ToListAsync());
        Assert.True(kept.Count >= refused + unread && kept.Count <= refused + unread + harmless, $"{kept.Count} lines of {refused} + {unread} + {harmless} at most: {string.Join(", ", kept.CountBy(s => s).Select(s => $"{s.Value} {s.Key}"))}");
        Assert.InRange(kept.Count(subject => subject == $"case:{walked.Id}"), unread, refused + unread + harmless);
        Assert.False(await server.Read(walked.Tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Actor == stranger.Id && l.Action == CaseKeys.Opened && l.Subject == $"case:{walked.Id}")));
        await Verifies(stranger.Home);
    }

    [Fact]
    public async Task AHandlerWhoseGrantIsOver_SeesNowhereHowThePersonCanBeReached_AndEachAttemptIsKept()
    {
        var walked = await Shared();
        using var handler = server.Staff(walked.Tenant, walked.Writer, RoleIds.CaseHandler, [.. Roles.PermissionsOf(RoleIds.CaseHandler)]);
        var antiforgery = Antiforgery(handler, walked.Writer.ToString());
        var refused = 0;
        foreach (var step in (await WalkedRoutes.OfStaff(server, walked)).Where(s => s.Method == HttpMethod.Get || s.Path.EndsWith("people?handler=Look", StringComparison.Ordinal)))
        {
            using var request = step.Request(antiforgery);
            using var answer = await handler.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.False(text.Contains($"{WalkedCase.Canary} phone", StringComparison.Ordinal), $"{step.Method} {step.Path} gives away how the person can be reached ({(int)answer.StatusCode})");
            Assert.False(WalkedCase.Said.Any(said => text.Contains(said, StringComparison.Ordinal)), $"{step.Method} {step.Path} gives away what was said to be counted ({(int)answer.StatusCode})");
            if (step.Path.EndsWith("/identity", StringComparison.Ordinal) && step.OfCase || step.Form is not null)
            {
                Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{step.Method} {step.Path} answers {(int)answer.StatusCode}");
                refused++;
            }
        }
        Assert.Equal(2, refused);
        Assert.Equal(refused, await server.Read(walked.Tenant, db => db.Set<AuditLine>().CountAsync(l => l.Actor == walked.Writer.ToString() && l.Action == RefusedAccess.Action && l.Subject == $"case:{walked.Id}" && l.Purpose == "forbidden")));
        await Verifies(walked.Tenant);
    }

    private static async Task<(WalkedStep Step, HttpStatusCode Status, string Text)> Send(HttpClient client, WalkedStep step, string antiforgery)
    {
        using var request = step.Request(antiforgery);
        using var answer = await client.SendAsync(request);
        return (step, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    // What keeps somebody out of a case changes it; everybody else walks the same one.
    private async Task<WalkedCase> Case(string who)
    {
        if (who is not (TeamOfOmbuds or KeptHandler or KeptLead or Assigned))
            return await Shared();
        var walked = await WalkedCase.Make(server);
        if (who is Assigned)
            await server.Work(walked.Tenant, async db =>
            {
                var colleague = walked.Writer;
                (await db.Grievances.SingleAsync(g => g.Id == walked.Id)).AssigneeId = colleague;
                db.Add(new CaseAssignment { TenantId = walked.Tenant.Id, Id = Guid.CreateVersion7(), CaseId = walked.Id, AccountId = colleague, Duty = AssignedDuty.Handler, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
                await db.SaveChangesAsync();
            });
        else if (who is TeamOfOmbuds)
        {
            using var writer = server.Staff(walked.Tenant, walked.Writer, RoleIds.CaseHandler, [.. Roles.PermissionsOf(RoleIds.CaseHandler)]);
            await GrievancesServer.Post(writer, $"/cases/{walked.Id}/other-group", new { });
        }
        else
        {
            using var person = await server.Mailbox(walked.Receipt);
            using var chosen = await person.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{GrievancesServer.Api}/mailbox/readers") { Content = System.Net.Http.Json.JsonContent.Create(new { roles = new[] { who is KeptLead ? RoleIds.HumanRightsLead : RoleIds.CaseHandler } }) });
            Assert.Equal(HttpStatusCode.NoContent, chosen.StatusCode);
        }
        return walked;
    }

    private async Task<WalkedCase> Shared()
    {
        await Once.WaitAsync();
        try
        {
            return shared ??= await WalkedCase.Make(server);
        }
        finally
        {
            Once.Release();
        }
    }

    private async Task<(HttpClient Client, TestTenant Home, string Id, bool Learns)> Stranger(string who, WalkedCase walked)
    {
        var (account, home) = (who is Custodian ? walked.Custodian : Guid.CreateVersion7(), who is Foreign ? await server.Provisioned() : walked.Tenant);
        if (who is Machine)
            return (server.Staff(home, new Dictionary<string, object> { ["sub"] = "machine-1", ["role"] = "client" }, [.. Scopes.PermissionsOf(Scopes.ForTenants)]), home, "machine-1", Scopes.PermissionsOf(Scopes.ForTenants).Contains(Permissions.GrievancesLearn));
        var role = who switch
        {
            "no role" => "none",
            OmbudsOfTeam => RoleIds.Ombuds,
            KeptLead => RoleIds.HumanRightsLead,
            Custodian => RoleIds.IdentityCustodian,
            _ when who.StartsWith("role ", StringComparison.Ordinal) => who["role ".Length..],
            _ => RoleIds.CaseHandler,
        };
        var client = server.Staff(home, account, role, [.. Roles.PermissionsOf(role)]);
        if (who is Excluded)
            await GrievancesServer.Post(client, $"/cases/{walked.Id}/recusal", new { reason = "I know them." });
        return (client, home, account.ToString(), Roles.PermissionsOf(role).Contains(Permissions.GrievancesLearn));
    }

    // What a page of theirs would have given them: without it a form would be refused for what it is, and not for whose it is.
    private string Antiforgery(HttpClient client, string account)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", account, ClaimValueTypes.String, server.Address)], "walked"));
        using var scope = server.Services.CreateScope();
        var tokens = server.Services.GetRequiredService<IAntiforgery>().GetTokens(new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = user });
        client.DefaultRequestHeaders.Add("Cookie", $"{server.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name}={tokens.CookieToken}");
        return tokens.RequestToken!;
    }

    private async Task Verifies(TestTenant tenant)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); await server.Read(tenant, db => db.Set<PendingAuditLine>().AnyAsync());)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "Lines of the audit log were not chained.");
            await Task.Delay(50);
        }
        Assert.Null(await server.Read(tenant, db => AuditChain.FirstBroken(db, CancellationToken.None)));
    }
}

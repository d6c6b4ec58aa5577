using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Identity.Contracts;
using Identity.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>
/// Walks every endpoint and page of staff with everybody who must not read a case: each role without the permission, a handler kept out of it,
/// the team where it is the ombuds', another organisation's handler, somebody who left, a grant that is over. Nothing is read, nothing is
/// changed, and each attempt stands in the audit log, whose chain holds.
/// </summary>
public sealed partial class WalkTests(GrievancesServer server)
{
    private const string Canary = "CANARY-7f3a";

    /// <summary>What somebody may be to a case who must not read it.</summary>
    public static TheoryData<string> Strangers =>
    [
        .. RoleIds.All.Where(role => role is not (RoleIds.CaseHandler or RoleIds.Ombuds)).Select(role => $"role {role}"),
        "excluded handler", "handler of another organisation", "ombuds for a case of the team", "handler while it is assigned to a colleague", "somebody who left", "machine with every scope",
    ];

    [Theory, MemberData(nameof(Strangers))]
    public async Task WhoMustNotReadIt_ReadsNothing_AndEachAttemptIsKept(string who)
    {
        var (tenant, id, receipt) = await Secret();
        var stranger = Guid.CreateVersion7();
        var (client, home) = await As(who, tenant, id, stranger);
        using var hidden = client;
        var before = await server.Read(tenant, db => db.Grievances.Where(g => g.Id == id).Select(g => g.Version).SingleAsync());
        var (refused, unread, harmless) = (0, 0, 0);
        foreach (var (method, path, ofCase) in Endpoints(id))
        {
            using var request = new HttpRequestMessage(method, path);
            if (method != HttpMethod.Get && method != HttpMethod.Delete)
                request.Content = path.StartsWith("/console", StringComparison.Ordinal) ? new FormUrlEncodedContent([]) : new StringContent("{}", Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.False(text.Contains(Canary, StringComparison.Ordinal), $"{who}: {method} {path} gives away what was filed ({(int)answer.StatusCode})");
            Assert.True((int)answer.StatusCode < 500, $"{who}: {method} {path} answers {(int)answer.StatusCode}");
            if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                refused++;
            else if (ofCase)
            {
                // What is sent is looked at before whose it is; that tells nothing of the case, and is an attempt all the same.
                if ((int)answer.StatusCode >= 400)
                    _ = Harmless().IsMatch(path) ? harmless++ : unread++;
                Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable || Harmless().IsMatch(path), $"{who}: {method} {path} answers {(int)answer.StatusCode}");
            }
        }
        Assert.True(refused > 20, $"{who} was refused {refused} times only.");
        Assert.Equal(before, await server.Read(tenant, db => db.Grievances.Where(g => g.Id == id).Select(g => g.Version).SingleAsync()));
        var sub = who.StartsWith("machine", StringComparison.Ordinal) ? "machine-1" : stranger.ToString();
        var kept = await server.Read(home, db => db.Set<AuditLine>().Where(l => l.Actor == sub && l.Action == RefusedAccess.Action).Select(l => l.Subject).ToListAsync());
        Assert.InRange(kept.Count, refused + unread, refused + unread + harmless);
        Assert.InRange(kept.Count(subject => subject == $"case:{id}"), unread, refused + unread + harmless);
        Assert.False(await server.Read(tenant, db => db.Set<AuditLine>().AnyAsync(l => l.Actor == sub && l.Action == CaseKeys.Opened)));
        await Verifies(home);
    }

    private async Task<(HttpClient Client, TestTenant Home)> As(string who, TestTenant tenant, Guid id, Guid stranger)
    {
        string[] handler = [.. Roles.PermissionsOf(RoleIds.CaseHandler)];
        switch (who)
        {
            case "excluded handler":
                await server.Work(tenant, async db =>
                {
                    db.Add(new CaseExclusion { TenantId = tenant.Id, CaseId = id, AccountId = stranger, By = "lead", Reason = [1], At = DateTimeOffset.UtcNow });
                    await db.SaveChangesAsync();
                });
                return (server.Staff(tenant, stranger, RoleIds.CaseHandler, handler), tenant);
            case "handler while it is assigned to a colleague":
                await server.Work(tenant, async db =>
                {
                    var colleague = Guid.CreateVersion7();
                    (await db.Grievances.SingleAsync(g => g.Id == id)).AssigneeId = colleague;
                    db.Add(new CaseAssignment { TenantId = tenant.Id, Id = Guid.CreateVersion7(), CaseId = id, AccountId = colleague, Duty = AssignedDuty.Handler, AssignedBy = "lead", AssignedAt = DateTimeOffset.UtcNow });
                    await db.SaveChangesAsync();
                });
                return (server.Staff(tenant, stranger, RoleIds.CaseHandler, handler), tenant);
            case "handler of another organisation":
                var other = await server.Provisioned();
                return (server.Staff(other, stranger, RoleIds.CaseHandler, handler), other);
            case "ombuds for a case of the team":
                return (server.Staff(tenant, stranger, RoleIds.Ombuds, [.. Roles.PermissionsOf(RoleIds.Ombuds)]), tenant);
            case "somebody who left":
                return (server.Staff(tenant, stranger, "none"), tenant);
            case "machine with every scope":
                return (server.Staff(tenant, new Dictionary<string, object> { ["sub"] = "machine-1", ["role"] = "client" }, [.. Scopes.PermissionsOf(Scopes.ForTenants)]), tenant);
            default:
                var role = who["role ".Length..];
                return (server.Staff(tenant, stranger, role, [.. Roles.PermissionsOf(role)]), tenant);
        }
    }

    private async Task<(TestTenant Tenant, Guid Case, string Receipt)> Secret()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = $"{Canary} summary", whatHappened = $"{Canary} account", affected = "self", @unsafe = $"{Canary} danger", systemDescription = $"{Canary} system",
            contact = new { kind = "phone", value = $"{Canary} phone" }, consents = new[] { "contact_outside" },
        });
        return (tenant, await server.CaseOf(tenant), filed.GetProperty("receipt").GetString()!);
    }

    // Every endpoint and page that needs an account, with the case in the place of the first id and anything in that of others.
    private IEnumerable<(HttpMethod Method, string Path, bool OfCase)> Endpoints(Guid id)
    {
        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && (e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/grievances", StringComparison.Ordinal) || e.RoutePattern.RawText.TrimStart('/').StartsWith("console/grievances", StringComparison.Ordinal)));
        foreach (var endpoint in endpoints)
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var ofCase = CaseRoute().IsMatch(route);
            var first = true;
            var path = Parameter().Replace(route, match =>
            {
                var value = ofCase && first ? id.ToString() : match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.CreateVersion7().ToString() : "none";
                first = false;
                return value;
            });
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"])
                yield return (new HttpMethod(method), path, ofCase);
        }
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

    [GeneratedRegex(@"/(cases|console/grievances)/\{id:guid\}")]
    private static partial Regex CaseRoute();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    // Whoever gives work out or names who decides an appeal, or sees the queue, sees which cases belong together: rows without anything that was said.
    [GeneratedRegex(@"/(assign|assignments|exclusions|relations|recurrences)(/|$)|/appeals/[^/]+(/reviewer)?$")]
    private static partial Regex Harmless();
}

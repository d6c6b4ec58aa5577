using System.Net;
using System.Text;
using Grievances.Domain;
using Grievances.Features.Access;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Every case that somebody tries and must not have is in the audit log by its id, wherever the id stood; and nothing else of what they sent.</summary>
public sealed class RefusedAttemptTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task CasesThatAreNamedInABody_AreKeptOneByOne()
    {
        var (tenant, own, hidden, account) = await Filed();
        var (another, foreign) = (Guid.CreateVersion7(), await Foreign());
        using var handler = Account(tenant, account);
        foreach (var (path, body, tried) in new (string, object, Guid[])[]
        {
            ("/cases/bulk", new { ids = new[] { own, hidden, foreign, another }, action = "spam", reason = "It sells watches." }, [hidden, foreign, another]),
            ("/cases/bulk", new { ids = new[] { own }, action = "relate", otherId = hidden }, [hidden]),
            ("/cases/bulk", new { ids = new[] { hidden, foreign }, action = "assign", accountId = Guid.NewGuid() }, [hidden, foreign]),
            ($"/cases/{own}/relations", new { otherId = foreign }, [foreign]),
            ($"/cases/{own}/merge", new { into = hidden }, [hidden]),
        })
        {
            var before = (await Kept(tenant, account)).Count;
            using var answer = await handler.Post(Api + path, body);
            var lines = (await Kept(tenant, account)).Skip(before).ToList();
            Assert.Equal(tried.Select(id => $"case:{id} not_found").Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
        }
        // What was allowed is no attempt.
        Assert.DoesNotContain(await Kept(tenant, account), line => line.Contains(own.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACaseOneIsKeptOutOf_IsKeptAsForbidden_AlsoInABody()
    {
        var (tenant, own, _, account) = await Filed();
        var shut = await More(tenant);
        await server.Work(tenant, db =>
        {
            db.Add(new CaseExclusion { TenantId = tenant.Id, CaseId = shut, AccountId = account, By = "lead", Reason = [1], At = DateTimeOffset.UtcNow });
            return db.SaveChangesAsync();
        });
        using var handler = Account(tenant, account);
        using var answer = await handler.Post($"{Api}/cases/{own}/merge", new { into = shut });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal([$"case:{shut} forbidden"], await Kept(tenant, account));
    }

    [Fact]
    public async Task WhatCanNotBeRead_IsAnAttemptAllTheSame_WhereTheCaseIsKeptFromWhoeverSentIt()
    {
        var (tenant, own, hidden, account) = await Filed();
        using var handler = Account(tenant, account);
        foreach (var (method, path, body, type) in new[]
        {
            ("POST", "messages", """{"text":5}""", "application/json"), ("POST", "messages", """{"text":""}""", "application/json"), ("POST", "triage", "{", "application/json"), ("POST", "closure", "{}", "text/plain"),
            ("POST", "admissibility", """{"admissible":false}""", "application/json"), ("GET", "notes?limit=abc", "", ""),
        })
            foreach (var id in new[] { own, hidden })
            {
                var before = (await Kept(tenant, account)).Count;
                using var request = new HttpRequestMessage(new HttpMethod(method), $"{Api}/cases/{id}/{path}");
                if (body.Length > 0)
                    request.Content = new StringContent(body, Encoding.UTF8, type);
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                using var answer = await handler.SendAsync(request);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}: {(int)answer.StatusCode}");
                var lines = (await Kept(tenant, account)).Skip(before);
                Assert.Equal(id == hidden ? [$"case:{hidden} not_found"] : [], lines);
            }
    }

    [Fact]
    public async Task WhatIsNoCase_IsNotCalledOne()
    {
        var (tenant, _, hidden, account) = await Filed();
        using var somebody = server.Staff(tenant, new Dictionary<string, object> { ["sub"] = account.ToString(), ["role"] = "human-rights-lead" },
            Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesImport, Permissions.GrievancesConfigure);
        var id = Guid.CreateVersion7();
        foreach (var (method, path, kind) in new[]
        {
            ("DELETE", $"{Api}/webhooks/{id}", "webhook"), ("GET", $"{Api}/imports/{id}", "import"), ("DELETE", $"{Api}/views/{id}", "view"), ("POST", $"{Api}/notices/{id}/seen", "notice"),
            ("GET", $"/console/grievances/imports/{id}", "import"), ("GET", $"/console/grievances/{hidden}", "case"), ("GET", $"{Api}/cases/{hidden}", "case"),
        })
        {
            var before = (await Kept(tenant, account)).Count;
            using var answer = await somebody.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {(int)answer.StatusCode}");
            Assert.Equal([$"{kind}:{(kind == "case" ? hidden : id)} not_found"], (await Kept(tenant, account)).Skip(before));
        }
        using var progress = await somebody.Post($"{Api}/patterns/{id}/progress", new { state = "looking_into_it", text = "We look into it." });
        Assert.Equal(HttpStatusCode.NotFound, progress.StatusCode);
        Assert.Contains($"pattern:{id} not_found", await Kept(tenant, account));
    }

    // Subject and how it was refused, oldest first.
    private Task<List<string>> Kept(TestTenant tenant, Guid account) => server.Read(tenant, async db =>
        (await db.Set<AuditLine>().Where(l => l.Actor == account.ToString() && l.Action == RefusedAccess.Action).OrderBy(l => l.At).ThenBy(l => l.Id).ToListAsync()).ConvertAll(l => $"{l.Subject} {l.Purpose}"));

    private HttpClient Account(TestTenant tenant, Guid account) => server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle, Permissions.GrievancesAssign);

    // A case of the team, one of the ombuds, and an account of the team.
    private async Task<(TestTenant Tenant, Guid Own, Guid Hidden, Guid Account)> Filed()
    {
        var tenant = await server.Provisioned();
        var (own, hidden) = (await More(tenant), await More(tenant));
        await server.Work(tenant, db => db.Grievances.Where(g => g.Id == hidden).ExecuteUpdateAsync(g => g.SetProperty(x => x.HandledBy, CaseKeys.Ombuds)));
        return (tenant, own, hidden, Guid.CreateVersion7());
    }

    private async Task<Guid> More(TestTenant tenant) => await server.CaseOf(tenant, (await server.File(tenant)).Reference);

    private async Task<Guid> Foreign()
    {
        var tenant = await server.Provisioned();
        return await More(tenant);
    }
}

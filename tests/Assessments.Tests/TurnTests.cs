using System.Net;
using Assessments.Data;
using Microsoft.EntityFrameworkCore;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

/// <summary>
/// What happens at once. On PostgreSQL both sides really run beside each other: the first holds its transaction open until the
/// second has ended or visibly waits. On SQLite they queue, and must end alike.
/// </summary>
public class TurnTests(AssessmentsServer server)
{
    [Fact]
    public async Task A_case_and_an_impact_that_come_at_once_find_each_other()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        foreach (var impactFirst in new[] { true, false })
        {
            var system = await System(assessor);
            var filed = Story.Of(null, 10, system: system)[0];
            var impact = Fresh(tenant, system);
            Func<AssessmentsDb, Task> record = async db =>
            {
                db.Add(impact);
                await db.AttachAnew(impact, CancellationToken.None);
                await db.SaveChangesAsync();
            };
            Func<AssessmentsDb, Task> keep = db => db.Keep(filed, filed.FiledAt, CancellationToken.None);
            await AtOnce(tenant, impactFirst ? record : keep, impactFirst ? keep : record);
            Assert.Equal(impact.Id, await Attached(tenant, filed.CaseId));
        }
    }

    [Fact]
    public async Task A_link_that_a_handler_makes_is_not_undone_by_an_impact_recorded_at_once()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, linked) = await Impact(assessor);
        var filed = Story.Of(null, 10, system: system)[0];
        await server.Keep(tenant, filed);
        var second = Fresh(tenant, system);
        await AtOnce(tenant, db => db.Keep(filed with { Version = 2, ImpactId = linked }, filed.FiledAt, CancellationToken.None), async db =>
        {
            db.Add(second);
            await db.AttachAnew(second, CancellationToken.None);
            await db.SaveChangesAsync();
        });
        Assert.Equal(linked, await Attached(tenant, filed.CaseId));
    }

    [Fact]
    public async Task Of_ratings_at_once_one_is_kept_and_the_others_are_told()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Rate(assessor, impact, "\"1\"", new { scale = 2, scope = 2, irremediability = 2, likelihood = 2, actual = false })));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task The_same_new_record_imported_at_once_is_added_once()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var records = Enumerable.Range(1, 5).Select(n => Records.Of($"AVID-2026-V00{n}", "A robot killed a person", "", "P0402: Physical safety")).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Sent(assessor, $"{Api}/incidents/import", records)));
        Assert.Equal(5, answers.Sum(a => a.GetProperty("imported").GetInt32()));
        Assert.Equal(25, answers.Sum(a => a.GetProperty("unchanged").GetInt32()));
        Assert.Equal(5, (await assessor.Get($"{Api}/incidents")).GetProperty("items").GetArrayLength());
    }

    private async Task AtOnce(TestTenant tenant, Func<AssessmentsDb, Task> first, Func<AssessmentsDb, Task> second)
    {
        var (begun, other) = (new TaskCompletionSource(), new TaskCompletionSource<Task>());
        var held = server.Work(tenant, async db =>
        {
            await first(db);
            begun.SetResult();
            await Task.WhenAny(await other.Task, Task.Delay(500));
        });
        await Task.WhenAny(begun.Task, held);
        var beside = server.Work(tenant, second);
        other.SetResult(beside);
        await Task.WhenAll(held, beside);
    }

    private static async Task<Guid> System(HttpClient assessor) => (await Sent(assessor, $"{Api}/systems", new { name = "Ward assistant", role = "deployer" })).GetProperty("id").GetGuid();

    private static Impact Fresh(TestTenant tenant, Guid system)
    {
        var impact = new Impact { TenantId = tenant.Id, Id = Guid.CreateVersion7(), SystemId = system, Right = "HARM-04", Group = "Visitors", GroupKey = "visitors", Title = "T", OpenedAt = Story.Day };
        impact.Rate(new Rating(4, 2, 3, 2, false, false, false, Confidence.Medium), "assessor", Story.Day);
        return impact;
    }

    private Task<Guid?> Attached(TestTenant tenant, Guid one) => server.Read(tenant, db => db.Signals.Where(s => s.CaseId == one).Select(s => s.ImpactId).FirstAsync());
}

using Grievances.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using ServiceTests;
using static Assessments.Tests.AssessmentsServer;

namespace Assessments.Tests;

/// <summary>A case that was split, and its parts, are one grievance.</summary>
public class PartTests(AssessmentsServer server)
{
    [Fact]
    public async Task The_parts_of_one_case_are_one_grievance_for_the_rule_and_for_whoever_reads()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (system, impact) = await Impact(assessor);
        var (whole, other) = (Story.Of(impact, 10), Story.Of(impact, 100));
        await server.Keep(tenant, [.. whole, .. new[] { 11, 12, 99 }.SelectMany(day => Part(whole, impact, day)), .. other]);
        Assert.Equal(("open", "fewer than 3"), await Seen(assessor, impact));
        // The last of its parts and two others lie within the window, the first does not.
        await server.Keep(tenant, Story.Of(impact, 150));
        Assert.Equal(("reopened", "3"), await Seen(assessor, impact));

        // Of another impact a part is the first that is heard.
        var (_, second) = await Impact(assessor, right: "EXPR-01", system: system);
        await server.Keep(tenant, [.. Part(whole, second, 13), .. Story.Of(second, 20), .. Story.Of(second, 30)]);
        Assert.Equal(("reopened", "3"), await Seen(assessor, second));
    }

    [Fact]
    public async Task What_was_counted_once_starts_no_second_round_by_its_parts_but_for_one_that_is_critical()
    {
        var tenant = await server.NewTenant();
        using var assessor = server.Assessor(tenant);
        var (_, impact) = await Impact(assessor);
        var whole = Story.Of(impact, 10);
        await server.Keep(tenant, [.. whole, .. Story.Of(impact, 20), .. Story.Of(impact, 30)]);
        using var mitigated = await Rate(assessor, impact, "\"2\"", new { scale = 4, scope = 2, irremediability = 3, likelihood = 5, actual = true, status = "mitigated" });
        Assert.True(mitigated.IsSuccessStatusCode);
        await server.Keep(tenant, [.. Part(whole, impact, 40), .. Story.Of(impact, 41), .. Story.Of(impact, 42)]);
        Assert.Equal("mitigated", (await Seen(assessor, impact)).Status);
        await server.Keep(tenant, Part(whole, impact, 43, "critical"));
        Assert.Equal("reopened", (await Seen(assessor, impact)).Status);
    }

    private static CaseSnapshot[] Part(CaseSnapshot[] whole, Guid impact, int day, string band = "high") =>
        [.. Story.Of(impact, day, band: band).Select(step => step with { SplitFrom = whole[0].CaseId })];

    private static async Task<(string? Status, string? Substantiated)> Seen(HttpClient assessor, Guid impact) =>
        ((await assessor.Get($"{Api}/impacts/{impact}")).GetProperty("status").GetString(),
            (await assessor.Get($"{Api}/signals?impact={impact}")).GetProperty("counts")[1].GetProperty("shown").GetString());
}

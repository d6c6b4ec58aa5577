using System.Net.Http.Json;
using System.Text.Json;
using Assessments.Data;
using Grievances.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Platform.Contracts;
using ServiceTests;

[assembly: AssemblyFixture(typeof(Assessments.Tests.AssessmentsServer))]

namespace Assessments.Tests;

public sealed class AssessmentsServer : ServiceServer<AssessmentsDb>
{
    public const string Api = "/api/assessments/v1";

    protected override string Name => "assessments";
    protected override void Consume(Platform.Messaging.Consumers consumers) => consumers.AddAssessmentsConsumers();
    protected override void Add(IHostApplicationBuilder builder) => builder.AddAssessments();
    protected override void Map(IEndpointRouteBuilder routes) => routes.MapAssessments();

    public HttpClient Assessor(TestTenant tenant) => Staff(tenant, Permissions.AssessmentsRead, Permissions.AssessmentsAssess);

    /// <summary>Takes snapshots in, as the consumers do, each in its unit of work.</summary>
    public async Task Keep(TestTenant tenant, params CaseSnapshot[] snapshots)
    {
        foreach (var one in snapshots)
            await Work(tenant, db => db.Keep(one, one.FiledAt, CancellationToken.None));
    }

    /// <summary>A system with one impact.</summary>
    public static async Task<(Guid System, Guid Impact)> Impact(HttpClient assessor, string right = "HARM-04", string group = "Patients", Guid? system = null, string title = "Wrong dose is followed")
    {
        system ??= (await Sent(assessor, $"{Api}/systems", new { name = "Ward assistant", role = "deployer", stage = "production", published = true })).GetProperty("id").GetGuid();
        var impact = await Sent(assessor, $"{Api}/impacts", new { systemId = system, right, group, title, scale = 4, scope = 2, irremediability = 3, likelihood = 2 });
        return (system.Value, impact.GetProperty("id").GetGuid());
    }

    public static async Task<JsonElement> Sent(HttpClient client, string path, object body)
    {
        using var answer = await client.Post(path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Json();
    }

    public static async Task<HttpResponseMessage> Rate(HttpClient client, Guid impact, string? tag, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Api}/impacts/{impact}/rating") { Content = JsonContent.Create(body) };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await client.SendAsync(request);
    }
}

/// <summary>The story of one case, as its events tell it.</summary>
public static class Story
{
    public static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static CaseSnapshot[] Of(Guid? impact, int closedOnDay, string outcome = "substantiated", string band = "high", Guid? system = null)
    {
        var filed = new CaseSnapshot(Guid.CreateVersion7(), 1, "received", "self", ["HARM-04"], null, null, system, null, Day, Day.AddDays(7), null, null);
        var acknowledged = filed with { Version = 2, State = "acknowledged", AcknowledgedAt = Day.AddDays(1) };
        var triaged = acknowledged with { Version = 3, Band = band, ImpactId = impact };
        return [filed, acknowledged, triaged, triaged with { Version = 4, State = "closed", Outcome = outcome, ClosedAt = Day.AddDays(closedOnDay) }];
    }
}

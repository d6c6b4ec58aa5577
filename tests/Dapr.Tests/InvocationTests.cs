using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Security;
using Xunit;

namespace Dapr.Tests;

/// <summary>One service asks another: directly by service discovery, or through the sidecar, without the asking code knowing.</summary>
public sealed class InvocationTests
{
    private static readonly AllowedCall ReadsImpacts = new("assessments", "GET", "/api/assessments/v1/impacts");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BothWays_GiveTheSameAnswer_AndPassTheTokenOfTheUserOn(bool dapr)
    {
        await using var way = await Way.Open(dapr, ReadsImpacts);
        var answer = await way.Caller.GetImpact(AssessmentsApp.Impact.Id, "of-the-user");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(AssessmentsApp.Impact, answer.Content);
        var seen = Assert.Single(way.Assessments.Requests);
        Assert.Equal("Bearer of-the-user", seen["Authorization"]);
        Assert.Equal(dapr ? "grievances" : null, seen.GetValueOrDefault("dapr-caller-app-id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WithoutAUser_NoTokenIsMadeUp(bool dapr)
    {
        await using var way = await Way.Open(dapr, ReadsImpacts);
        var answer = await way.Caller.GetImpact(AssessmentsApp.Impact.Id);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("Authorization", Assert.Single(way.Assessments.Requests).Keys);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StatusOfTheCallee_PassesThrough(bool dapr)
    {
        await using var way = await Way.Open(dapr, ReadsImpacts);
        var answer = await way.Caller.GetImpact(Guid.NewGuid());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(answer.Content);
        Assert.Single(way.Assessments.Requests);
    }

    [Theory]
    [InlineData("assessments", "POST", "/api/assessments/v1/impacts")]
    [InlineData("assessments", "GET", "/api/assessments/v1/systems")]
    [InlineData("engagement", "GET", "/")]
    public async Task WhatAccessControlDoesNotName_Is403_AndNeverArrives(string callee, string verb, string prefix)
    {
        await using var way = await Way.Open(dapr: true, new AllowedCall(callee, verb, prefix));
        var answer = await way.Caller.GetImpact(AssessmentsApp.Impact.Id, "of-the-user");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null(answer.Content);
        Assert.Empty(way.Assessments.Requests);
    }

    [Fact]
    public async Task UnknownApp_Is500_NoException()
    {
        await using var way = await Way.Open(dapr: true, ReadsImpacts);
        way.Sidecar!.Apps.Clear();
        var answer = await way.Caller.GetImpact(AssessmentsApp.Impact.Id);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(way.Assessments.Requests);
        using var http = new HttpClient();
        using var raw = await http.GetAsync($"{way.Sidecar.HttpEndpoint}/v1.0/invoke/assessments/method/anything");
        Assert.Equal("ERR_DIRECT_INVOKE", (await raw.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errorCode").GetString());
    }

    [Fact]
    public async Task CalleeThatIsDown_Is500_NoException()
    {
        await using var way = await Way.Open(dapr: true, ReadsImpacts);
        await way.Assessments.DisposeAsync();
        var answer = await way.Caller.GetImpact(AssessmentsApp.Impact.Id);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task NameOfTheCaller_CannotBeForged()
    {
        await using var way = await Way.Open(dapr: true, ReadsImpacts);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{way.Sidecar!.HttpEndpoint}/v1.0/invoke/assessments/method/api/assessments/v1/impacts/{AssessmentsApp.Impact.Id}");
        request.Headers.Add("dapr-caller-app-id", "identity");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var seen = Assert.Single(way.Assessments.Requests);
        Assert.Equal("grievances", seen["dapr-caller-app-id"]);
        Assert.Equal("assessments", seen["dapr-callee-app-id"]);
    }

    [Fact]
    public async Task HostWithASidecar_RunsOnTheSecretsOfItsStore()
    {
        await using var way = await Way.Open(dapr: true);
        Assert.Equal(Keys.Kek, way.Caller.Services.GetRequiredService<Secrets>().Get(Secrets.KeyEncryptionKey));
    }

    /// <summary>Caller and callee, and the sidecar if the way leads through one.</summary>
    private sealed record Way(AssessmentsApp Assessments, SidecarDouble? Sidecar, Caller Caller) : IAsyncDisposable
    {
        public static async Task<Way> Open(bool dapr, params AllowedCall[] allowed)
        {
            var assessments = await AssessmentsApp.Start();
            if (!dapr)
                return new Way(assessments, null, Caller.Direct(assessments));
            var sidecar = await SidecarDouble.Start("grievances");
            sidecar.Apps["assessments"] = assessments.Address;
            sidecar.Allowed.AddRange(allowed);
            return new Way(assessments, sidecar, Caller.Through(sidecar));
        }

        public async ValueTask DisposeAsync()
        {
            await Caller.DisposeAsync();
            if (Sidecar is not null)
                await Sidecar.DisposeAsync();
            await Assessments.DisposeAsync();
        }
    }
}

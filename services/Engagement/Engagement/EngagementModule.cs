using Engagement.Consumers;
using Engagement.Contracts;
using Engagement.Data;
using Engagement.Features.FollowUps;
using Engagement.Features.Patterns;
using Grievances.Contracts.Events;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Hosting.Http;
using Platform.Hosting.Start;

namespace Engagement;

/// <summary>What the engagement service consists of.</summary>
public static class EngagementModule
{
    public static IHostApplicationBuilder AddEngagement(this IHostApplicationBuilder builder)
    {
        builder.AddService<EngagementDb, EngagementSqlite, EngagementPostgres>("engagement", "Engagement", typeof(IEngagementApi).Assembly);
        builder.Services.AddScoped<SeenFollowUps>().AddScoped<ListFollowUps>().AddScoped<CountOverdue>().AddScoped<MarkDone>().AddScoped<ListPatterns>();
        return builder;
    }

    public static void AddEngagementConsumers(this Platform.Messaging.Consumers consumers) => consumers
        .Add<EngagementDb, TenantProvisioned, RememberTenant>("engagement")
        .Add<EngagementDb, GrievanceFiled, OweAcknowledgement>("engagement")
        .Add<EngagementDb, GrievanceAcknowledged, SettleAcknowledgement>("engagement")
        .Add<EngagementDb, GrievanceTriaged, NoteTriage>("engagement")
        .Add<EngagementDb, ComplainantWrote, OweAnswer>("engagement")
        .Add<EngagementDb, ComplainantAnswered, SettleAnswer>("engagement")
        .Add<EngagementDb, GrievanceClosed, OweFeedback>("engagement")
        .Add<EngagementDb, FindingsExtended, OweFindingsLater>("engagement")
        .Add<EngagementDb, CaseChanged, NoteChange>("engagement")
        .Add<EngagementDb, CaseErased, ForgetCase>("engagement")
        .Add<EngagementDb, PatternChanged, NotePattern>("engagement");

    public static IEndpointRouteBuilder MapEngagement(this IEndpointRouteBuilder app)
    {
        var api = app.MapServiceApi<EngagementDb>("engagement");
        ListFollowUps.Map(api);
        MarkDone.Map(api);
        ListPatterns.Map(api);
        return app;
    }
}

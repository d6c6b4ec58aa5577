using Assessments.Consumers;
using Assessments.Contracts.Events;
using Assessments.Data;
using Assessments.Features.Impacts;
using Assessments.Features.Incidents;
using Assessments.Features.Signals;
using Assessments.Features.Systems;
using Assessments.Features.Taxonomies;
using Grievances.Contracts.Events;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Hosting.Http;
using Platform.Hosting.Start;

namespace Assessments;

/// <summary>What the assessments service consists of.</summary>
public static class AssessmentsModule
{
    public static IHostApplicationBuilder AddAssessments(this IHostApplicationBuilder builder)
    {
        builder.AddService<AssessmentsDb, AssessmentsSqlite, AssessmentsPostgres>("assessments", "Assessments", typeof(ImpactRated).Assembly);
        var services = builder.Services;
        services.AddScoped<AddSystem>().AddScoped<ListSystems>().AddScoped<PublishSystem>();
        services.AddScoped<RecordImpact>().AddScoped<RateImpact>().AddScoped<GetImpact>().AddScoped<ListImpactChanges>().AddScoped<ListImpacts>().AddScoped<CountImpacts>();
        services.AddScoped<ReadSignals>();
        services.AddScoped<ImportIncidents>().AddScoped<ListIncidents>();
        return builder;
    }

    public static void AddAssessmentsConsumers(this Platform.Messaging.Consumers consumers) => consumers
        .Add<AssessmentsDb, TenantProvisioned, RememberTenant>("assessments")
        .Add<AssessmentsDb, GrievanceFiled, AttachFiled>("assessments")
        .Add<AssessmentsDb, GrievanceAcknowledged, AttachAcknowledged>("assessments")
        .Add<AssessmentsDb, GrievanceTriaged, AttachTriaged>("assessments")
        .Add<AssessmentsDb, GrievanceClosed, WeighClosed>("assessments")
        .Add<AssessmentsDb, CaseChanged, WeighChanged>("assessments")
        .Add<AssessmentsDb, AttributionRecorded, NoteOwnPart>("assessments")
        .Add<AssessmentsDb, CaseErased, ForgetCase>("assessments");

    public static IEndpointRouteBuilder MapAssessments(this IEndpointRouteBuilder app)
    {
        var api = app.MapServiceApi<AssessmentsDb>("assessments");
        AddSystem.Map(api);
        ListSystems.Map(api);
        PublishSystem.Map(api);
        RecordImpact.Map(api);
        ListImpacts.Map(api);
        GetImpact.Map(api);
        ListImpactChanges.Map(api);
        RateImpact.Map(api);
        ReadSignals.Map(api);
        ImportIncidents.Map(api);
        ListIncidents.Map(api);
        ReadTaxonomy.Map(api);
        return app;
    }
}

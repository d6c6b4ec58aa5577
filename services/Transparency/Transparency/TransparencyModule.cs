using Grievances.Contracts.Events;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Hosting.Http;
using Platform.Hosting.Start;
using Platform.Ui.Localization;
using Transparency.Consumers;
using Transparency.Contracts.Events;
using Transparency.Data;
using Transparency.Features.Feeds;
using Transparency.Features.Figures;
using Transparency.Features.Projection;
using Transparency.Features.Releases;

namespace Transparency;

/// <summary>What the transparency service consists of.</summary>
public static class TransparencyModule
{
    public static IHostApplicationBuilder AddTransparency(this IHostApplicationBuilder builder)
    {
        builder.AddService<TransparencyDb, TransparencySqlite, TransparencyPostgres>("transparency", "Transparency", typeof(DisclosureReleased).Assembly);
        builder.Services.AddSingleton<FeedAddresses>();
        builder.Services.AddScoped<CaseCounts>();
        builder.Services.AddScoped<ReadFigures>().AddScoped<MeasureMonth>().AddScoped<ReadProjection>();
        builder.Services.AddScoped<PublishMonth>().AddScoped<ListReleases>();
        builder.Services.AddScoped<ReadFeed>().AddScoped<ReadRelease>().AddScoped<ReadAtom>();
        return builder;
    }

    public static void AddTransparencyConsumers(this Platform.Messaging.Consumers consumers) => consumers
        .Add<TransparencyDb, TenantProvisioned, RememberTenant>("transparency")
        .Add<TransparencyDb, GrievanceFiled, CountFiled>("transparency")
        .Add<TransparencyDb, GrievanceAcknowledged, CountAcknowledged>("transparency")
        .Add<TransparencyDb, GrievanceTriaged, CountTriaged>("transparency")
        .Add<TransparencyDb, ComplainantWrote, CountComplainantWrote>("transparency")
        .Add<TransparencyDb, ComplainantAnswered, CountComplainantAnswered>("transparency")
        .Add<TransparencyDb, GrievanceClosed, CountClosed>("transparency")
        .Add<TransparencyDb, CaseChanged, CountChanged>("transparency")
        .Add<TransparencyDb, CaseErased, ForgetCase>("transparency");

    public static IEndpointRouteBuilder MapTransparency(this IEndpointRouteBuilder app)
    {
        var api = app.MapServiceApi<TransparencyDb>("transparency");
        ReadProjection.Map(api);
        PublishMonth.Map(api);
        ListReleases.Map(api);
        var feeds = app.MapFeeds();
        ReadFeed.Map(feeds);
        ReadRelease.Map(feeds);
        ReadAtom.Map(feeds);
        app.MapMethods("/transparency", Feed.Methods, (HttpContext http) => TypedResults.Redirect(http.KeepLanguage("/")))
            .Anonymous("Who is looked for is chosen on the first page.").WithMetadata(new WithoutTenantAttribute()).ExcludeFromDescription();
        return app;
    }
}

using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Messaging;
using Platform.Tenancy;

namespace Platform.Hosting.Start;

/// <summary>What a module adds for itself, in one call: database, outbox, audit sealer, OpenAPI document, pages, words of errors.</summary>
public static class Service
{
    /// <summary>Adds the platform's parts of one service.</summary>
    /// <typeparam name="TDb">The service's context.</typeparam>
    /// <typeparam name="TSqlite">Owner of its SQLite migrations.</typeparam>
    /// <typeparam name="TPostgres">Owner of its PostgreSQL migrations.</typeparam>
    /// <param name="builder">The host's builder.</param>
    /// <param name="name">Lower-case name of the service: database, API path, OpenAPI document.</param>
    /// <param name="area">Razor area of its pages.</param>
    /// <param name="contracts">Assembly of its events.</param>
    public static IHostApplicationBuilder AddService<TDb, TSqlite, TPostgres>(this IHostApplicationBuilder builder, string name, string area, Assembly contracts)
        where TDb : PlatformDb where TSqlite : TDb where TPostgres : TDb
    {
        builder.AddServiceDatabase<TDb, TSqlite, TPostgres>(name);
        builder.AddOutbox<TDb>(name, contracts);
        builder.Services.AddHostedService<AuditSealer<TDb>>();
        builder.Services.AddOpenApi(name, o =>
        {
            o.ShouldInclude = endpoint => endpoint.GroupName == name;
            o.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = $"Heed {area}";
                document.Info.Version = "v1";
                document.AddBearer();
                document.AddShapes();
                document.AddProblems(ProblemTexts.CodesOf(typeof(TDb).Assembly));
                return Task.CompletedTask;
            });
            o.AddSchemaTransformer((schema, context, _) =>
            {
                schema.Note(context);
                return Task.CompletedTask;
            });
            o.AddOperationTransformer((operation, context, _) =>
            {
                operation.Describe(context.Description.ActionDescriptor.EndpointMetadata, context.Document);
                operation.AddRefusals(context.Description.HttpMethod, context.Description.RelativePath, context.Document);
                return Task.CompletedTask;
            });
        });
        builder.Services.Configure<RazorPagesOptions>(o => o.Conventions.AddAreaFolderApplicationModelConvention(area, "/", page => page.Filters.Add(new PageWork<TDb>())));
        ProblemTexts.Add(typeof(TDb).Assembly);
        return builder;
    }
}

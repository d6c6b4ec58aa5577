using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;
using Transparency.Data;

namespace Transparency.Features.Feeds;

/// <summary>The group of public feeds.</summary>
public static class Feed
{
    // A GET endpoint alone answers HEAD with 405, and readers probe with HEAD.
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static RouteGroupBuilder MapFeeds(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("/feeds/v1").WithGroupName("transparency").WithPlatformFilters<TransparencyDb>()
            .Anonymous("The public record is for everybody.")
            .WithMetadata(new OpenToEverySite())
            // One endpoint answers both methods, but an OpenAPI document names each operation once.
            .AddOpenApiOperationTransformer((operation, context, _) =>
            {
                if (HttpMethods.IsHead(context.Description.HttpMethod ?? ""))
                    operation.OperationId += "Headers";
                return Task.CompletedTask;
            });
        feeds.MapMethods("/{tenant}/{**rest}", [HttpMethods.Options], (HttpContext http) => FeedAnswer.Preflight(http)).ExcludeFromDescription();
        return feeds;
    }

    /// <summary>
    /// The tenant of the path. It is sought before anything else can refuse, so that a refusal too can be read by a page of
    /// another site.
    /// </summary>
    private sealed class OpenToEverySite : ITenantSource
    {
        private readonly TenantFromPathAttribute<TransparencyDb> path = new();

        public ValueTask<Outcome<Guid?>> Find(HttpContext http)
        {
            FeedAnswer.Open(http);
            return path.Find(http);
        }
    }
}

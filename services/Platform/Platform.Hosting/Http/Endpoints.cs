using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;

namespace Platform.Hosting.Http;

/// <summary>How the unit of work treats an endpoint.</summary>
public enum Work
{
    /// <summary>Reads only.</summary>
    Reads,

    /// <summary>Writes: one transaction, committed when the answer is a success.</summary>
    Writes,

    /// <summary>Runs its own unit of work, since it does something slow or foreign first.</summary>
    Own,
}

/// <summary>Says on an endpoint or page model how the unit of work treats it. The metadata decides, not the verb: opening a case is a GET that writes.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WorkAttribute(Work work) : Attribute
{
    /// <summary>The treatment.</summary>
    public Work Work { get; } = work;
}

/// <summary>Maps a service's API and pages with the platform's filters.</summary>
public static class Endpoints
{
    /// <summary>The group <c>/api/{service}/v1</c>: OpenAPI document, strict bodies, unit of work.</summary>
    public static RouteGroupBuilder MapServiceApi<TDb>(this IEndpointRouteBuilder app, string service) where TDb : PlatformDb =>
        app.MapGroup($"/api/{service}/v1").WithGroupName(service).WithPlatformFilters<TDb>();

    /// <summary>Adds strict bodies and the unit of work to a group outside <c>/api</c>.</summary>
    public static RouteGroupBuilder WithPlatformFilters<TDb>(this RouteGroupBuilder group) where TDb : PlatformDb
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            foreach (var argument in context.Arguments)
                if (argument is IJsonBody { Refusal: { } refusal })
                    return new Problem(refusal);
            var http = context.HttpContext;
            var work = http.GetEndpoint()?.Metadata.GetMetadata<WorkAttribute>()?.Work ?? Work.Reads;
            if (work == Work.Own)
                return await next(context);
            var unit = http.RequestServices.GetRequiredService<UnitOfWork<TDb>>();
            // The body was read and bound before; what streams one runs its own work.
            return work == Work.Writes ? await unit.Repeat(async () => await next(context), Keep, http.RequestAborted) : await unit.Run(false, async () => await next(context), Keep, http.RequestAborted);
        });
        return group;
    }

    /// <summary>Marks an endpoint as writing.</summary>
    public static TBuilder Writes<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new WorkAttribute(Work.Writes));

    /// <summary>Marks an endpoint that runs its own unit of work.</summary>
    public static TBuilder OwnWork<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new WorkAttribute(Work.Own));

    /// <summary>Requires a permission claim.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, string permission) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(permission);

    /// <summary>Opens an endpoint to everybody; the reason is read by the architecture test's allow-list.</summary>
    public static TBuilder Anonymous<TBuilder>(this TBuilder endpoint, string reason) where TBuilder : IEndpointConventionBuilder =>
        endpoint.AllowAnonymous().WithMetadata(new AnonymousReason(reason));

    private static bool Keep(object? result) => result switch
    {
        IStatusCodeHttpResult status => status.StatusCode is null or < 400,
        INestedHttpResult nested => Keep(nested.Result),
        _ => true,
    };
}

/// <summary>Why an endpoint needs no account.</summary>
/// <param name="Reason">For the reader and the test.</param>
public sealed record AnonymousReason(string Reason);

/// <summary>Runs page handlers in a unit of work: a post writes, a get reads, unless the page model says otherwise.</summary>
public sealed class PageWork<TDb> : IAsyncPageFilter where TDb : PlatformDb
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (FormOnly(context))
        {
            var rest = http.Request.Query.Where(pair => !string.Equals(pair.Key, "handler", StringComparison.OrdinalIgnoreCase)).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
            http.Response.Headers.Location = $"{http.Request.PathBase}{http.Request.Path}{QueryString.Create(rest)}";
            context.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
            return;
        }
        if (Stray(context) is { } status)
        {
            context.Result = new StatusCodeResult(status);
            return;
        }
        var work = http.GetEndpoint()?.Metadata.GetMetadata<WorkAttribute>()?.Work
            ?? (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? Work.Reads : Work.Writes);
        if (work == Work.Own)
        {
            await next();
            return;
        }
        await http.RequestServices.GetRequiredService<UnitOfWork<TDb>>().Run(work == Work.Writes, async () => await next(),
            done => done.Exception is null && context.ModelState.IsValid, http.RequestAborted);
    }

    // The address of a form's handler stays in the address bar where a form was shown again; opened from there it leads to the portal's page itself.
    private static bool FormOnly(PageHandlerExecutingContext context)
    {
        var request = context.HttpContext.Request;
        var named = request.Query["handler"].ToString();
        return named.Length > 0 && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && context.ActionDescriptor.ViewEnginePath.StartsWith("/Portal/", StringComparison.Ordinal)
            && !string.Equals(named, context.HandlerMethod?.Name, StringComparison.OrdinalIgnoreCase)
            && context.ActionDescriptor.HandlerMethods.Any(handler => HttpMethods.IsPost(handler.HttpMethod) && string.Equals(named, handler.Name, StringComparison.OrdinalIgnoreCase));
    }

    // Without a handler the framework draws the page anyway, over a model nobody filled; with an unknown name it takes another handler.
    private static int? Stray(PageHandlerExecutingContext context)
    {
        var (method, handler) = (context.HttpContext.Request.Method, context.HandlerMethod);
        if (handler is null && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
            return StatusCodes.Status405MethodNotAllowed;
        var named = context.HttpContext.Request.Query["handler"].ToString();
        return named.Length > 0 && !string.Equals(named, handler?.Name, StringComparison.OrdinalIgnoreCase) ? StatusCodes.Status404NotFound : null;
    }
}

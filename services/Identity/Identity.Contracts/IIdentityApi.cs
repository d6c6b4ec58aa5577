using Platform.Contracts;
using Refit;

namespace Identity.Contracts;

/// <summary>What others ask the identity service, on behalf of the platform's operator.</summary>
public interface IIdentityApi
{
    /// <summary>Tenants by slug.</summary>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Cursor of the page before.</param>
    [Get("/api/identity/v1/tenants")]
    Task<IApiResponse<Page<TenantSummary>>> ListTenants(int? limit = null, string? cursor = null);
}

/// <summary>A tenant in a list.</summary>
/// <param name="Id">Id of the tenant.</param>
/// <param name="Slug">Its part of public addresses.</param>
/// <param name="Name">Its public name.</param>
/// <param name="Active">False while suspended.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record TenantSummary(Guid Id, [Public] string Slug, [Public] string Name, bool Active, DateTimeOffset CreatedAt);

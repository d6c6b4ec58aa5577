using Platform.Contracts;
using Refit;

namespace Identity.Contracts;

/// <summary>What others ask the identity service, on behalf of whoever is signed in.</summary>
public interface IIdentityApi
{
    /// <summary>Tenants by slug; for the platform's operator.</summary>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Cursor of the page before.</param>
    [Get("/api/identity/v1/tenants")]
    Task<IApiResponse<Page<TenantSummary>>> ListTenants(int? limit = null, string? cursor = null);

    /// <summary>Active people of the caller's tenant by user name; for whoever gives work to others.</summary>
    /// <param name="role">Only those who hold this role, confirmed where it needs to be.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cursor">Cursor of the page before.</param>
    [Get("/api/identity/v1/colleagues")]
    Task<IApiResponse<Page<Colleague>>> ListColleagues(string? role = null, int? limit = null, string? cursor = null);

    /// <summary>Whether anybody active of a tenant holds a role that counts; also where nobody is signed in.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="role">The role.</param>
    [Get("/internal/identity/v1/tenants/{tenant}/roles/{role}")]
    Task<IApiResponse<bool>> IsHeld(Guid tenant, string role);
}

/// <summary>A person of the same tenant.</summary>
/// <param name="Id">Id of the account.</param>
/// <param name="Name">What colleagues call the person.</param>
/// <param name="Roles">The roles that count.</param>
public sealed record Colleague(Guid Id, [Public] string Name, [Coarse] IReadOnlyList<string> Roles);

/// <summary>A tenant in a list.</summary>
/// <param name="Id">Id of the tenant.</param>
/// <param name="Slug">Its part of public addresses.</param>
/// <param name="Name">Its public name.</param>
/// <param name="Active">False while suspended.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record TenantSummary(Guid Id, [Public] string Slug, [Public] string Name, bool Active, DateTimeOffset CreatedAt);

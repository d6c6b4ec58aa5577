using Grievances.Data;
using Microsoft.Extensions.Configuration;
using Platform.Tenancy;

namespace Grievances.Features.Routing;

/// <summary>The tenant that takes in what nobody knows whom to send to, and passes it on. An operator names it; there may be none.</summary>
public static class NeutralDesk
{
    /// <summary>Its slug, or null.</summary>
    public static string? Slug(IConfiguration configuration) => configuration["Portal:NeutralDesk"] is { Length: > 0 } slug ? slug : null;

    /// <summary>Whether a tenant is the desk.</summary>
    public static bool Is(IConfiguration configuration, KnownTenant tenant) => Slug(configuration) == tenant.Slug;
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Platform.Hosting.Auth;

/// <summary>Who acts in the current request.</summary>
public sealed class Actor(IHttpContextAccessor http)
{
    private ClaimsPrincipal User => http.HttpContext?.User ?? new ClaimsPrincipal();

    /// <summary>Account id, or the client id of a machine.</summary>
    public string Id => User.FindFirst("sub")?.Value ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Account or client id, or null where nobody is signed in.</summary>
    public string? Known => User.FindFirst("sub")?.Value;

    /// <summary>First role of the account, as others are shown it.</summary>
    public string Role => User.FindFirst("role")?.Value ?? "client";

    /// <summary>Every role of the account.</summary>
    public IReadOnlyList<string> Roles => [.. User.FindAll("role").Select(role => role.Value)];

    /// <summary>Whether the account holds a permission.</summary>
    public bool May(string permission) => User.HasClaim("permission", permission);
}

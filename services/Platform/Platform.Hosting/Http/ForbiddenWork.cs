using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Platform.Contracts;

namespace Platform.Hosting.Http;

/// <summary>
/// Why somebody may not do what an endpoint is for, where there is more to say than whom to ask for the permission: that a role of theirs waits,
/// or that it is kept from their role on purpose. The code of the answer stays; its words are these.
/// </summary>
internal static class ForbiddenWork
{
    /// <summary>The claim that carries a permission which counts once a second person has confirmed the role it comes with.</summary>
    private const string WaitingPermission = "waiting_permission";

    // Who is one of these opens no case, whatever somebody would give them (docs/decisions/022 and 020).
    private static readonly string[] Kept = ["administrator", "human-rights-lead", "auditor", "identity-custodian"];

    private const string Waits = "platform.role_waits", OfHandlers = "platform.handlers_work";

    /// <summary>What is words alone, and no answer's code.</summary>
    public static IReadOnlyList<string> Words { get; } = [Waits, OfHandlers];

    /// <summary>The code whose words fit.</summary>
    public static string Code(HttpContext http, string code)
    {
        if (code != "platform.forbidden" || http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(asked => asked.Policy).OfType<string>().ToList() is not { Count: > 0 } asked)
            return code;
        if (asked.Any(policy => http.User.HasClaim(WaitingPermission, policy)))
            return Waits;
        var kept = asked.Contains(Permissions.GrievancesHandle) && Kept.Any(role => http.User.HasClaim("role", role))
            || asked.Contains(Permissions.GrievancesRead) && http.User.HasClaim("role", Kept[0]);
        return kept ? OfHandlers : code;
    }
}

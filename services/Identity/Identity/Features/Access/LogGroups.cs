using Platform.Hosting.Log;

namespace Identity.Features.Access;

/// <summary>What the audit log of accounts and machines records, by what somebody who checks it asks for. A test holds it to the code that records.</summary>
internal static class LogGroups
{
    /// <summary>Every action, each in one group.</summary>
    public static IReadOnlyList<LogGroup> All { get; } =
    [
        new("refused", "Attempts that were refused", RefusedAccess.Action, "identity.role_refused", "identity.confirmation_refused"),
        new("account", "Accounts made, ended and let in again", "identity.account_created", "identity.account_deactivated", "identity.account_reactivated"),
        new("role", "Roles and reporting lines", "identity.role_given", "identity.role_taken", "identity.reporting_line_set", "identity.revenue_given", "identity.revenue_taken"),
        new("confirmation", "Confirmed by a second person", "identity.handling_confirmed", "identity.client_confirmed"),
        new("password", "Passwords", "identity.password_reset", "identity.password_changed"),
        new("sign-in", "Signing in", "identity.signed_in", "identity.sign_in_failed", "identity.account_locked"),
        new("machine", "Machines", "identity.client_created", "identity.scope_given", "identity.client_secret_rotated", "identity.client_revoked"),
        new("organisation", "The organisation", "identity.tenant_created", "identity.tenant_suspended", "identity.tenant_resumed"),
        new("export", "Taken along as a table", "identity.log_exported"),
    ];
}

using System.Text.RegularExpressions;

namespace Identity.Domain;

/// <summary>The names of tenants in public addresses. None is a word of our own routes, now or foreseeably.</summary>
public static partial class Slugs
{
    /// <summary>Words that no tenant can be called.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "about", "account", "accounts", "admin", "administration", "administrator", "api", "apps", "assessments", "assets", "audit",
        "callback", "case", "cases", "connect", "console", "contact", "demo", "docs", "drafts", "engagement", "error", "errors",
        "favicon", "feed", "feeds", "file", "files", "find", "grievances", "guest", "guests", "health", "heed", "help", "home",
        "identity", "index", "invite", "languages", "legal", "login", "logout", "mailbox", "messages", "new", "null", "openapi",
        "operator", "organisations", "organizations", "platform", "portal", "privacy", "problems", "public", "receipt", "releases",
        "robots", "search", "security", "session", "sessions", "settings", "sign-in", "sign-out", "signin", "signin-oidc", "signout",
        "signout-callback-oidc", "static", "status", "support", "system", "systems", "tenant", "tenants", "terms", "transparency",
        "undefined", "users", "webhooks", "well-known", "www",
    };

    /// <summary>The code of what is wrong with a slug, or null.</summary>
    public static string? Fault(string slug) =>
        !Form().IsMatch(slug) || slug.Contains("--", StringComparison.Ordinal) ? "identity.slug_malformed"
        : Reserved.Contains(slug) ? "identity.slug_reserved" : null;

    [GeneratedRegex("\\A[a-z][a-z0-9-]{1,58}[a-z0-9]\\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

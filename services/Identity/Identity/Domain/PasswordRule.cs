namespace Identity.Domain;

/// <summary>What a password must be like: the one rule, for people who choose and for machines that make accounts.</summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int Least = 12;

    /// <summary>Most characters.</summary>
    public const int Most = 128;

    /// <summary>The code of what is wrong with a password, or null.</summary>
    public static string? Fault(string password, string userName) =>
        password.Length is < Least or > Most || password.Distinct().Count() < 5 ? "identity.password_weak"
        : string.Equals(password.Trim(), userName, StringComparison.OrdinalIgnoreCase) ? "identity.password_is_name" : null;
}

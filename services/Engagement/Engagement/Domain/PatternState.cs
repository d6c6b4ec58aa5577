namespace Engagement.Domain;

/// <summary>How far an organisation is with what happened to many, and when its community waits for word.</summary>
public static class PatternState
{
    public const string LookingIntoIt = "looking_into_it";
    public const string Confirmed = "confirmed";
    public const string BeingFixed = "being_fixed";
    public const string Fixed = "fixed";
    public const string NotConfirmed = "not_confirmed";

    /// <summary>After how long without a word the community waits.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>Whether the community waits: nothing was said for long of what is neither over nor closed.</summary>
    public static bool Waits(bool open, string? state, DateTimeOffset quietSince, DateTimeOffset now) =>
        open && state is not (Fixed or NotConfirmed) && now - quietSince > Patience;
}

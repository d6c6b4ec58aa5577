using Platform.Hosting.Http;

namespace Platform.Guests;

/// <summary>Codes of what is refused; their words stand in <c>Texts/problems.json</c>.</summary>
public static class GuestCodes
{
    /// <summary>A link nobody was given, a wrong one, or one of somebody else: answered alike.</summary>
    public const string Unknown = "platform.invitation_unknown";

    /// <summary>The right link of an invitation that ended or was taken back. Who knows the secret may know that.</summary>
    public const string Ended = "platform.invitation_ended";

    /// <summary>No session of a guest, or none for this purpose.</summary>
    public const string NoSession = "platform.guest_session";

    /// <summary>A PIN is asked for, and this can be none.</summary>
    public const string PinMissing = "platform.pin_missing";

    /// <summary>A PIN, and the wrong one.</summary>
    public const string PinWrong = "platform.pin_wrong";

    /// <summary>An end that is past, too far off, or not later than the one there is.</summary>
    public const string Term = "platform.invitation_term";

    /// <summary>A language the pages do not speak.</summary>
    public const string Language = "platform.invitation_language";

    internal static Refusal UnknownLink => Refusal.NotFound(Unknown);

    internal static Refusal EndedLink => new(410, Ended);
}

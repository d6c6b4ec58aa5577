using System.Text.Json.Serialization;

namespace Grievances.Features.Mailbox;

/// <summary>Something the person should know of.</summary>
/// <param name="Kind">appeal_upheld, appeal_partly, appeal_dismissed, identity_granted, identity_seen, handed_over, body_named, held, referral_withdrawn, not_owed or stepped_back.</param>
/// <param name="At">When, or null where it lasts.</param>
public sealed record MailboxNews(string Kind, DateTimeOffset? At)
{
    /// <summary>Page of the mailbox that says more.</summary>
    [JsonIgnore] public string Page => Kind switch { "identity_granted" or "identity_seen" or "stepped_back" => "readers", "handed_over" or "held" or "body_named" => "authorities", "referral_withdrawn" => "referrals", "not_owed" => "remedy", _ => "appeal" };
}

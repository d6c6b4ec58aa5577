namespace Platform.Mail;

/// <summary>A mail ready to leave. It is never written anywhere in clear: its text form is the word "mail".</summary>
public sealed class MailMessage
{
    /// <summary>Whose queue it comes from. No server is told.</summary>
    public required Guid Tenant { get; init; }

    /// <summary>Left part of the Message-ID; the same for each attempt.</summary>
    public required string Id { get; init; }

    /// <summary>Sender.</summary>
    public required string From { get; init; }

    /// <summary>Recipient.</summary>
    public required string To { get; init; }

    /// <summary>Subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }

    /// <summary>BCP 47 tag of the words.</summary>
    public required string Language { get; init; }

    /// <summary>When it leaves.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc />
    public override string ToString() => "mail";
}

/// <summary>How far a mail came.</summary>
public enum DeliveryState
{
    /// <summary>Accepted: it is somebody else's now.</summary>
    Accepted,

    /// <summary>Not now; this mail may go later.</summary>
    Later,

    /// <summary>Never: this mail can't be delivered.</summary>
    Never,

    /// <summary>Not now, and no other mail either.</summary>
    ServerOut,
}

/// <summary>Outcome of one attempt.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Fault">A code of <c>mail.*</c>, or null when accepted. Never words of the server: they quote addresses.</param>
public readonly record struct Delivery(DeliveryState State, string? Fault = null);

/// <summary>Takes mails out of the platform. Crosses a process, or the border of the data folder.</summary>
public interface IMailTransport
{
    /// <summary>Hands one mail over. Failures are outcomes; an exception would carry what servers say.</summary>
    Task<Delivery> Send(MailMessage message);
}

using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>Where a referral is.</summary>
public enum ShareState
{
    /// <summary>The person has it before them: nothing leaves before they say yes.</summary>
    AwaitingConsent,

    /// <summary>The person said no.</summary>
    Refused,

    /// <summary>The person said yes, and the other organisation has it before them.</summary>
    Offered,
    Accepted,

    /// <summary>The other organisation does not take it; its copy is gone.</summary>
    Declined,

    /// <summary>The person took their yes back: the other organisation's copy is gone.</summary>
    Withdrawn,

    /// <summary>Whoever proposed it took it back before the person answered: nothing was sent.</summary>
    TakenBack,
}

/// <summary>
/// A case, or a part of it, that two organisations handle together with the person's consent. Each side has a row and a case of its own,
/// sealed under its own keys; what they share is written to both sides. The id is the same on both.
/// </summary>
public sealed class CaseShare : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }

    /// <summary>The case on this side.</summary>
    public Guid CaseId { get; set; }

    public Guid OtherTenantId { get; set; }

    /// <summary>Name of the other organisation, as the public knows it.</summary>
    [Public] public string OtherName { get; set; } = "";

    /// <summary>Whether this side referred it; the person's mailbox is there.</summary>
    public bool Given { get; set; }

    public ShareState State { get; set; }

    /// <summary>Organisation that leads: always one, and while it is contested who is responsible, it does not change.</summary>
    public Guid LeadTenantId { get; set; }

    public bool Contested { get; set; }

    /// <summary>What is shared: these words and files, and nothing else of the case. Earlier shares are words alone.</summary>
    [Sealed] public byte[] Text { get; set; } = [];

    /// <summary>Why, for the person.</summary>
    [Sealed] public byte[] Why { get; set; } = [];

    [Coarse] public string ProposedByRole { get; set; } = "";
    public DateTimeOffset ProposedAt { get; set; }
    public DateTimeOffset? ConsentAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public long Version { get; set; }

    /// <summary>Whether both sides can write to it.</summary>
    public bool IsOpen => State is ShareState.Offered or ShareState.Accepted;
}

/// <summary>What somebody wrote to a shared part.</summary>
public enum SharedKind
{
    /// <summary>Words of an organisation or of the person.</summary>
    Words,

    /// <summary>The other organisation takes it.</summary>
    Accepted,

    /// <summary>It does not, and says why.</summary>
    Declined,

    /// <summary>A side says that it is not responsible, or no longer says so.</summary>
    Contested,
    Uncontested,

    /// <summary>The lead went over, as earlier versions let whoever led do without asking.</summary>
    LeadMoved,

    /// <summary>The letter with which the other organisation ends its part.</summary>
    Outcome,

    /// <summary>The person appeals against that, and what came of it, with the letter of whoever decided.</summary>
    Appealed,
    AppealUpheld,
    AppealDismissed,

    /// <summary>Somebody of the other organisation opened it. No line that is read among the others: the person finds it where they see who opened their case.</summary>
    Opened,

    /// <summary>Whoever leads would have the other side lead; it stays where it is until that takes it.</summary>
    LeadOffered,

    /// <summary>The other side takes the lead that it was offered.</summary>
    LeadTaken,
}

/// <summary>A line of the shared part: the same on both sides, each sealed with its side's case. The person reads every one.</summary>
public sealed class SharedEntry : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid ShareId { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Side that wrote it.</summary>
    public Guid FromTenantId { get; set; }

    /// <summary>Whether the person wrote it.</summary>
    public bool FromPerson { get; set; }

    public SharedKind Kind { get; set; }
    [Coarse] public string WriterRole { get; set; } = "";
    [Sealed] public byte[]? Body { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>What a parcel brings to the other side.</summary>
public enum ParcelContent
{
    /// <summary>What is shared, once the person said yes; and anew where they changed whom they keep it from.</summary>
    Open,

    /// <summary>A line of the shared part.</summary>
    Entry,

    /// <summary>A measure that the side it was referred to carries out, for the one plan at the giver's.</summary>
    Measure,

    /// <summary>The person's yes is gone.</summary>
    Withdraw,

    /// <summary>How far the remedy is at the giver's, and what the person says of the other side's measures.</summary>
    Remedy,

    /// <summary>A file that the person said yes to.</summary>
    File,
}

/// <summary>
/// Something of a shared part on its way to the other side. It holds ids alone; what it brings is opened and sealed anew when it is
/// delivered, and delivering it twice changes nothing.
/// </summary>
public sealed class ShareParcel : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid ShareId { get; set; }
    public ParcelContent Content { get; set; }
    public Guid ToTenantId { get; set; }

    /// <summary>Row it brings, where it brings one.</summary>
    public Guid? RowId { get; set; }

    public DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
}

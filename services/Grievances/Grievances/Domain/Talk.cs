using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>What a template is for.</summary>
public enum TemplateKind { Message, Question, Admissible, Inadmissible, Outcome, Apology, Meeting, Appeal }

/// <summary>Words an organisation uses again, in one language. They name nobody; the place of a case's own facts is held by {reference}, {organisation} and {date}.</summary>
public sealed class ReplyTemplate : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public TemplateKind Kind { get; set; }
    [Coarse] public string Language { get; set; } = "";
    [Public] public string Title { get; set; } = "";
    [Public] public string Text { get; set; } = "";
    public DateTimeOffset ChangedAt { get; set; }
    public long Version { get; set; }
}

/// <summary>Where a meeting is.</summary>
public enum MeetingState
{
    /// <summary>One side asks for it, with times to choose from.</summary>
    Proposed,

    /// <summary>Both sides agreed on a time.</summary>
    Agreed,

    /// <summary>It took place; its minutes wait for both sides.</summary>
    Held,

    /// <summary>Both sides agreed on the minutes.</summary>
    Minuted,
    Cancelled,
}

/// <summary>
/// A meeting of the person with the organisation (Directive (EU) 2024/1760, art. 14(4); Directive (EU) 2019/1937, art. 9(2) and 18).
/// Minutes hold once both sides agreed on the same words.
/// </summary>
public sealed class CaseMeeting : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Whether the person asked for it.</summary>
    public bool AskedByPerson { get; set; }

    /// <summary>Holder it is with; the one who filed, unless another asked.</summary>
    public Guid HolderId { get; set; }

    public MeetingState State { get; set; }

    /// <summary>Times, way or place, and what is needed (an interpreter, somebody along), as JSON.</summary>
    [Sealed] public byte[] Proposal { get; set; } = [];

    public DateTimeOffset? AgreedFor { get; set; }
    [Sealed] public byte[]? Minutes { get; set; }

    /// <summary>Counts up with every wording of the minutes; an agreement is to one wording.</summary>
    public int MinutesVersion { get; set; }

    public DateTimeOffset? StaffAgreedAt { get; set; }
    public DateTimeOffset? PersonAgreedAt { get; set; }

    /// <summary>What the person wants changed in the minutes, or added to them.</summary>
    [Sealed] public byte[]? Remark { get; set; }

    public DateTimeOffset ProposedAt { get; set; }
    public long Version { get; set; }
}

/// <summary>What is to be translated.</summary>
public enum TranslatedPart { Account, Message, Letter, Minutes }

/// <summary>A translation of something in a case. The original always stays and is shown beside it.</summary>
public sealed class CaseTranslation : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }
    public TranslatedPart Part { get; set; }

    /// <summary>Row that is translated: a message, a meeting, or the case itself.</summary>
    public Guid RowId { get; set; }

    [Coarse] public string From { get; set; } = "";
    [Coarse] public string To { get; set; } = "";
    public Guid RequestedBy { get; set; }
    [Coarse] public string RequesterRole { get; set; } = "";
    public DateTimeOffset RequestedAt { get; set; }
    [Sealed] public byte[]? Text { get; set; }

    /// <summary>Made by a machine and not read by a person yet.</summary>
    public bool Machine { get; set; }

    [Coarse] public string? TranslatorRole { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public long Version { get; set; }
}

/// <summary>A copy of a case in which names and other traces are hidden, for showing to others. The original stays sealed as it is.</summary>
public sealed class CaseRedaction : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>The masked texts by field, as JSON.</summary>
    [Sealed] public byte[] Masked { get; set; } = [];

    public int Hidden { get; set; }
    [Coarse] public string MadeByRole { get; set; } = "";
    public DateTimeOffset MadeAt { get; set; }
}

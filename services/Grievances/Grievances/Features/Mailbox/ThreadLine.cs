using Grievances.Data;
using Grievances.Domain;

namespace Grievances.Features.Mailbox;

/// <summary>A line of what two organisations handle together, among the messages of the mailbox.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Share">The shared part it belongs to.</param>
/// <param name="Organisation">Name of the organisation on whose side it was written.</param>
/// <param name="Kind">words, accepted, declined, contested, uncontested, lead_offered, lead_taken, lead_moved, outcome, appealed, appeal_upheld or appeal_dismissed.</param>
/// <param name="FromPerson">Whether the person wrote it.</param>
/// <param name="Role">Role of the writer.</param>
/// <param name="Text">The words, or null.</param>
/// <param name="At">When.</param>
public sealed record ThreadLine(Guid Id, Guid Share, string Organisation, string Kind, bool FromPerson, string Role, string? Text, DateTimeOffset At)
{
    /// <summary>A stored line, opened.</summary>
    /// <param name="e">The line.</param>
    /// <param name="own">Name of the organisation that has the mailbox.</param>
    /// <param name="other">Name of the other.</param>
    /// <param name="sealer">Opens the case.</param>
    public static ThreadLine Of(SharedEntry e, string own, string? other, CaseSealer sealer) => new(
        e.Id, e.ShareId, e.FromTenantId == e.TenantId ? own : other ?? "", Codes.Of(e.Kind), e.FromPerson, e.WriterRole, sealer.OpenIfAny("shared_entry", e.Id, "body", e.Body), e.At);

    /// <summary>Who wrote it: the organisation by its name, or the person.</summary>
    /// <param name="filed">Whether the reader is the one who filed.</param>
    public string Wrote(bool filed) => FromPerson ? PortalText.Words[filed ? "box.shared.you" : "box.shared.person"] : PortalText.Words.Format("box.shared.wrote", Organisation);
}

/// <summary>A message or a line of the thread, in the one order of time.</summary>
/// <param name="At">When.</param>
/// <param name="Id">Its id.</param>
/// <param name="Message">The message, or null.</param>
/// <param name="Line">The line, or null.</param>
public sealed record InThread(DateTimeOffset At, Guid Id, MailboxMessage? Message, ThreadLine? Line)
{
    /// <summary>The text, empty where a line says what it says by its kind.</summary>
    public string Text => Message?.Text ?? Line?.Text ?? "";

    /// <summary>Messages and lines together, the newest first.</summary>
    public static List<InThread> NewestFirst(IEnumerable<MailboxMessage> messages, IEnumerable<ThreadLine> lines) =>
        [.. messages.Select(m => new InThread(m.WrittenAt, m.Id, m, null)).Concat(lines.Select(l => new InThread(l.At, l.Id, null, l))).OrderByDescending(said => said.At).ThenByDescending(said => said.Id)];
}

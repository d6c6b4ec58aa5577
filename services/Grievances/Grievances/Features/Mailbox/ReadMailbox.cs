using System.Text.Json;
using System.Text.Json.Serialization;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Legal;
using Grievances.Features.Patterns;
using Grievances.Features.Remedy;
using Grievances.Features.Surveys;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Grievances.Features.Mailbox;

/// <summary>A case as its person sees it.</summary>
/// <param name="Organisation">Who answers.</param>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="State">State of the case.</param>
/// <param name="Summary">What was filed, in one line.</param>
/// <param name="WhatHappened">What was filed.</param>
/// <param name="Affected">self, other or group.</param>
/// <param name="SystemName">AI system, chosen by the person or found by a handler, or null.</param>
/// <param name="SystemDescription">The system in the person's words, or null.</param>
/// <param name="Wants">What the person asked for.</param>
/// <param name="Contact">How the one who filed can be reached, or null; nobody else in the case is told.</param>
/// <param name="FiledAt">When.</param>
/// <param name="AcknowledgeBy">Until when it has to be acknowledged.</param>
/// <param name="AcknowledgedAt">When it was, or null.</param>
/// <param name="FindingsBy">Three months after the acknowledgement or its due date (Directive (EU) 2019/1937, art. 9(1)(f)).</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Outcome">Outcome code, or null.</param>
/// <param name="ClosingLetter">What the organisation wrote at the end, or null.</param>
/// <param name="Messages">A page of messages, the newest unless asked, oldest first.</param>
/// <param name="EarlierMessages">Cursor of the page of messages before, or null.</param>
/// <param name="Openings">Who opened the case, by role, a page, newest first; its last page ends with those from before it was passed on.</param>
/// <param name="EarlierOpenings">Cursor of the page of openings before, or null.</param>
/// <param name="Role">complainant, member, representative, adviser or operator: what the reader is in this case.</param>
/// <param name="People">How many people it was filed for; 0 where they are fewer than five, null where it is one or nobody can count them.</param>
/// <param name="Deadlines">Each deadline the organisation has, and whether it was missed.</param>
/// <param name="ExtensionReason">Why the findings come later, or null.</param>
/// <param name="Unsafe">What would put the one who filed in danger, or null; nobody else in the case is told.</param>
/// <param name="Filed">Whether the reader is the one who filed.</param>
/// <param name="Capacity">person, representative, group or union.</param>
/// <param name="PassedOn">That the neutral desk passed it on, or null.</param>
/// <param name="Answers">What the one who filed answered beside that, or null; nobody else in the case is told.</param>
/// <param name="Excerpt">What an AI product passed on because the one who filed chose it, or null; nobody else in the case is told.</param>
/// <param name="Pattern">What the one who filed said had happened to them too, or null; nobody else in the case is told.</param>
/// <param name="ErasedAt">When what is left of a closed case is erased, or null while it is open or on hold.</param>
/// <param name="KeptMonths">How many months after the last word or step that is, or null.</param>
/// <param name="OnHold">Whether a court or an authority needs it kept, as <c>/mailbox/legal</c> says too, or an appeal a closed case.</param>
/// <param name="Admissibility">Whether it was taken up and why, or null while nobody decided.</param>
/// <param name="Parts">Parts of it that became cases of their own, oldest first; the same receipt opens them. Null where there are none.</param>
public sealed record MailboxView(
    string Organisation, string Reference, string State, string Summary, string WhatHappened,
    string Affected, string? SystemName, string? SystemDescription, IReadOnlyList<string> Wants, string? Contact, DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset FindingsBy, DateTimeOffset? ClosedAt, string? Outcome, string? ClosingLetter,
    IReadOnlyList<MailboxMessage> Messages, string? EarlierMessages, IReadOnlyList<CaseOpening> Openings, string? EarlierOpenings,
    string Role, int? People, IReadOnlyList<DeadlineView> Deadlines, string? ExtensionReason, string? Unsafe, bool Filed, string Capacity, PassedOnView? PassedOn, string? Excerpt = null, GivenAnswers? Answers = null,
    PatternOfCase? Pattern = null, DateTimeOffset? ErasedAt = null, int? KeptMonths = null, bool OnHold = false,
    IReadOnlyList<PartOfCase>? Parts = null, AdmissibilityView? Admissibility = null)
{
    /// <summary>Among the messages of this page, what was written to a part that is handled together with another organisation; oldest first.</summary>
    public IReadOnlyList<ThreadLine> Shared { get; init; } = [];

    /// <summary>The outcome letter in its parts, or null.</summary>
    public LetterView? Letter { get; init; }

    /// <summary>Reference of the case that this one is a part of, whose receipt opened it; or null.</summary>
    public string? PartOf { get; init; }

    /// <summary>When somebody on the person's side first opened it, as those who wrote it see; or null.</summary>
    public DateTimeOffset? LetterReadAt { get; init; }

    /// <summary>How far the remedy is: none, offered, accepted, refused, countered, implementing, done, verified or not_owed.</summary>
    public string Remedy { get; init; } = "none";

    /// <summary>What waits for the reader: readers (somebody asks how they can be reached), referrals, mediation, meetings, offer, measures, survey, appeal.</summary>
    public IReadOnlyList<string> Waits { get; init; } = [];

    /// <summary>What they should know of, the newest first.</summary>
    public IReadOnlyList<MailboxNews> News { get; init; } = [];

    /// <summary>team or ombuds: who reads what is written here.</summary>
    public string HandledBy { get; init; } = CaseKeys.Team;

    /// <summary>Whether there is something to read of a remedy, also of an earlier one.</summary>
    [JsonIgnore] public bool HasRemedy { get; init; }

    /// <summary>Whether there is something to read of an appeal.</summary>
    [JsonIgnore] public bool HasAppeal { get; init; }

    /// <summary>Whether another organisation handles a part of it.</summary>
    [JsonIgnore] public bool IsShared { get; init; }

    /// <summary>Whether a mediator from outside reads what is written to everybody in the case.</summary>
    [JsonIgnore] public bool MediatorReads { get; init; }

    /// <summary>Whom the reader may be asked about, to be counted; null where they are not.</summary>
    [JsonIgnore] public AboutWhom? AsksAbout { get; init; }

    /// <summary>Whether a court, an authority or an appeal needs the case, so that it can't be erased now.</summary>
    [JsonIgnore] public bool IsHeld { get; init; }
}

/// <summary>The pattern a case belongs to.</summary>
/// <param name="Title">What happened to many, in one line.</param>
/// <param name="Reports">How many said so, from ten on and rounded down to tens; null below that.</param>
/// <param name="Progress">How far the organisation is with it, or null where nothing was said yet.</param>
/// <param name="Language">BCP 47 tag of the title, or null where nobody knows it.</param>
/// <param name="ByStaff">Whether staff put the case there; false where it was filed there.</param>
public sealed record PatternOfCase(string Title, int? Reports, PatternProgress? Progress = null, string? Language = null, bool ByStaff = false);

/// <summary>That a case was passed on to whom it belongs.</summary>
/// <param name="By">Name of the neutral desk.</param>
/// <param name="To">Name of the organisation.</param>
/// <param name="At">When.</param>
public sealed record PassedOnView(string By, string To, DateTimeOffset At);

/// <summary>A message in the mailbox.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="Mine">Whether the person wrote it.</param>
/// <param name="WriterRole">Role of the writer.</param>
/// <param name="Text">The text.</param>
/// <param name="WrittenAt">When.</param>
/// <param name="Kind">ordinary or retaliation.</param>
/// <param name="OnlyMine">Between this reader and the handlers alone.</param>
public sealed record MailboxMessage(Guid Id, bool Mine, string WriterRole, string Text, DateTimeOffset WrittenAt, string Kind = "ordinary", bool OnlyMine = false)
{
    /// <summary>A stored message, opened for whoever reads it.</summary>
    public static MailboxMessage Of(CaseMessage m, MailboxSession reader, CaseSealer sealer) =>
        new(m.Id, m.FromPerson && (m.HolderId ?? m.CaseId) == reader.Holder, m.WriterRole, sealer.Open("message", m.Id, "body", m.Body), m.WrittenAt, Codes.Of(m.Kind), m.OnlyFor == reader.Holder);
}

/// <summary>Somebody opened the case.</summary>
/// <param name="Role">In which role.</param>
/// <param name="At">When.</param>
/// <param name="Organisation">Organisation that handles a part of it with the person's yes; null for the one that has their mailbox.</param>
public sealed record CaseOpening(string Role, DateTimeOffset At, string? Organisation = null);

/// <summary>Shows a holder their case, decrypted with the key from their receipt.</summary>
public sealed class ReadMailbox(GrievancesDb db, CaseThread thread, HolderOfSession holders, CaseKeys keys, PartsOfCase parts, TimeProvider clock)
{
    private const int OnAPage = 50;
    private const int AroundAMessage = 350;
    private const int AroundALine = 750;

    /// <summary>Reads the case of a mailbox session, with one page of its messages and one of its openings.</summary>
    /// <param name="session">Whose mailbox.</param>
    /// <param name="messagesBefore">Cursor of the page of messages, or null for the newest.</param>
    /// <param name="openingsBefore">Cursor of the page of openings, or null for the newest.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="mostBytes">How long the messages of a page may be together; null where only their number counts.</param>
    /// <param name="mostOfOne">How much of one message is shown.</param>
    public async Task<Outcome<MailboxView>> Run(MailboxSession session, string? messagesBefore, string? openingsBefore, CancellationToken cancellation, int? mostBytes = null, int mostOfOne = int.MaxValue)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var (kase, holder, sealer) = found.Value!;
        var sealedMessages = await thread.Messages(session.CaseId, session.Holder, messagesBefore, OnAPage, cancellation);
        var openings = await thread.Openings(kase, openingsBefore, OnAPage, cancellation);
        if ((sealedMessages.Refusal ?? openings.Refusal) is { } refusal)
            return refusal;
        var (lines, inMine) = (thread.Shared(kase.Id, messagesBefore), PatternWords.ForReader(db));
        var (chosen, pattern) = (kase.SystemId, holder.Id == kase.Id ? kase.PatternId : null);
        var (subject, confirmed, closed, now, notOwed) = ($"case:{kase.Id}", kase.AcknowledgedAt, kase.ClosedAt, clock.GetUtcNow(), Codes.Of(RemedyState.NotOwed));
        var attached = AttachToPattern.Lines(db, kase.Id);
        var beside = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == session.Tenant).Select(t => new
        {
            t.Name,
            Shared = lines.Where(e => e.TenantId == t.Id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(OnAPage + 1)
                .Select(e => new { Entry = e, Other = db.Shares.Where(s => s.TenantId == e.TenantId && s.Id == e.ShareId).Select(s => s.OtherName).FirstOrDefault() }).ToList(),
            System = db.Systems.Where(s => s.Id == chosen).Select(s => s.Name).FirstOrDefault(),
            // What was linked to an impact of another is not what they wrote.
            Named = db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == SystemChange.Action).OrderBy(l => l.At).ThenBy(l => l.Id).Select(l => l.Purpose).FirstOrDefault(),
            Pattern = db.Patterns.Where(p => p.Id == pattern).Select(p => p.Title).FirstOrDefault(),
            PatternInMine = inMine.Where(t => t.Of == pattern).Select(t => t.Title).FirstOrDefault(),
            PatternLanguage = db.Patterns.Where(p => p.Id == pattern).Select(p => p.Language).FirstOrDefault(),
            Reports = db.Patterns.Where(p => p.Id == pattern).Select(p => p.Reports).FirstOrDefault(),
            Attached = attached.Any(),
            LetterReadAt = db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == LetterReceipt.Read && l.At >= closed).OrderBy(l => l.At).Select(l => (DateTimeOffset?)l.At).FirstOrDefault(),
            ReadFirst = db.Set<AuditLine>().Any(l => l.Subject == subject && l.Action == CaseKeys.Opened && l.At <= confirmed),
            Appealed = db.Appeals.Any(a => a.CaseId == kase.Id && a.HolderId == holder.Id && a.FiledAt >= closed),
            AppealedThat = db.Appeals.Any(a => a.CaseId == kase.Id && a.HolderId == holder.Id && a.Against == AppealAgainst.Inadmissible
                && a.FiledAt >= db.Decisions.Where(d => d.CaseId == kase.Id && d.Kind == DecisionKind.Admissibility).Max(d => d.At)),
            Appeals = db.Appeals.Any(a => a.CaseId == kase.Id && (a.HolderId == holder.Id || a.HolderId == kase.Id)),
            DecidedAt = db.Appeals.Where(a => a.CaseId == kase.Id && (a.HolderId == holder.Id || a.HolderId == kase.Id)).Max(a => a.DecidedAt),
            Decision = db.Appeals.Where(a => a.CaseId == kase.Id && (a.HolderId == holder.Id || a.HolderId == kase.Id) && a.DecidedAt != null).OrderByDescending(a => a.DecidedAt).Select(a => a.Decision).FirstOrDefault(),
            Offers = db.Offers.Any(o => o.CaseId == kase.Id),
            Partners = db.Shares.Any(s => s.CaseId == kase.Id && s.Given && (s.State == ShareState.Offered || s.State == ShareState.Accepted)),
            AsksIdentity = db.IdentityRequests.Any(r => r.CaseId == kase.Id && r.DecidedAt == null),
            LetAt = db.IdentityRequests.Where(r => r.CaseId == kase.Id && r.Granted && r.ValidUntil > now).Max(r => r.DecidedAt),
            SeenAt = db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == IdentityRequests.Seen).Max(l => (DateTimeOffset?)l.At),
            HandedAt = db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == HandOver.Handed).Max(l => (DateTimeOffset?)l.At),
            NamedAt = db.Set<AuditLine>().Where(l => l.Subject == subject && l.Action == NameBody.Named).Max(l => (DateTimeOffset?)l.At),
            NotOwedAt = db.Decisions.Where(d => d.CaseId == kase.Id && d.Kind == DecisionKind.RemedyOffer && d.Decided == notOwed).Max(d => (DateTimeOffset?)d.At),
            LeftAt = db.Notices.Where(n => n.CaseId == kase.Id && n.Clock == WhoIsLeft.Clock && !db.Set<AuditLine>().Any(l => l.Subject == subject && l.Action == CaseKeys.Opened && l.At > n.At)).Max(n => (DateTimeOffset?)n.At),
            WithdrawnAt = db.Shares.Where(s => s.CaseId == kase.Id && s.Given && s.State == ShareState.Withdrawn && s.ConsentAt != null).Max(s => s.EndedAt),
            Mediated = Mediations.Live(db, now).Any(m => m.CaseId == kase.Id),
            Unconfirmed = db.Measures.Any(m => m.CaseId == kase.Id && m.State == MeasureState.Done && m.AnsweredAt == null),
            Referral = db.Shares.Any(s => s.CaseId == kase.Id && s.Given && s.State == ShareState.AwaitingConsent),
            Mediator = db.Set<CaseMediation>().Any(m => m.CaseId == kase.Id && m.AnsweredAt == null && m.EndedAt == null),
            Minutes = db.Meetings.Any(m => m.CaseId == kase.Id && m.HolderId == holder.Id && m.State == MeetingState.Held && m.StaffAgreedAt != null && m.PersonAgreedAt == null),
            Meeting = db.Meetings.Where(m => m.CaseId == kase.Id && m.HolderId == holder.Id && m.State == MeetingState.Proposed).OrderByDescending(m => m.ProposedAt).Select(m => (Guid?)m.Id).FirstOrDefault(),
            Times = db.Meetings.Where(m => m.CaseId == kase.Id && m.HolderId == holder.Id && m.State == MeetingState.Proposed).OrderByDescending(m => m.ProposedAt).Select(m => m.Proposal).FirstOrDefault(),
            AtClosure = db.Surveys.Any(s => s.CaseId == kase.Id && s.HolderId == holder.Id && s.Moment == SurveyMoment.Closure && s.AnsweredAt >= closed),
            Later = db.Surveys.Any(s => s.CaseId == kase.Id && s.HolderId == holder.Id && s.Moment == SurveyMoment.NinetyDays && s.AnsweredAt >= closed),
            NewsAt = PatternNews.Newest(db).Where(u => u.PatternId == pattern).Select(u => (DateTimeOffset?)u.At).FirstOrDefault(),
            NewsState = PatternNews.Newest(db).Where(u => u.PatternId == pattern).Select(u => u.State).FirstOrDefault(),
            NewsText = PatternNews.Newest(db).Where(u => u.PatternId == pattern).Select(u => u.Text).FirstOrDefault(),
            NewsId = PatternNews.Newest(db).Where(u => u.PatternId == pattern).Select(u => (Guid?)u.Id).FirstOrDefault(),
            NewsInMine = inMine.Where(t => t.Of == PatternNews.Newest(db).Where(u => u.PatternId == pattern).Select(u => u.Id).FirstOrDefault()).Select(t => t.Text).FirstOrDefault(),
            ErasedAt = db.Set<DueDate>().Where(d => d.Subject == kase.Id && d.Kind == ClockPolicy.Retention && d.Settlement == Settlement.Pending).Select(d => (DateTimeOffset?)d.At).FirstOrDefault(),
        }).SingleAsync(cancellation);
        // One order of time, however many hands write in it.
        var said = InThread.NewestFirst(sealedMessages.Value!.Items.Select(m => MailboxMessage.Of(m, session, sealer)), beside.Shared.Select(l => ThreadLine.Of(l.Entry, beside.Name, l.Other, sealer)));
        var shown = said[..Math.Min(OnAPage, said.Count)];
        shown = shown[..(mostBytes is { } most ? Fitting(shown, most, mostOfOne) : shown.Count)];
        var earlier = shown.Count < said.Count || sealedMessages.Value.Next is not null ? CaseThread.Before(shown[^1].At, shown[^1].Id) : null;
        shown.Reverse();
        var (organisation, system, onHold) = (beside.Name, beside.Named is null ? beside.System : await SystemChange.NameBefore(db, beside.Named, cancellation), kase.LegalHold || (!kase.IsOpen && kase.AppealHold));
        var erased = kase.IsOpen || onHold ? null : beside.ErasedAt;
        string? Field(string field, byte[]? text) => sealer.OpenIfAny("grievance", kase.Id, field, text);
        var letter = Field("closing_letter", kase.ClosingLetter) is { } stored ? LetterView.Of(stored) : null;
        return new MailboxView(organisation, kase.Reference, Codes.Of(kase.State), Field("summary", kase.Summary)!, Field("what_happened", kase.WhatHappened)!,
            Codes.Of(kase.Affected), system, Field("system_description", kase.SystemDescription), Codes.List(kase.Wants), await ContactOf(session, kase, holder, sealer, cancellation) is { } contact ? $"{contact.Kind}: {contact.Value}" : null,
            kase.FiledAt, kase.AcknowledgeBy, kase.AcknowledgedAt, kase.FindingsBy, kase.ClosedAt, Codes.Of(kase.Outcome), letter?.ToString(),
            [.. shown.Select(x => x.Message).OfType<MailboxMessage>()], earlier, openings.Value!.Items, openings.Value.Next,
            Codes.Of(holder.Role), kase.People switch { 0 or 1 => null, < 5 => 0, var people => people }, DeadlineView.Of(kase, now, beside.ReadFirst || kase.SplitFromId is not null || CaseThread.OpenedBefore(kase)), Field("extension_reason", kase.ExtensionReason),
            holder.Id == kase.Id ? Field("unsafe", kase.Unsafe) : null, holder.Id == kase.Id, Codes.Of(kase.Capacity), kase is { PassedOnAt: { } at, PassedOnBy: { } desk } ? new PassedOnView(desk, organisation, at) : null,
            holder.Id == kase.Id ? Field("excerpt", kase.Excerpt) : null,
            holder.Id == kase.Id && Field("answers", kase.Answers) is { } answers ? JsonSerializer.Deserialize<GivenAnswers>(answers, JsonSerializerOptions.Web) : null,
            beside.Pattern is { } title ? new PatternOfCase(beside.PatternInMine ?? title, PatternView.Shown(beside.Reports),
                PatternProgress.Of(beside.NewsState, beside.NewsInMine ?? beside.NewsText, beside.NewsAt, beside.NewsId, beside.NewsInMine is null ? beside.PatternLanguage : PortalLanguages.Current.Code),
                beside.PatternInMine is null ? beside.PatternLanguage : PortalLanguages.Current.Code, beside.Attached) : null,
            erased, erased is { } end ? (int)Math.Round((end - kase.ActiveAt).TotalDays / (365.25 / 12)) : null, onHold,
            session.IsInPart ? null : await parts.Of(session, holder, sealer, cancellation), AdmissibilityView.Of(kase, sealer))
        {
            Shared = [.. shown.Select(x => x.Line).OfType<ThreadLine>()],
            News = [.. new MailboxNews?[]
            {
                beside is { DecidedAt: { } decidedAt, Decision: { } decision } ? new MailboxNews("appeal_" + Codes.Of(decision), decidedAt) : null,
                holder.Id == kase.Id && beside.LetAt is { } letAt ? new MailboxNews("identity_granted", letAt) : null,
                holder.Id == kase.Id && beside.SeenAt is { } seenAt ? new MailboxNews("identity_seen", seenAt) : null,
                beside.HandedAt is { } handedAt ? new MailboxNews("handed_over", handedAt) : null,
                beside.NamedAt is { } namedAt ? new MailboxNews("body_named", namedAt) : null,
                kase.LegalHold ? new MailboxNews("held", null) : null,
                beside.WithdrawnAt is { } withdrawnAt ? new MailboxNews("referral_withdrawn", withdrawnAt) : null,
                kase.Remedy is RemedyState.NotOwed ? new MailboxNews("not_owed", beside.NotOwedAt) : null,
                kase is { IsOpen: true, AssigneeId: null } && beside.LeftAt is { } leftAt ? new MailboxNews("stepped_back", leftAt) : null,
            }.OfType<MailboxNews>().OrderByDescending(n => n.At ?? DateTimeOffset.MaxValue)],
            PartOf = found.Value.PartOf?.Reference,
            HandledBy = kase.HandledBy,
            HasRemedy = beside.Offers || kase.Remedy is RemedyState.NotOwed,
            HasAppeal = beside.Appeals,
            IsShared = beside.Partners,
            MediatorReads = beside.Mediated,
            IsHeld = kase.LegalHold || kase.AppealHold,
            AsksAbout = holder.Id == kase.Id && !session.IsInPart ? AboutPerson.Whom(kase) : null,
            Letter = letter,
            LetterReadAt = letter is null ? null : beside.LetterReadAt,
            Remedy = Codes.Of(kase.Remedy is RemedyState.Planned ? RemedyState.None : kase.Remedy),
            Waits = !holder.Decides() ? []
                : [.. holder.Id == kase.Id && beside.AsksIdentity ? ["readers"] : Array.Empty<string>(), .. Answers(kase, holder.Id == kase.Id, beside.Referral, beside.Mediator, beside.Minutes || TheirTimes(sealer, beside.Meeting, beside.Times, now), beside.Unconfirmed), .. Waits(kase, beside.AtClosure, beside.Later, beside.Appealed || beside.AppealedThat)],
        };
    }

    // Others wait for the reader's word there, and go on without them where the case is closed; in the order in which it matters.
    internal static IEnumerable<string> Answers(Grievance kase, bool filed, bool referral, bool mediator, bool meeting, bool unconfirmed)
    {
        if (referral && kase.IsOpen && filed)
            yield return "referrals";
        if (mediator && kase.IsOpen && filed)
            yield return "mediation";
        if (meeting)
            yield return "meetings";
        if (kase.Remedy is RemedyState.Offered)
            yield return "offer";
        if (filed && unconfirmed && kase.Remedy.IsOwed())
            yield return "measures";
    }

    // Whose the times are is told by the proposal itself; of times that have passed nobody can choose one.
    internal static bool TheirTimes(CaseSealer sealer, Guid? meeting, byte[]? proposal, DateTimeOffset now) =>
        meeting is { } id && proposal is not null && StoredProposal.Open(id, proposal, sealer) is { ByPerson: false } theirs && theirs.Times.Any(time => time > now);

    // Calmly; nothing of it runs out.
    private IEnumerable<string> Waits(Grievance kase, bool atClosure, bool later, bool appealed)
    {
        var now = clock.GetUtcNow();
        if ((!atClosure && AnswerSurvey.From(kase, SurveyMoment.Closure) <= now) || (!later && AnswerSurvey.From(kase, SurveyMoment.NinetyDays) <= now))
            yield return "survey";
        if (!appealed && (kase.State is CaseState.Inadmissible || kase is { State: CaseState.Closed, Outcome: not (null or CaseOutcome.Withdrawn) }))
            yield return "appeal";
    }

    /// <summary>One message, or null where the reader has none of that id.</summary>
    public async Task<Outcome<MailboxMessage?>> Message(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var message = await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.CaseId == session.CaseId && m.Id == id && (m.OnlyFor == null || m.OnlyFor == session.Holder), cancellation);
        return new Outcome<MailboxMessage?>(message is null ? null : MailboxMessage.Of(message, session, found.Value!.Sealer), null);
    }

    /// <summary>One line of a shared part, or null where the case has none of that id.</summary>
    public async Task<Outcome<ThreadLine?>> Line(MailboxSession session, Guid id, CancellationToken cancellation)
    {
        var found = await holders.Find(session, cancellation);
        if (found.Refusal is { } gone)
            return gone;
        var line = await db.SharedEntries.AsNoTracking().Where(e => e.CaseId == session.CaseId && e.Id == id).Select(e => new
        {
            Entry = e,
            Other = db.Shares.Where(s => s.Id == e.ShareId).Select(s => s.OtherName).FirstOrDefault(),
            Own = db.Set<KnownTenant>().Where(t => t.Id == e.TenantId).Select(t => t.Name).FirstOrDefault(),
        }).FirstOrDefaultAsync(cancellation);
        return new Outcome<ThreadLine?>(line is null ? null : ThreadLine.Of(line.Entry, line.Own ?? "", line.Other, found.Value!.Sealer), null);
    }

    // Cases from before the identity had a key of its own hold it in the copy alone.
    private async Task<Intake.Contact?> ContactOf(MailboxSession session, Grievance kase, CaseHolder holder, CaseSealer sealer, CancellationToken cancellation) => holder.Id != kase.Id ? null
        : kase.Identity is not null && await keys.IdentityForFiler(kase.Id, session.ReceiptKey, cancellation) is { } key ? Identities.Open(sealer with { Key = key }, kase.Identity)
        : Identities.Read(sealer.OpenIfAny("grievance", kase.Id, "contact", kase.Contact));

    // How many of the newest fit into a page of some bytes, where of each at most so much is shown; one always does.
    private static int Fitting(List<InThread> messages, int most, int mostOfOne)
    {
        var (fitting, bytes) = (0, 0);
        int Shown(InThread message) => Math.Min(LongText.Weight(message.Text), mostOfOne) + (message.Line is null ? AroundAMessage : AroundALine);
        while (fitting < messages.Count && (fitting == 0 || bytes + Shown(messages[fitting]) <= most))
            bytes += Shown(messages[fitting++]);
        return fitting;
    }

    /// <summary>GET /api/grievances/v1/mailbox.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/mailbox",
            async (ReadMailbox read, LetterReceipt receipt, UnitOfWork<GrievancesDb> unit, HttpContext http) =>
            {
                var session = http.Features.GetRequiredMailbox();
                var shown = await unit.Read(() => read.Run(session, null, null, http.RequestAborted), http.RequestAborted);
                if (shown.Value is { } view)
                    await receipt.Note(session, view, http.RequestAborted);
                return shown.ToResult(box => TypedResults.Ok(box));
            })
        .WithName("Grievances_ReadMailbox").WithSummary("Read one's own case").Produces<MailboxView>().ProducesProblem(401)
        .Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
}

/// <summary>Reads the session that the tenant source found.</summary>
public static class MailboxFeature
{
    /// <summary>The session; the tenant source has refused where there is none.</summary>
    public static MailboxSession GetRequiredMailbox(this Microsoft.AspNetCore.Http.Features.IFeatureCollection features) =>
        features.Get<MailboxSession>() ?? throw new InvalidOperationException("No mailbox session.");
}

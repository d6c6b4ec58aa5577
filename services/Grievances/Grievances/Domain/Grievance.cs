using System.Text.Json;
using Grievances.Contracts.Events;
using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>A case: coarse facts in clear, everything a person said sealed.</summary>
public sealed class Grievance : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }

    /// <summary>10 Crockford characters, random: what the person quotes on the phone.</summary>
    [Coarse] public string Reference { get; set; } = "";

    public CaseState State { get; set; }
    public long Version { get; set; }
    public AffectedPerson Affected { get; set; }
    public FilingCapacity Capacity { get; set; }
    public FilingChannel Channel { get; set; }

    /// <summary>People the case was filed for and who did not leave it; 0 where nobody can count them.</summary>
    public int People { get; set; }

    /// <summary>The pattern this case belongs to: the same thing happened to others.</summary>
    public Guid? PatternId { get; set; }

    /// <summary>A handler's label, which can be taken back; nothing is ever deleted for it. The person reads why, and can appeal.</summary>
    public bool Spam { get; set; }

    /// <summary>
    /// Which group of handlers has it: <c>team</c>, or <c>ombuds</c> where it is about the team itself or the person would not have
    /// the team read it. No other group has a key to it.
    /// </summary>
    [Coarse] public string HandledBy { get; set; } = CaseKeys.Team;

    /// <summary>Roles the person does not want to see it, comma-separated and sorted.</summary>
    [Coarse] public string ExcludedRoles { get; set; } = "";

    /// <summary>Account that handles it, or null; only they and an appeal's reviewer open it then.</summary>
    public Guid? AssigneeId { get; set; }

    /// <summary>Place of its band in the queue: 5 critical, 4 high, 3 not rated yet, since it may be grave, 2 moderate, 1 low.</summary>
    public int Rank { get; set; } = 3;

    /// <summary>Case it was split from.</summary>
    public Guid? SplitFromId { get; set; }

    /// <summary>Case it is handled with, as the same matter; its people keep their own receipt, mailbox and letter.</summary>
    public Guid? MergedIntoId { get; set; }

    /// <summary>How far the remedy is.</summary>
    public RemedyState Remedy { get; set; }

    /// <summary>Why it was not taken up, or null.</summary>
    public InadmissibleReason? InadmissibleFor { get; set; }

    /// <summary>Whether a court or an authority deals with the same matter as well.</summary>
    public bool ParallelProceedings { get; set; }

    /// <summary>BCP 47 tag of the language the person wrote in.</summary>
    [Coarse] public string Language { get; set; } = "";

    /// <summary>Risk codes, comma-separated and sorted.</summary>
    [Coarse] public string Rights { get; set; } = "";

    /// <summary>Remedy kinds asked for, comma-separated.</summary>
    [Coarse] public string Wants { get; set; } = "";

    public Guid? SystemId { get; set; }
    public Guid? ImpactId { get; set; }
    public CaseBand? Band { get; set; }
    public CaseOutcome? Outcome { get; set; }
    public DateTimeOffset FiledAt { get; set; }
    public DateTimeOffset AcknowledgeBy { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Day of the findings where it is not three months: a stricter tenant's, or extended.</summary>
    public DateTimeOffset? FindingsDueAt { get; set; }

    /// <summary>When the first of two deadlines passed without what was due.</summary>
    public DateTimeOffset? AcknowledgeMissedAt { get; set; }

    /// <inheritdoc cref="AcknowledgeMissedAt" />
    public DateTimeOffset? FindingsMissedAt { get; set; }

    /// <summary>When retaliation was reported last, and until when somebody has to act on it.</summary>
    public DateTimeOffset? RetaliationAt { get; set; }

    /// <inheritdoc cref="RetaliationAt" />
    public DateTimeOffset? RetaliationBy { get; set; }

    /// <summary>When the organisation said what it did about the retaliation that was reported last; null while it owes that.</summary>
    public DateTimeOffset? RetaliationSettledAt { get; set; }

    /// <summary>The last day by which it should have acted and did not; kept, whatever it does later.</summary>
    public DateTimeOffset? RetaliationMissedAt { get; set; }

    /// <summary>Days before that one by which it should have acted on earlier reports and did not, as JSON of instants.</summary>
    [Coarse] public string? RetaliationMissedBefore { get; set; }

    /// <summary>Whether Directive (EU) 2019/1937 applied to the tenant when this was filed: its findings can't be put off then.</summary>
    public bool DirectiveApplies { get; set; }

    /// <summary>When the neutral desk passed it on, and the name of the desk.</summary>
    public DateTimeOffset? PassedOnAt { get; set; }

    /// <inheritdoc cref="PassedOnAt" />
    [Public] public string? PassedOnBy { get; set; }

    /// <summary>Who opened it before it was passed on, as JSON of roles and instants.</summary>
    [Coarse] public string? EarlierOpenings { get; set; }

    /// <summary>Last word or step of either side: retention counts from it, and not before the closing.</summary>
    public DateTimeOffset ActiveAt { get; set; }

    /// <summary>Kept beyond retention while a court, an authority or an appeal needs it.</summary>
    public bool LegalHold { get; set; }

    /// <inheritdoc cref="LegalHold" />
    public bool AppealHold { get; set; }

    /// <summary>
    /// When something is due next, the earliest of what is owed: the acknowledgement, after it the findings, and word of what was
    /// done about retaliation. The queue is in this order.
    /// </summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Whether the last word is the person's.</summary>
    public bool AwaitsAnswer { get; set; }

    [Sealed] public byte[] Summary { get; set; } = [];
    [Sealed] public byte[] WhatHappened { get; set; } = [];
    [Sealed] public byte[]? SystemDescription { get; set; }

    /// <summary>A copy of how the person can be reached that handlers can open, while the person allows it.</summary>
    [Sealed] public byte[]? Contact { get; set; }

    /// <summary>What would put the person in danger, in their words: handlers see it before anything else.</summary>
    [Sealed] public byte[]? Unsafe { get; set; }

    /// <summary>Answers to the questionnaire as JSON, with the number of the form they were given for.</summary>
    [Sealed] public byte[]? Answers { get; set; }

    /// <summary>What an AI product passed on because the person chose it.</summary>
    [Sealed] public byte[]? Excerpt { get; set; }

    /// <summary>Why it was taken up or not, in the person's language; they read it.</summary>
    [Sealed] public byte[]? AdmissibilityReason { get; set; }

    /// <summary>Why a handler called it critical, sealed for the human-rights lead alone.</summary>
    [Sealed] public byte[]? BandReason { get; set; }

    /// <summary>Why no remedy is owed, or why none is possible; the person reads it.</summary>
    [Sealed] public byte[]? NoRemedyReason { get; set; }

    /// <summary>How the person can be reached, under a key of its own: the custodian's and the receipt's, never the handlers'.</summary>
    [Sealed] public byte[]? Identity { get; set; }

    [Sealed] public byte[]? ExtensionReason { get; set; }
    [Sealed] public byte[]? ClosingLetter { get; set; }

    public bool IsOpen => State != CaseState.Closed;

    /// <summary>Whether the person would not have a role see it.</summary>
    public bool Excludes(string role) => ExcludedRoles.Length > 0 && ExcludedRoles.Split(',').Contains(role);

    /// <summary>Role of those who handle it.</summary>
    [Coarse] public string HandlerRole => HandledBy == CaseKeys.Ombuds ? "ombuds" : "case-handler";

    /// <summary>Whether somebody still has to say what was done about retaliation.</summary>
    public bool RetaliationWaits => RetaliationBy is not null && RetaliationSettledAt is null;

    /// <summary>
    /// Three months after the acknowledgement or, where none was sent in time, after it was due (Directive (EU) 2019/1937,
    /// art. 9(1)(f)).
    /// </summary>
    public DateTimeOffset FindingsBy => FindingsDueAt ?? (AcknowledgedAt ?? AcknowledgeBy).AddMonths(3);

    public void Acknowledge(DateTimeOffset now, ClockPolicy policy)
    {
        var (promised, counted) = (ExtensionReason is null ? default : FindingsBy, CountedAsFiled(now, policy));
        // Whoever is past it stays there.
        if (State is CaseState.Received)
            State = CaseState.Acknowledged;
        AcknowledgedAt = now;
        // Earlier versions let an unconfirmed case be put off: that somebody confirms it takes nothing back of what the person was told.
        FindingsDueAt = promised > counted ? promised : counted;
        Queue();
        Touch(now);
    }

    /// <summary>Whether the person reads and answers in a mailbox, here or with the organisation that referred the case; whoever stands in another register has none.</summary>
    public bool HasMailbox => Channel is not FilingChannel.Import;

    /// <summary>Whether nobody but the ombuds may read it.</summary>
    public bool IsForOmbudsAlone => HandledBy == CaseKeys.Ombuds || Excludes("case-handler");

    /// <summary>Puts the case where it belongs in the queue: by the earliest of what is owed.</summary>
    public void Queue()
    {
        var next = AcknowledgedAt is null ? AcknowledgeBy : FindingsBy;
        DueAt = RetaliationWaits && (!IsOpen || RetaliationBy < next) ? RetaliationBy!.Value : next;
    }

    /// <summary>Something happened: the next event carries a newer version, and retention counts anew.</summary>
    public void Touch(DateTimeOffset now)
    {
        ActiveAt = now;
        Version++;
    }

    /// <summary>Whether something happened since somebody read it at a version; never where they don't say which.</summary>
    public bool ChangedSince(long? read) => read is { } version && version != Version;

    /// <summary>Gives the organisation longer to say what it found. The reason is for the person to read.</summary>
    public void Extend(DateTimeOffset until, byte[] reason, DateTimeOffset now)
    {
        FindingsDueAt = until;
        ExtensionReason = reason;
        Queue();
        Touch(now);
    }

    /// <summary>
    /// Somebody is being punished for having complained: a clock starts, whatever was settled of an earlier report. Where an
    /// earlier one still waits, its day stands: nobody gets longer since it happened again.
    /// </summary>
    public void ReportRetaliation(DateTimeOffset now, DateTimeOffset by)
    {
        NoteRetaliationMissed(now);
        var stands = RetaliationWaits && RetaliationBy >= now && RetaliationBy < by;
        (RetaliationAt, RetaliationBy, RetaliationSettledAt) = (now, stands ? RetaliationBy : by, null);
        Queue();
    }

    /// <summary>The organisation says what it did about it. That it came too late stays.</summary>
    public void SettleRetaliation(DateTimeOffset now)
    {
        NoteRetaliationMissed(now);
        RetaliationSettledAt = now;
        Queue();
    }

    /// <summary>Keeps the day by which the organisation should have acted, where it has passed.</summary>
    public void NoteRetaliationMissed(DateTimeOffset now)
    {
        if (RetaliationWaits && now > RetaliationBy)
            MissRetaliation(RetaliationBy!.Value);
    }

    /// <summary>Keeps a day by which the organisation should have acted, beside those it missed before; once, however often it is told.</summary>
    public void MissRetaliation(DateTimeOffset day)
    {
        var missed = RetaliationMissed();
        if (missed.Contains(day))
            return;
        missed = [.. missed.Append(day).Order()];
        RetaliationMissedAt = missed[^1];
        RetaliationMissedBefore = missed.Count == 1 ? null : JsonSerializer.Serialize(missed.SkipLast(1));
    }

    /// <summary>Every day by which it should have acted on a report of retaliation and did not, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> RetaliationMissed() => RetaliationMissedAt is not { } last ? []
        : RetaliationMissedBefore is { } before ? [.. JsonSerializer.Deserialize<List<DateTimeOffset>>(before) ?? [], last] : [last];

    public void Triage(CaseBand? band, Guid? systemId, Guid? impactId, DateTimeOffset now)
    {
        Band = band ?? Band;
        Rank = Band switch { CaseBand.Critical => 5, CaseBand.High => 4, null => 3, CaseBand.Moderate => 2, _ => 1 };
        SystemId = systemId ?? SystemId;
        ImpactId = impactId ?? ImpactId;
        Touch(now);
    }

    /// <summary>Somebody takes it for no grievance: it is not taken up, and the person reads why.</summary>
    public void TakeForSpam(byte[] reason) => (Spam, State, InadmissibleFor, AdmissibilityReason) = (true, CaseState.Inadmissible, InadmissibleReason.NoGrievance, reason);

    /// <summary>It is one after all: it stands where it stood before.</summary>
    public void NoSpam()
    {
        Spam = false;
        // A label of an earlier version moved nothing else, and what was closed stays closed.
        if (this is { State: CaseState.Inadmissible, InadmissibleFor: InadmissibleReason.NoGrievance })
            (State, InadmissibleFor, AdmissibilityReason) = (AcknowledgedAt is null ? CaseState.Received : CaseState.Acknowledged, null, null);
    }

    public void Close(CaseOutcome outcome, byte[] letter, DateTimeOffset now)
    {
        State = CaseState.Closed;
        Outcome = outcome;
        ClosingLetter = letter;
        // The letter is the first answer where none came before: nobody waits for an acknowledgement any more.
        AcknowledgedAt ??= now;
        ClosedAt = now;
        AwaitsAnswer = false;
        Touch(now);
    }

    /// <summary>The person takes it back: nobody owes an answer any more.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        State = CaseState.Closed;
        Outcome = CaseOutcome.Withdrawn;
        ClosedAt = now;
        AwaitsAnswer = false;
        NoteRetaliationMissed(now);
        if (RetaliationWaits)
            RetaliationBy = null;
        Queue();
        Touch(now);
    }

    public void Wrote(bool person, DateTimeOffset now)
    {
        AwaitsAnswer = person;
        Touch(now);
    }

    // What the tenant set holds for cases that come in afterwards. The days to the findings that held at the filing are those it was given from the
    // day its acknowledgement was due; cases from before that was kept take what is set now, which is never looser than three months.
    private DateTimeOffset CountedAsFiled(DateTimeOffset now, ClockPolicy policy)
    {
        if (ExtensionReason is not null || FindingsDueAt is not { } planned)
            return policy.FindingsBy(now);
        var latest = now.AddMonths(3);
        return planned != AcknowledgeBy.AddMonths(3) && now + (planned - AcknowledgeBy) is var stricter && stricter < latest ? stricter : latest;
    }

    /// <summary>What other services may know.</summary>
    public CaseSnapshot Snapshot() => new(Id, Version, Codes.Of(State), Codes.Of(Affected), Codes.List(Rights), Codes.Of(Band), Codes.Of(Outcome),
        SystemId, ImpactId, FiledAt, AcknowledgeBy, AcknowledgedAt, ClosedAt, Reference, PeopleBand, Codes.Of(Channel), Spam, PatternId, Missed, FindingsBy, KeptFrom, SplitFromId);

    /// <summary>How many people, never exactly where they are few enough to be guessed.</summary>
    private string? PeopleBand => People switch { 0 => null, 1 => "one", < 5 => "few", < 10 => "5_to_9", < 50 => "10_to_49", _ => "50_and_more" };

    private IReadOnlyList<string> KeptFrom => IsForOmbudsAlone ? [CaseKeys.Team, .. Codes.List(ExcludedRoles)] : Codes.List(ExcludedRoles);

    private IReadOnlyList<string> Missed =>
        [.. new[] { AcknowledgeMissedAt is null ? null : ClockPolicy.Acknowledge, FindingsMissedAt is null ? null : ClockPolicy.Findings, RetaliationMissedAt is null ? null : ClockPolicy.Retaliation }.OfType<string>()];
}

/// <summary>Enumerations as the codes that leave this service.</summary>
public static class Codes
{
    public static string Of<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string? Of<T>(T? value) where T : struct, Enum => value is { } known ? Of(known) : null;

    public static IReadOnlyList<string> List(string joined) => joined.Length == 0 ? [] : joined.Split(',');
}

using Grievances.Domain;

namespace Grievances.Features.Intake;

/// <summary>A grievance as somebody files it.</summary>
/// <param name="Language">BCP 47 tag of the language it is written in.</param>
/// <param name="Summary">One line, at most 300 characters.</param>
/// <param name="WhatHappened">What happened, at most 20,000 characters.</param>
/// <param name="Affected">Who was harmed.</param>
/// <param name="SystemId">AI system, one of those the tenant published.</param>
/// <param name="SystemDescription">Or the system in the person's words; "I don't know" is an answer.</param>
/// <param name="Rights">Risk codes of the taxonomy.</param>
/// <param name="Wants">What the person asks for.</param>
/// <param name="Contact">How the person can be reached, if they wish; sealed like everything else.</param>
/// <param name="Capacity">In what capacity it is filed; on one's own behalf unless said.</param>
/// <param name="Mandate">What gives the one who files the right to speak for somebody else.</param>
/// <param name="Members">People of a group, at most 200; each gets a receipt of their own (Directive (EU) 2024/1760, art. 14(2)).</param>
/// <param name="Unsafe">What would put the person in danger; handlers see it first. At most 4,000 characters.</param>
/// <param name="Consents">What the person allows; everything else is not allowed.</param>
/// <param name="Ping">E-mail address that gets a message without content when there is something new.</param>
/// <param name="Answers">Answers to the questionnaire by question.</param>
/// <param name="FormNumber">Number of the tenant's form the answers were given for; null for the base questionnaire alone.</param>
/// <param name="Files">Files uploaded before, at most 20.</param>
/// <param name="PatternId">The pattern this belongs to: the same thing happened to others.</param>
/// <param name="Exclude">Roles that must not see it: case-handler (then the ombudsperson alone reads it), ombuds, human-rights-lead, identity-custodian.</param>
public sealed record FileRequest(
    string Language, string Summary, string WhatHappened, AffectedPerson Affected, Guid? SystemId = null, string? SystemDescription = null,
    IReadOnlyList<string>? Rights = null, IReadOnlyList<RemedyKind>? Wants = null, Contact? Contact = null,
    FilingCapacity Capacity = FilingCapacity.Person, Mandate? Mandate = null, IReadOnlyList<Member>? Members = null, string? Unsafe = null,
    IReadOnlyList<ConsentPurpose>? Consents = null, string? Ping = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? Answers = null,
    int? FormNumber = null, IReadOnlyList<UploadedFile>? Files = null, Guid? PatternId = null, IReadOnlyList<string>? Exclude = null);

/// <summary>A way to reach somebody.</summary>
/// <param name="Kind">email, phone, post or other.</param>
/// <param name="Value">Address or number.</param>
public sealed record Contact(string Kind, string Value);

/// <summary>A right to speak for somebody.</summary>
/// <param name="Kind">How it was given.</param>
/// <param name="Words">When, by whom, for what; at most 4,000 characters.</param>
public sealed record Mandate(MandateKind Kind, string? Words = null);

/// <summary>One of a group.</summary>
/// <param name="Mandate">What this person agreed to.</param>
/// <param name="Name">A name or anything that tells them apart; sealed. May be left out.</param>
public sealed record Member(Mandate Mandate, string? Name = null);

/// <summary>A file that was uploaded before.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">The token that came with it.</param>
/// <param name="Original">Whether handlers may see the original, with the traces of who made it; otherwise they get the cleaned copy.</param>
public sealed record UploadedFile(Guid Id, string Token, bool Original = false);

/// <summary>What the person takes away. Receipts are stored nowhere; a repeat with the same key shows them again for a day.</summary>
/// <param name="Reference">10 characters to quote.</param>
/// <param name="Receipt">20 digits that open the mailbox; stored nowhere.</param>
/// <param name="AcknowledgeBy">UTC instant by which the organisation has to acknowledge.</param>
/// <param name="Members">Receipts of the members of a group, in the order they were given; each is changed at its first use.</param>
/// <param name="OperatorReceipt">Where an operator filed: the operator's own key, until the person takes the case over.</param>
public sealed record FiledGrievance(string Reference, string Receipt, DateTimeOffset AcknowledgeBy, IReadOnlyList<MemberReceipt>? Members = null, string? OperatorReceipt = null);

/// <summary>A receipt to pass on.</summary>
/// <param name="Number">Place in the list, from 1.</param>
/// <param name="Name">As it was given, or null.</param>
/// <param name="Receipt">20 digits.</param>
public sealed record MemberReceipt(int Number, string? Name, string Receipt);

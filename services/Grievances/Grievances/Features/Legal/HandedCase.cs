using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Remedy;
using Grievances.Features.Responsibility;

namespace Grievances.Features.Legal;

/// <summary>What a body outside gets of a case, as <c>case.json</c> holds it. Members are added, never renamed.</summary>
/// <param name="Schema">Names this shape: <c>heed-case/1</c>.</param>
/// <param name="MadeAt">When the archive was made.</param>
/// <param name="Organisation">Who hands it over.</param>
/// <param name="For">Body it is for; null where a court or an authority ordered it.</param>
/// <param name="Basis">consent of the person who filed, or order.</param>
/// <param name="Reason">Why, as the person reads it too.</param>
/// <param name="Facts">What is known of the case without its words.</param>
/// <param name="Account">What the person said.</param>
/// <param name="Messages">What was said since, oldest first.</param>
/// <param name="Attribution">Who had which part in the harm, the newest record first.</param>
/// <param name="Remedy">Plan and offers.</param>
/// <param name="Appeals">Appeals, the newest first.</param>
/// <param name="Letter">Outcome letter, or null.</param>
/// <param name="Files">Files of the case.</param>
/// <param name="LeftOut">What is not here, and why.</param>
public sealed record HandedCase(
    string Schema, DateTimeOffset MadeAt, string Organisation, HandedTo? For, string Basis, string Reason, HandedFacts Facts, HandedAccount Account, IReadOnlyList<HandedMessage> Messages,
    IReadOnlyList<AttributionRecordView> Attribution, RemedyView Remedy, IReadOnlyList<HandedAppeal> Appeals, LetterView? Letter, IReadOnlyList<HandedFile> Files, IReadOnlyList<string> LeftOut)
{
    /// <summary>The shape of this version.</summary>
    public const string Version = "heed-case/1";
}

/// <summary>A body that gets a case.</summary>
/// <param name="Id">Its id in the directory.</param>
/// <param name="Name">Its own name.</param>
public sealed record HandedTo(string Id, string Name);

/// <summary>What is known of a case without its words. <c>systemFromPerson</c> says whether the person named the AI system; else the organisation linked it.</summary>
public sealed record HandedFacts(
    string Reference, string State, string? Outcome, string? Band, string Language, string Affected, string Capacity, string Channel, string? People, IReadOnlyList<string> Rights, IReadOnlyList<string> Wants,
    string? System, Guid? SystemId, DateTimeOffset FiledAt, DateTimeOffset AcknowledgeBy, DateTimeOffset? AcknowledgedAt, DateTimeOffset FindingsBy, DateTimeOffset? ClosedAt,
    bool? Admissible, string? AdmissibilityReason, bool ParallelProceedings, bool SystemFromPerson = true);

/// <summary>What the person said. The contact is here only while they allow contact outside the mailbox.</summary>
public sealed record HandedAccount(string Summary, string WhatHappened, string? SystemDescription, string? Excerpt, string? Safety, GivenAnswers? Answers, string? Contact);

/// <summary>A message.</summary>
public sealed record HandedMessage(DateTimeOffset At, bool FromPerson, string Role, string Kind, string Text);

/// <summary>An appeal.</summary>
public sealed record HandedAppeal(string Against, string By, string? Text, DateTimeOffset FiledAt, string? ReviewerRole, string? Decision, string? Letter, DateTimeOffset? DecidedAt)
{
    /// <summary>Without the account of the reviewer.</summary>
    public static HandedAppeal Of(AppealView appeal) => new(appeal.Against, appeal.By, appeal.Text, appeal.FiledAt, appeal.ReviewerRole, appeal.Decision, appeal.Letter, appeal.DecidedAt);
}

/// <summary>A file of a case.</summary>
/// <param name="Entry">Where it lies in the archive, under a name that says nothing and starts nothing; null where it is left out.</param>
/// <param name="Name">What its sender called it.</param>
/// <param name="Kind">image, pdf, office, text, audio, video, archive or other.</param>
/// <param name="FromPerson">Whether the person's side sent it.</param>
/// <param name="Form">original, or cleaned: a copy without traces of who made it.</param>
/// <param name="Scan">unscanned, clean or infected.</param>
/// <param name="Warnings">What may harm whoever opens it.</param>
/// <param name="AddedAt">When it came.</param>
public sealed record HandedFile(string? Entry, string Name, string Kind, bool FromPerson, string Form, string Scan, IReadOnlyList<string> Warnings, DateTimeOffset AddedAt);

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

    /// <summary>When something is due next: the acknowledgement, after it the findings. The queue is in this order.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Whether the last word is the person's.</summary>
    public bool AwaitsAnswer { get; set; }

    [Sealed] public byte[] Summary { get; set; } = [];
    [Sealed] public byte[] WhatHappened { get; set; } = [];
    [Sealed] public byte[]? SystemDescription { get; set; }
    [Sealed] public byte[]? Contact { get; set; }
    [Sealed] public byte[]? ClosingLetter { get; set; }

    public bool IsOpen => State != CaseState.Closed;

    /// <summary>
    /// Three months after the acknowledgement or, where none was sent in time, after it was due (Directive (EU) 2019/1937,
    /// art. 9(1)(f)).
    /// </summary>
    public DateTimeOffset FindingsBy => (AcknowledgedAt ?? AcknowledgeBy).AddMonths(3);

    public void Acknowledge(DateTimeOffset now)
    {
        State = CaseState.Acknowledged;
        AcknowledgedAt = now;
        DueAt = FindingsBy;
        Version++;
    }

    public void Triage(CaseBand? band, Guid? systemId, Guid? impactId)
    {
        Band = band ?? Band;
        SystemId = systemId ?? SystemId;
        ImpactId = impactId ?? ImpactId;
        Version++;
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
        Version++;
    }

    public void Wrote(bool person)
    {
        AwaitsAnswer = person;
        Version++;
    }

    /// <summary>What other services may know.</summary>
    public CaseSnapshot Snapshot() => new(Id, Version, Codes.Of(State), Codes.Of(Affected), Codes.List(Rights), Codes.Of(Band), Codes.Of(Outcome),
        SystemId, ImpactId, FiledAt, AcknowledgeBy, AcknowledgedAt, ClosedAt, Reference);
}

/// <summary>Enumerations as the codes that leave this service.</summary>
public static class Codes
{
    public static string Of<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string? Of<T>(T? value) where T : struct, Enum => value is { } known ? Of(known) : null;

    public static IReadOnlyList<string> List(string joined) => joined.Length == 0 ? [] : joined.Split(',');
}

using Grievances.Domain;
using Grievances.Features.Intake;
using Xunit;

namespace Grievances.Tests;

/// <summary>What a filing must hold, field by field.</summary>
public sealed class FileRulesTests
{
    private static readonly FileRequest Sound = new("en", "summary", "what happened", AffectedPerson.Self);

    [Fact]
    public void LittleIsEnough() => Assert.Null(FileRules.Check(Sound));

    [Theory]
    [InlineData("ar", true)]
    [InlineData("pt-BR", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("sw", true)]
    [InlineData("", false)]
    [InlineData("english", false)]
    [InlineData("xx-nothing", false)]
    public void AnyKnownLanguage_IsTaken(string tag, bool known) => Assert.Equal(known, FileRules.IsLanguage(tag));

    [Fact]
    public void EveryFieldAtFault_IsNamedAtOnce()
    {
        var refusal = FileRules.Check(Sound with { Summary = " ", WhatHappened = new string('x', 20_001), Language = "no-such", Rights = ["HARM-99"], Contact = new Contact("pigeon", "") })!;
        Assert.Equal(["/contact/kind", "/contact/value", "/language", "/rights", "/summary", "/whatHappened"], refusal.Errors!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Case_ClosedWithAnOutcome_TellsOthersCodesOnly()
    {
        var kase = new Grievance { Id = Guid.NewGuid(), State = CaseState.Received, Version = 1, Rights = "HARM-04", Affected = AffectedPerson.Other };
        kase.Acknowledge(DateTimeOffset.UnixEpoch, new ClockPolicy());
        kase.Triage(CaseBand.Critical, Guid.NewGuid(), Guid.NewGuid(), DateTimeOffset.UnixEpoch);
        kase.Close(CaseOutcome.Partly, [1], DateTimeOffset.UnixEpoch);
        var snapshot = kase.Snapshot();
        Assert.Equal((4, "closed", "critical", "partly", "other"), (snapshot.Version, snapshot.State, snapshot.Band, snapshot.Outcome, snapshot.Affected));
        Assert.False(kase.IsOpen);
    }
}

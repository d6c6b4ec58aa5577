using Testing;
using Xunit;

namespace Tenancy.Tests;

/// <summary>An operator's mistyped word must be told, not taken for another.</summary>
public sealed class MigratorTests(MigratedServers servers)
{
    [Theory]
    [InlineData("grievances", "migrate", "grievance")]
    [InlineData("grievances", "migrate", "grievances", "assessments")]
    [InlineData("transparency-count-closed", "dead-letters", "show", "transparency-count-close")]
    [InlineData("no number", "dead-letters", "requeue", "transparency-count-closed", "all")]
    [InlineData("no number", "dead-letters", "requeue", "transparency-count-closed", "-0")]
    [InlineData("no number", "dead-letters", "requeue", "transparency-count-closed", "0")]
    [InlineData("dead-letters list", "dead-letters", "lists")]
    [InlineData("migrate [all|SERVICE]", "migrates")]
    public async Task WhatIsMistyped_IsRefused_WithASentence(string said, params string[] args)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Run(args));
        Assert.Contains("ended with 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKnownConsumerWithoutLetters_IsNoFault() =>
        Assert.Contains("transparency-count-closed", await Run(["dead-letters", "show", "transparency-count-closed", "5"]), StringComparison.Ordinal);

    private Task<string> Run(string[] args) =>
        ServerProcess.Run("services/Migrator", [.. args, "--Issuer=http://localhost:1"], new Dictionary<string, string> { ["HEED_SERVERS_JSON"] = servers.Json });
}

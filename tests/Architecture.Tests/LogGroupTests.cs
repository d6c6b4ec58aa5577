using System.Text.Json;
using System.Text.RegularExpressions;
using Grievances.Data;
using Identity.Data;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Hosting.Log;
using Platform.Tenancy;
using Testing;
using Xunit;

namespace Architecture.Tests;

/// <summary>Whoever checks an audit log can ask for everything that is recorded in it.</summary>
public sealed partial class LogGroupTests(BuiltPlatform platform)
{
    [Fact]
    public void EveryActionOfGrievances_IsInOneGroup() => Check<GrievancesDb>("grievances", ["Grievances/Grievances", "Platform/Platform.Guests", "Platform/Platform.Webhooks"], ["guests."]);

    [Fact]
    public void EveryActionOfIdentity_IsInOneGroup() => Check<IdentityDb>("identity", ["Identity/Identity"], []);

    private void Check<TDb>(string service, string[] folders, string[] shared) where TDb : PlatformDb
    {
        using var scope = platform.Services.Services.CreateScope();
        var groups = scope.ServiceProvider.GetRequiredService<AuditLog<TDb>>().Groups;
        var grouped = groups.SelectMany(group => group.Actions).ToList();
        Assert.Equal(grouped.Distinct().Order(StringComparer.Ordinal), grouped.Order(StringComparer.Ordinal));
        Assert.Equal(groups.Count, groups.Select(group => group.Id).Distinct().Count());

        var sources = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, "services", folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("Migrations", StringComparison.Ordinal) && Path.GetFileName(file) != "LogGroups.cs").Select(File.ReadAllText).ToList();
        var refusals = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "services", folders[0], "Texts", "problems.json"))).RootElement.EnumerateObject().Select(code => code.Name).ToHashSet(StringComparer.Ordinal);
        // A code that is no refusal's and no permission's is an action's; one that is a refusal's too is seen where it is recorded.
        var recorded = sources.SelectMany(text => Code().Matches(text)).Select(m => m.Groups[1].Value).Where(code => !refusals.Contains(code) && !Permissions.All.Contains(code))
            .Concat(sources.SelectMany(text => Recorded().Matches(text)).SelectMany(call => Code().Matches(call.Value)).Select(m => m.Groups[1].Value))
            .Concat(sources.Where(text => !text.Contains("ToTable", StringComparison.Ordinal)).SelectMany(text => OfWebhook().Matches(text)).Select(m => $"{service}.{m.Groups[1].Value}"))
            .Where(code => code.StartsWith(service + ".", StringComparison.Ordinal) || shared.Any(prefix => code.StartsWith(prefix, StringComparison.Ordinal)))
            .Where(code => !code.EndsWith('_') && !NoAction.Contains(code)).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(recorded.Count > 15, $"Only {recorded.Count} actions were found.");
        Assert.Equal([], recorded.Except(grouped));
        // Nor is anything offered that nothing records.
        Assert.Equal([], grouped.Where(action => !action.StartsWith("grievances.shared_", StringComparison.Ordinal) && action != $"{service}.log_exported" && !recorded.Contains(action) && !sources.Any(text => text.Contains($"\"{action}\"", StringComparison.Ordinal))));
    }

    /// <summary>Words of a form that nobody records.</summary>
    private static readonly string[] NoAction = ["grievances.member_too_long"];

    [GeneratedRegex("\"((?:grievances|identity|guests)\\.[a-z_]+)\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bRecord\([^;]*;")]
    private static partial Regex Recorded();

    [GeneratedRegex("\"(?:\\{source\\.Service\\}\\.)?(webhook_[a-z_]+ed)\"")]
    private static partial Regex OfWebhook();
}

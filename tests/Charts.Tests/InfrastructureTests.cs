using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Charts.Tests;

public sealed partial class InfrastructureTests
{
    private static readonly string Grafana = Path.Combine(Helm.Root, "infra", "grafana");
    private static readonly string[] Metrics = ["heed_outbox_oldest_unsent_seconds", "heed_dead_letters", "http_server_request_duration_seconds"];

    [Fact]
    public void The_pinned_helm_is_checked_by_hash_and_names_no_host()
    {
        var text = File.ReadAllText(Path.Combine(Helm.Root, "infra", "helm", "package-lock.json"));
        Assert.DoesNotContain("://", text, StringComparison.Ordinal);
        using var file = JsonDocument.Parse(text);
        var packages = file.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToList();
        Assert.All(packages, package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
        Assert.Single(packages);
    }

    [Fact]
    public void Alerts_are_complete_and_cover_every_metric()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Grafana, "alerts.yaml"))));
        var groups = (YamlSequenceNode)stream.Documents.Single().RootNode["groups"];
        var rules = groups.SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>().ToList();
        Assert.Equal(rules.Count, rules.Select(rule => rule["alert"].ToString()).Distinct().Count());
        foreach (var rule in rules)
        {
            Assert.Equal(["alert", "annotations", "expr", "for", "labels"], rule.Children.Keys.Select(key => key.ToString()).Order());
            Assert.Contains(rule["labels"]["severity"].ToString(), new[] { "page", "ticket" });
            Assert.NotEmpty(rule["annotations"]["summary"].ToString());
            AssertKnown(rule["expr"].ToString());
        }
        Assert.All(Metrics, metric => Assert.Contains(rules, rule => rule["expr"].ToString().Contains(metric, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_dashboard_has_a_query_in_every_panel_and_shows_every_metric()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Grafana, "heed.json")));
        var panels = file.RootElement.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var queries = panels.SelectMany(panel =>
        {
            var targets = panel.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("expr").GetString()!).ToList();
            Assert.NotEmpty(targets);
            return targets;
        }).ToList();
        Assert.All(queries, AssertKnown);
        Assert.All(Metrics, metric => Assert.Contains(queries, query => query.Contains(metric, StringComparison.Ordinal)));
    }

    /// <summary>A key made as the runbook says signs what its published half verifies, in the form the service reads.</summary>
    [Fact]
    public async Task The_runbooks_command_makes_a_key_that_proofs_can_be_signed_with()
    {
        var runbook = await File.ReadAllLinesAsync(Path.Combine(Helm.Root, "docs", "runbooks", "start-distributed.md"), TestContext.Current.CancellationToken);
        var command = Assert.Single(runbook, line => line.Contains("> keys/grievances/proof-1.key", StringComparison.Ordinal));
        var folder = Directory.CreateTempSubdirectory("keys");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "keys", "grievances"));
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "set -o pipefail; " + command]) { WorkingDirectory = folder.FullName })!;
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, shell.ExitCode);
            var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "keys", "grievances", "proof-1.key"), TestContext.Current.CancellationToken);
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(text.Trim()), out _);
            Assert.Equal("1.2.840.10045.3.1.7", key.ExportParameters(false).Curve.Oid.Value);
            using var published = ECDsa.Create();
            published.ImportFromPem(key.ExportSubjectPublicKeyInfoPem());
            Assert.True(published.VerifyData("filed"u8, key.SignData("filed"u8, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertKnown(string expression)
    {
        var named = MetricName().Matches(expression).Select(match => match.Value).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(Metrics, metric => name.StartsWith(metric, StringComparison.Ordinal)));
        Assert.Equal(expression.Count(letter => letter == '('), expression.Count(letter => letter == ')'));
    }

    [GeneratedRegex("(heed|http_server)_[a-z_]+")]
    private static partial Regex MetricName();
}

using k8s.Models;

namespace Charts.Tests;

public sealed class NetworkTests
{
    public static TheoryData<string> Guarded => [.. Helm.ProfileNames.Where(name => name != "off")];

    [Theory, MemberData(nameof(Guarded))]
    public void Everything_is_denied_that_no_policy_allows(string profile)
    {
        var deny = Policy(profile, "default-deny");
        Assert.Empty(deny.Spec.PodSelector.MatchLabels ?? new Dictionary<string, string>());
        Assert.Equal(["Ingress", "Egress"], deny.Spec.PolicyTypes);
        Assert.True(deny.Spec.Ingress is null or { Count: 0 } && deny.Spec.Egress is null or { Count: 0 });
    }

    [Theory, MemberData(nameof(Guarded))]
    public void Every_pod_has_exactly_one_policy_of_its_own(string profile)
    {
        var rendering = Helm.Render(profile);
        foreach (var (name, pod) in rendering.Pods)
        {
            var own = rendering.All<V1NetworkPolicy>().Where(policy => policy.Spec.PodSelector.MatchLabels is { Count: > 0 } labels && Rendering.Selects(labels, pod.Metadata.Labels));
            Assert.Equal(name, Assert.Single(own).Metadata.Name);
        }
    }

    [Theory, MemberData(nameof(Guarded))]
    public void Only_the_gateway_reaches_a_service_unless_a_call_is_declared(string profile)
    {
        var callPort = profile == "dapr" ? 50002 : 8080;
        Assert.Equal(["8080<gateway", $"{callPort}<grievances"], Callers(profile, "assessments").OrderBy(entry => entry.Split('<')[1]));
        foreach (var name in new[] { "engagement", "grievances", "transparency" })
            Assert.Equal(["8080<gateway"], Callers(profile, name));
        Assert.Equal(["8080<assessments", "8080<engagement", "8080<gateway", "8080<grievances", "8080<transparency"], Callers(profile, "identity").Order());
    }

    [Theory, MemberData(nameof(Guarded))]
    public void Whoever_may_be_reached_may_also_be_called(string profile)
    {
        foreach (var callee in new[] { "assessments", "engagement", "grievances", "transparency", "identity" })
        {
            foreach (var (port, caller) in Callers(profile, callee).Select(entry => (entry.Split('<')[0], entry.Split('<')[1])))
            {
                var leaves = Policy(profile, caller).Spec.Egress.Any(rule =>
                    rule.Ports.Any(open => open.Port.Value == port) && (rule.To ?? []).Any(peer => Name(peer) == callee));
                Assert.True(leaves, $"{caller} may not leave towards {callee}:{port}");
            }
        }
    }

    [Fact]
    public void Known_backends_are_the_only_places_pods_leave_for()
    {
        var open = Helm.Render("ha").All<V1NetworkPolicy>().Where(policy => policy.Metadata.Name != "default-deny")
            .SelectMany(policy => policy.Spec.Egress.Where(rule => rule.To is null or { Count: 0 }).Select(_ => policy.Metadata.Name));
        Assert.Empty(open);
    }

    [Fact]
    public void The_gateway_has_no_way_to_the_bus()
    {
        var ports = Policy("ha", "gateway").Spec.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value);
        Assert.DoesNotContain("5672", ports);
    }

    [Fact]
    public void Policies_can_be_left_to_the_cluster() => Assert.Empty(Helm.Render("off").All<V1NetworkPolicy>());

    /// <summary>Ports of the store, the scanner and the mail server: closed to everybody but the service that needs them.</summary>
    [Fact]
    public void Grievances_alone_reaches_store_scanner_and_mail_each_at_its_peers()
    {
        var ways = from policy in Helm.Render("ha").All<V1NetworkPolicy>()
                   from rule in policy.Spec.Egress ?? []
                   from port in rule.Ports
                   where port.Port.Value is "9000" or "3310" or "587"
                   orderby port.Port.Value
                   select $"{policy.Metadata.Name} {port.Port.Value} {string.Join(',', rule.To.Select(peer => peer.NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]))}";
        Assert.Equal(["grievances 3310 scanning", "grievances 587 mail", "grievances 9000 storage"], ways);
    }

    [Theory]
    [InlineData("https://objects.example.org", "443")]
    [InlineData("http://minio.storage", "80")]
    [InlineData("https://minio.storage:9443", "9443")]
    public void The_way_to_the_store_follows_its_endpoint_and_no_other_service_has_one(string endpoint, string port)
    {
        var result = Helm.Template([.. Helm.ValuesOf("minimal"), "--set", "files.s3.endpoint=" + endpoint]);
        Assert.True(result.ExitCode == 0, result.Error);
        var open = new Rendering(result.Output).All<V1NetworkPolicy>().Where(policy => (policy.Spec.Egress ?? []).Any(rule => rule.Ports.Any(way => way.Port.Value == port)));
        Assert.Equal(["grievances"], open.Select(policy => policy.Metadata.Name));
    }

    [Fact]
    public void Files_on_a_volume_open_no_way_out()
    {
        static int Rules(params string[] extra)
        {
            var result = Helm.Template([.. Helm.ValuesOf("minimal"), .. extra]);
            Assert.True(result.ExitCode == 0, result.Error);
            return new Rendering(result.Output).All<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == "grievances").Spec.Egress.Count;
        }
        Assert.Equal(Rules() - 1, Rules("--set", "files.store=volume", "--set", "files.volume.existingClaim=heed-files"));
    }

    [Fact]
    public void Webhooks_leave_from_grievances_for_the_open_internet_alone()
    {
        static List<(string Name, V1NetworkPolicyEgressRule Rule)> Open(params string[] extra)
        {
            var result = Helm.Template([.. Helm.ValuesOf("ha"), .. extra]);
            Assert.True(result.ExitCode == 0, result.Error);
            return [.. from policy in new Rendering(result.Output).All<V1NetworkPolicy>()
                       from rule in policy.Spec.Egress ?? []
                       where rule.To?.Any(peer => peer.IpBlock?.Cidr == "0.0.0.0/0") == true
                       select (policy.Metadata.Name, rule)];
        }
        var (name, rule) = Assert.Single(Open());
        Assert.Equal("grievances", name);
        Assert.Equal("443", Assert.Single(rule.Ports).Port.Value);
        foreach (var inside in new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "100.64.0.0/10" })
            Assert.Contains(inside, rule.To[0].IpBlock.Except);
        Assert.Empty(Open("--set", "webhooks.enabled=false"));
        Assert.Empty(Open("--set", "webhooks.proxy=http://egress.example:3128"));
    }

    [Fact]
    public void Asking_whether_a_certificate_was_revoked_opens_port_80_for_grievances_alone()
    {
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set", "mail.smtp.checkRevocation=true"]);
        Assert.True(result.ExitCode == 0, result.Error);
        static IEnumerable<string> Open(Rendering rendering) =>
            rendering.All<V1NetworkPolicy>().Where(policy => (policy.Spec.Egress ?? []).Any(rule => rule.Ports.Any(way => way.Port.Value == "80"))).Select(policy => policy.Metadata.Name);
        Assert.Equal(["grievances"], Open(new Rendering(result.Output)));
        Assert.Empty(Open(Helm.Render("ha")));
    }

    [Fact]
    public void Every_ingress_leads_to_the_gateway_alone_and_keeps_neither_log_nor_copy()
    {
        var rendering = Helm.Render("ha");
        var ingresses = rendering.All<V1Ingress>().ToList();
        Assert.Equal(["heed", "heed-files"], ingresses.Select(ingress => ingress.Metadata.Name));
        foreach (var ingress in ingresses)
        {
            var rule = Assert.Single(ingress.Spec.Rules);
            Assert.All(rule.Http.Paths, path => Assert.Equal(("gateway", "http", "Prefix"), (path.Backend.Service.Name, path.Backend.Service.Port.Name, path.PathType)));
            Assert.Equal(rule.Host, Assert.Single(Assert.Single(ingress.Spec.Tls).Hosts));
            Assert.Equal(("false", "off", "off"), (Annotation(ingress, "enable-access-log"), Annotation(ingress, "proxy-request-buffering"), Annotation(ingress, "proxy-buffering")));
        }
        Assert.Empty(Helm.Render("minimal").All<V1Ingress>());
        Assert.All(rendering.All<V1Service>(), service => Assert.Equal("ClusterIP", service.Spec.Type));
    }

    [Fact]
    public void Files_pass_the_ingress_whole_where_they_come_in_and_nowhere_else()
    {
        var ingresses = Helm.Render("ha").All<V1Ingress>().ToDictionary(ingress => ingress.Metadata.Name);
        Assert.Equal(["/"], Paths(ingresses["heed"]));
        Assert.Equal("1m", Annotation(ingresses["heed"], "proxy-body-size"));
        Assert.Equal(["/portal", "/api/grievances/v1/public", "/api/grievances/v1/imports", "/console/grievances"], Paths(ingresses["heed-files"]));
        Assert.Equal("201m", Annotation(ingresses["heed-files"], "proxy-body-size"));
        // Longer than the gateway waits for the service, so that its answer is the one that is seen.
        Assert.Equal(("190", "190"), (Annotation(ingresses["heed-files"], "proxy-read-timeout"), Annotation(ingresses["heed-files"], "proxy-send-timeout")));
    }

    /// <summary>The gateway's table says where files come in: the Ingress with the large bodies covers each of these paths.</summary>
    [Fact]
    public void Every_path_that_takes_a_file_at_the_gateway_takes_it_at_the_ingress()
    {
        var table = File.ReadAllLines(Path.Combine(Helm.Root, "gateway", "Gateway", "Routing", "Routes.cs"));
        var paths = table.Where(line => line.TrimStart().StartsWith("new(\"/", StringComparison.Ordinal) && line.Contains(" File = ", StringComparison.Ordinal)).Select(line => line.Split('"')[1]).ToList();
        Assert.NotEmpty(paths);
        var prefixes = Paths(Helm.Render("ha").All<V1Ingress>().Single(ingress => ingress.Metadata.Name == "heed-files")).ToList();
        Assert.All(paths, path => Assert.Contains(prefixes, prefix => path == prefix || path.StartsWith(prefix + "/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nginx.ingress.kubernetes.io/configuration-snippet", "more_set_headers x;")]
    [InlineData("example.org/real-ip-header", "X-Real-IP")]
    [InlineData("example.org/forwarded-for", "true")]
    public void An_annotation_that_passes_addresses_on_is_refused(string annotation, string value)
    {
        var key = annotation.Replace(".", "\\.", StringComparison.Ordinal);
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set-string", $"ingress.annotations.{key}={value}"]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($"invalid propertyName '{annotation}'", result.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(V1Ingress ingress) => ingress.Spec.Rules.Single().Http.Paths.Select(path => path.Path);

    private static string? Annotation(V1Ingress ingress, string name) => ingress.Metadata.Annotations.TryGetValue("nginx.ingress.kubernetes.io/" + name, out var value) ? value : null;

    private static V1NetworkPolicy Policy(string profile, string name) =>
        Helm.Render(profile).All<V1NetworkPolicy>().Single(policy => policy.Metadata.Name == name);

    private static IEnumerable<string> Callers(string profile, string name) =>
        from rule in Policy(profile, name).Spec.Ingress
        from port in rule.Ports
        from peer in rule.FromProperty
        select $"{port.Port.Value}<{Name(peer)}";

    private static string? Name(V1NetworkPolicyPeer peer) =>
        peer.PodSelector?.MatchLabels.TryGetValue("app.kubernetes.io/name", out var name) == true ? name : null;
}

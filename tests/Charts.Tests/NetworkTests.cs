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

    [Fact]
    public void The_ingress_leads_to_the_gateway_alone_and_keeps_no_log()
    {
        var rendering = Helm.Render("ha");
        var ingress = Assert.Single(rendering.All<V1Ingress>());
        var backend = Assert.Single(Assert.Single(ingress.Spec.Rules).Http.Paths).Backend.Service;
        Assert.Equal(("gateway", "http"), (backend.Name, backend.Port.Name));
        Assert.Equal(ingress.Spec.Rules[0].Host, Assert.Single(Assert.Single(ingress.Spec.Tls).Hosts));
        Assert.Equal("1m", ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-body-size"]);
        Assert.Equal("false", ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/enable-access-log"]);
        Assert.Empty(Helm.Render("minimal").All<V1Ingress>());
        Assert.All(rendering.All<V1Service>(), service => Assert.Equal("ClusterIP", service.Spec.Type));
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

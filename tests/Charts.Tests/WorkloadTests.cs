using k8s.Models;

namespace Charts.Tests;

public sealed class WorkloadTests
{
    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Every_pod_meets_the_restricted_standard(string profile)
    {
        foreach (var (name, pod) in Helm.Render(profile).Pods)
        {
            var spec = pod.Spec;
            Assert.True(spec.SecurityContext.RunAsNonRoot == true && spec.SecurityContext.RunAsUser > 0, name);
            Assert.Equal("RuntimeDefault", spec.SecurityContext.SeccompProfile.Type);
            Assert.False(spec.AutomountServiceAccountToken);
            Assert.True(spec.HostNetwork is not true && spec.HostPID is not true && spec.HostIPC is not true, name);
            Assert.All(spec.Volumes, volume => Assert.Null(volume.HostPath));
            foreach (var container in spec.Containers)
            {
                var security = container.SecurityContext;
                Assert.False(security.AllowPrivilegeEscalation);
                Assert.True(security.ReadOnlyRootFilesystem);
                Assert.True(security.RunAsNonRoot);
                Assert.NotEqual(true, security.Privileged);
                Assert.Equal(["ALL"], security.Capabilities.Drop);
                Assert.Null(security.Capabilities.Add);
                var tmp = Assert.Single(container.VolumeMounts, mount => mount.MountPath == "/tmp");
                Assert.NotNull(spec.Volumes.Single(volume => volume.Name == tmp.Name).EmptyDir);
            }
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void No_application_container_holds_an_api_token(string profile)
    {
        foreach (var (_, pod) in Helm.Render(profile).Pods)
        {
            var tokens = pod.Spec.Volumes.Where(volume => volume.Projected is not null).Select(volume => volume.Name).ToHashSet();
            Assert.All(pod.Spec.Containers.SelectMany(container => container.VolumeMounts), mount => Assert.DoesNotContain(mount.Name, tokens));
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Memory_is_bounded_and_cpu_is_not_throttled(string profile)
    {
        foreach (var container in Helm.Render(profile).Pods.SelectMany(pod => pod.Pod.Spec.Containers))
        {
            Assert.Equal(container.Resources.Requests["memory"].ToString(), container.Resources.Limits["memory"].ToString());
            Assert.Contains("cpu", container.Resources.Requests.Keys);
            Assert.DoesNotContain("cpu", container.Resources.Limits.Keys);
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Probes_ask_the_management_port_that_no_service_exposes(string profile)
    {
        var rendering = Helm.Render(profile);
        foreach (var container in rendering.Deployments.Select(deployment => deployment.Spec.Template.Spec.Containers.Single()))
        {
            Assert.Equal(8080, container.Ports.Single(port => port.Name == "http").ContainerPort);
            Assert.Equal(8081, container.Ports.Single(port => port.Name == "management").ContainerPort);
            AssertProbe(container.StartupProbe, "/health/startup");
            AssertProbe(container.ReadinessProbe, "/health/ready");
            AssertProbe(container.LivenessProbe, "/health/live");
            Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold >= 120);
        }
        Assert.All(rendering.All<V1Service>().SelectMany(service => service.Spec.Ports), port => Assert.Equal("http", port.TargetPort.Value));
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void A_rollout_never_takes_a_pod_away_first_and_a_leaving_pod_drains(string profile)
    {
        foreach (var deployment in Helm.Render(profile).Deployments)
        {
            Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
            Assert.Equal("1", deployment.Spec.Strategy.RollingUpdate.MaxSurge.Value);
            var pod = deployment.Spec.Template.Spec;
            Assert.Equal(10, pod.Containers[0].Lifecycle.PreStop.Sleep.Seconds);
            Assert.Equal(45, pod.TerminationGracePeriodSeconds);
            Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"], pod.TopologySpreadConstraints.Select(spread => spread.TopologyKey));
            Assert.All(pod.TopologySpreadConstraints, spread =>
                Assert.True(Rendering.Selects(spread.LabelSelector.MatchLabels, deployment.Spec.Template.Metadata.Labels)));
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Selectors_find_their_own_pods_and_no_others(string profile)
    {
        var rendering = Helm.Render(profile);
        foreach (var deployment in rendering.Deployments)
        {
            var name = deployment.Metadata.Name;
            Assert.Equal([name], Selected(rendering, deployment.Spec.Selector.MatchLabels));
            Assert.Equal([name], Selected(rendering, rendering.All<V1Service>().Single(service => service.Metadata.Name == name).Spec.Selector));
            Assert.Equal(name, rendering.All<V1ServiceAccount>().Single(account => account.Metadata.Name == deployment.Spec.Template.Spec.ServiceAccountName).Metadata.Name);
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void A_disruption_budget_exists_where_more_than_one_pod_runs(string profile)
    {
        var rendering = Helm.Render(profile);
        foreach (var deployment in rendering.Deployments)
        {
            var name = deployment.Metadata.Name;
            var scaler = rendering.All<V2HorizontalPodAutoscaler>().SingleOrDefault(scaler => scaler.Spec.ScaleTargetRef.Name == name);
            Assert.Equal(scaler is null, deployment.Spec.Replicas is not null);
            var least = scaler?.Spec.MinReplicas ?? deployment.Spec.Replicas;
            var budget = rendering.All<V1PodDisruptionBudget>().SingleOrDefault(budget => budget.Metadata.Name == name);
            Assert.Equal(least > 1, budget is not null);
            if (budget is not null)
                Assert.Equal([name], Selected(rendering, budget.Spec.Selector.MatchLabels));
        }
    }

    [Fact]
    public void Profiles_cover_one_pod_several_pods_and_autoscaling()
    {
        Assert.Empty(Helm.Render("off").All<V1PodDisruptionBudget>());
        Assert.Equal(6, Helm.Render("ha").All<V1PodDisruptionBudget>().Count());
        Assert.Equal(["gateway", "grievances"], Helm.Render("ha").All<V2HorizontalPodAutoscaler>().Select(scaler => scaler.Metadata.Name).Order());
    }

    [Fact]
    public void A_digest_pins_the_image() =>
        Assert.Contains("/gateway@sha256:", Helm.Render("ha").Deployments.Single(deployment => deployment.Metadata.Name == "gateway").Spec.Template.Spec.Containers[0].Image, StringComparison.Ordinal);

    private static IEnumerable<string> Selected(Rendering rendering, IDictionary<string, string> selector) =>
        rendering.Pods.Where(pod => Rendering.Selects(selector, pod.Pod.Metadata.Labels)).Select(pod => pod.Name);

    private static void AssertProbe(V1Probe probe, string path)
    {
        Assert.Equal(path, probe.HttpGet.Path);
        Assert.Equal("management", probe.HttpGet.Port.Value);
    }
}

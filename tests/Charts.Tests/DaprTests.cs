using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Charts.Tests;

public sealed partial class DaprTests
{
    private static readonly string Local = Path.Combine(Helm.Root, "infra", "dapr");
    private static Rendering Dapr => Helm.Render("dapr");
    private static IReadOnlyList<string> AppIds => [.. Dapr.Deployments.Select(deployment => Annotation(deployment, "app-id"))];

    [Theory, InlineData("minimal"), InlineData("ha"), InlineData("off")]
    public void Without_dapr_nothing_speaks_of_it(string profile)
    {
        var rendering = Helm.Render(profile);
        Assert.DoesNotContain("dapr.io", rendering.Yaml, StringComparison.Ordinal);
        Assert.Equal("false", rendering.All<V1ConfigMap>().Single().Data["Dapr__Enabled"]);
    }

    [Fact]
    public void Every_process_has_a_sidecar_under_its_own_lower_case_name()
    {
        foreach (var deployment in Dapr.Deployments)
        {
            Assert.Equal("true", Annotation(deployment, "enabled"));
            Assert.Equal(deployment.Metadata.Name, Annotation(deployment, "app-id"));
            Assert.Matches(DnsLabel(), Annotation(deployment, "app-id"));
            Assert.Equal(deployment.Spec.Template.Spec.Containers[0].Ports.Single(port => port.Name == "http").ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture), Annotation(deployment, "app-port"));
            Assert.Contains(Annotation(deployment, "config"), Dapr.All<DaprConfiguration>().Select(configuration => configuration.Metadata.Name));
            var mount = Annotation(deployment, "volume-mounts").Split(':');
            Assert.Contains(deployment.Spec.Template.Spec.Volumes, volume => volume.Name == mount[0] && volume.Projected is not null);
        }
        Assert.Equal("true", Dapr.All<V1ConfigMap>().Single().Data["Dapr__Enabled"]);
    }

    [Fact]
    public void The_job_has_no_sidecar_that_would_keep_it_from_ending() =>
        Assert.Null(Assert.Single(Dapr.All<V1Job>()).Spec.Template.Metadata.Annotations);

    [Fact]
    public void The_secret_store_is_the_one_that_services_are_told_of_and_open_to_them_only()
    {
        var store = Assert.Single(Dapr.All<DaprComponent>());
        Assert.Equal("secretstores.kubernetes", store.Spec.Type);
        Assert.Equal(store.Metadata.Name, Dapr.All<V1ConfigMap>().Single().Data["Dapr__SecretStore"]);
        Assert.Equal(AppIds.Order(), store.Scopes.Order());
    }

    [Fact]
    public void A_sidecar_reads_one_secret_which_its_account_may_get_and_no_other()
    {
        foreach (var deployment in Dapr.Deployments)
        {
            var name = deployment.Metadata.Name;
            var told = deployment.Spec.Template.Spec.Containers[0].Env.Single(variable => variable.Name == "Dapr__KeysSecret").Value;
            var scope = Assert.Single(Configuration(name).Spec.Secrets.Scopes);
            Assert.Equal(("heed-secrets", "deny"), (scope.StoreName, scope.DefaultAccess));
            Assert.Equal([told], scope.AllowedSecrets);
            var binding = Dapr.All<V1RoleBinding>().Single(binding => binding.Subjects.Any(subject => subject.Name == deployment.Spec.Template.Spec.ServiceAccountName));
            var rule = Assert.Single(Dapr.All<V1Role>().Single(role => role.Metadata.Name == binding.RoleRef.Name).Rules);
            Assert.Equal([told], rule.ResourceNames);
            Assert.Equal(["get"], rule.Verbs);
            Assert.Equal(["secrets"], rule.Resources);
        }
    }

    [Fact]
    public void Only_four_apis_of_a_sidecar_are_open()
    {
        foreach (var configuration in Dapr.All<DaprConfiguration>())
            Assert.Equal(["healthz", "invoke", "metadata", "secrets"], configuration.Spec.Api.Allowed.Select(api => api.Name).Order());
    }

    [Fact]
    public void Grievances_may_read_assessments_and_nobody_may_call_anything_else()
    {
        foreach (var configuration in Dapr.All<DaprConfiguration>())
        {
            var control = configuration.Spec.AccessControl;
            Assert.Equal("deny", control.DefaultAction);
            Assert.All(control.Policies, policy =>
            {
                Assert.Contains(policy.AppId, AppIds);
                Assert.Equal(("deny", "default", control.TrustDomain), (policy.DefaultAction, policy.Namespace, policy.TrustDomain));
            });
        }
        var allowed = from configuration in Dapr.All<DaprConfiguration>()
                      from policy in configuration.Spec.AccessControl.Policies
                      from operation in policy.Operations
                      select $"{policy.AppId} {operation.Action} {string.Join(',', operation.HttpVerb)} {configuration.Metadata.Name}{operation.Name}";
        Assert.Equal(["grievances allow GET assessments/api/assessments/v1/**"], allowed);
    }

    [Fact]
    public void Retries_name_policies_that_exist_and_apps_that_are_called()
    {
        var resiliency = Assert.Single(Dapr.All<DaprResiliency>());
        Assert.All(resiliency.Scopes, scope => Assert.Contains(scope, AppIds));
        Assert.Equal(["assessments"], resiliency.Spec.Targets.Apps.Keys);
        foreach (var target in resiliency.Spec.Targets.Apps.Values)
        {
            Assert.Contains(target.Timeout, resiliency.Spec.Policies.Timeouts.Keys);
            Assert.Contains(target.Retry, resiliency.Spec.Policies.Retries.Keys);
            Assert.Contains(target.CircuitBreaker, resiliency.Spec.Policies.CircuitBreakers.Keys);
        }
    }

    [Fact]
    public void Local_rules_equal_the_chart()
    {
        var files = Directory.GetFiles(Path.Combine(Local, "config"), "*.yaml");
        Assert.Equal(AppIds.Order(), files.Select(Path.GetFileNameWithoutExtension).Order());
        foreach (var file in files)
        {
            var local = Assert.IsType<DaprConfiguration>(Assert.Single(Rendering.Parse(File.ReadAllText(file))));
            Assert.Equal(Json(Configuration(Path.GetFileNameWithoutExtension(file)).Spec), Json(local.Spec));
        }
        var resiliency = Assert.IsType<DaprResiliency>(Assert.Single(Rendering.Parse(File.ReadAllText(Path.Combine(Local, "resources", "resiliency.yaml")))));
        var rendered = Dapr.All<DaprResiliency>().Single();
        Assert.Equal(Json(rendered.Spec) + Json(rendered.Scopes), Json(resiliency.Spec) + Json(resiliency.Scopes));
        var store = Assert.IsType<DaprComponent>(Assert.Single(Rendering.Parse(File.ReadAllText(Path.Combine(Local, "resources", "secrets.yaml")))));
        Assert.Equal(Dapr.All<DaprComponent>().Single().Scopes, store.Scopes);
        Assert.Equal("heed-secrets", store.Metadata.Name);
    }

    [Fact]
    public void Access_control_speaks_for_the_namespace_of_the_release()
    {
        var result = Helm.Run(["template", "heed", Helm.Chart, "--namespace", "elsewhere", .. Helm.ValuesOf("dapr"), "--set", "dapr.trustDomain=heed.example.org"]);
        Assert.True(result.ExitCode == 0, result.Error);
        var policy = new Rendering(result.Output).All<DaprConfiguration>().SelectMany(configuration => configuration.Spec.AccessControl.Policies).Single();
        Assert.Equal(("elsewhere", "heed.example.org"), (policy.Namespace, policy.TrustDomain));
    }

    private static DaprConfiguration Configuration(string? name) =>
        Dapr.All<DaprConfiguration>().Single(configuration => configuration.Metadata.Name == name);

    private static string Annotation(V1Deployment deployment, string name) =>
        deployment.Spec.Template.Metadata.Annotations["dapr.io/" + name];

    private static string Json(object value) => JsonSerializer.Serialize(value);

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex DnsLabel();
}

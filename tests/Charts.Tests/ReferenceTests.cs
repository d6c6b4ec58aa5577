using System.Text.RegularExpressions;
using k8s.Models;

namespace Charts.Tests;

/// <summary>What pods read: settings that the chart writes, and keys of Secrets that its README tells people to make.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Services = ["assessments", "engagement", "grievances", "transparency", "identity"];

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Every_config_map_read_is_written(string profile)
    {
        var rendering = Helm.Render(profile);
        var written = rendering.All<V1ConfigMap>().Select(map => map.Metadata.Name).ToHashSet();
        foreach (var container in rendering.Deployments.SelectMany(deployment => deployment.Spec.Template.Spec.Containers))
        {
            Assert.All(container.EnvFrom, source => Assert.Contains(source.ConfigMapRef.Name, written));
            Assert.DoesNotContain(container.Env, variable => variable.ValueFrom?.ConfigMapKeyRef is not null);
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Every_secret_key_read_is_documented(string profile)
    {
        var documented = Backticked().Matches(File.ReadAllText(Path.Combine(Helm.Chart, "README.md"))).Select(match => match.Groups[1].Value).ToHashSet();
        var read = SecretKeys(profile).Select(entry => entry.Key).Distinct().ToList();
        Assert.NotEmpty(read);
        Assert.All(read, key => Assert.Contains(key, documented));
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void The_chart_writes_no_secret_and_no_variable_holds_one(string profile)
    {
        var rendering = Helm.Render(profile);
        Assert.Empty(rendering.All<V1Secret>());
        var plain = rendering.Pods.SelectMany(pod => pod.Pod.Spec.Containers).SelectMany(container => container.Env)
            .Where(variable => variable.Value is not null).Select(variable => variable.Name)
            .Concat(rendering.All<V1ConfigMap>().SelectMany(map => map.Data.Keys));
        Assert.DoesNotContain(plain, name => name.StartsWith("ConnectionStrings", StringComparison.Ordinal)
            || name is "Bus__Url" or "Files__S3__AccessKey" or "Files__S3__SecretKey" or "Mail__Smtp__User" or "Mail__Smtp__Password");
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void A_process_reads_its_own_secrets_only(string profile)
    {
        string[] files = profile == "off" ? [] : ["Files__S3__AccessKey", "Files__S3__SecretKey"];
        string[] mail = profile == "ha" ? ["Mail__Smtp__User", "Mail__Smtp__Password"] : [];
        foreach (var name in Services)
            Assert.Equal([$"ConnectionStrings__{name}", $"ConnectionStrings__{name}-relay", "Bus__Url", .. name == "grievances" ? [.. files, .. mail] : Array.Empty<string>()], SecretVariables(profile, name));
        Assert.Equal(["ConnectionStrings__gateway"], SecretVariables(profile, "gateway"));
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Variable_and_secret_key_name_the_same_database(string profile)
    {
        var connections = SecretKeys(profile).Where(entry => entry.Variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(connections);
        Assert.All(connections, entry => Assert.Equal("ConnectionStrings__" + entry.Key, entry.Variable));
    }

    [Theory, InlineData("minimal"), InlineData("ha"), InlineData("dapr")]
    public void Owner_roles_are_for_the_migration_alone_which_runs_before_the_release(string profile)
    {
        var rendering = Helm.Render(profile);
        var job = Assert.Single(rendering.All<V1Job>());
        Assert.Equal("pre-install,pre-upgrade", job.Metadata.Annotations["helm.sh/hook"]);
        Assert.Equal(["migrate", "all"], job.Spec.Template.Spec.Containers[0].Args);
        Assert.Equal([.. Services.Append("gateway").Select(name => $"ConnectionStrings__{name}-owner"), "Bus__Url"], SecretVariables(profile, "migrator").Order(
            Comparer<string>.Create((left, right) => Rank(left) - Rank(right))));
        var others = SecretKeys(profile).Where(entry => entry.Pod != "migrator");
        Assert.DoesNotContain(others, entry => entry.Secret == "heed-owners" || entry.Key.EndsWith("-owner", StringComparison.Ordinal));
        static int Rank(string variable) => variable == "Bus__Url" ? 1 : 0;
    }

    [Fact]
    public void Migrations_can_be_left_out() => Assert.Empty(Helm.Render("off").All<V1Job>());

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Keys_come_as_files_or_through_the_sidecar_never_both(string profile)
    {
        foreach (var (name, pod) in Helm.Render(profile).Pods.Where(pod => pod.Name != "migrator"))
        {
            var variables = pod.Spec.Containers[0].Env.ToDictionary(variable => variable.Name, variable => variable.Value);
            var volume = pod.Spec.Volumes.SingleOrDefault(volume => volume.Secret is not null);
            Assert.Equal(profile == "dapr", variables.GetValueOrDefault("Dapr__KeysSecret") == $"{name}-keys");
            Assert.Equal(profile != "dapr", variables.GetValueOrDefault("Keys__Directory") == "/keys");
            Assert.Equal(profile == "dapr" ? null : $"{name}-keys", volume?.Secret.SecretName);
            if (volume is not null)
                Assert.Equal(("/keys", true), pod.Spec.Containers[0].VolumeMounts.Where(mount => mount.Name == volume.Name).Select(mount => (mount.MountPath, mount.ReadOnlyProperty == true)).Single());
        }
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Addresses_lead_to_services_that_exist(string profile)
    {
        var rendering = Helm.Render(profile);
        var settings = rendering.All<V1ConfigMap>().Single().Data;
        var exposed = rendering.All<V1Service>().ToDictionary(service => service.Metadata.Name, service => service.Spec.Ports.Single().Port);
        var gateway = rendering.Deployments.Single(deployment => deployment.Metadata.Name == "gateway").Spec.Template.Spec.Containers[0].Env
            .Where(variable => variable.Value is not null).ToDictionary(variable => variable.Name, variable => variable.Value);
        foreach (var name in Services)
        {
            var variable = $"Services__{name}__http__0";
            Assert.Equal(profile != "dapr", settings.ContainsKey(variable));
            var address = new Uri(settings.TryGetValue(variable, out var shared) ? shared : gateway[variable]);
            Assert.Equal(exposed[name], address.Port);
            Assert.Equal(name, address.Host);
        }
        Assert.Equal("http://identity:8080", settings["IdentityInternal"]);
        Assert.Equal("https://heed.example.org", settings["Issuer"]);
        Assert.Equal("Postgres", settings["Database__Provider"]);
        Assert.Equal("RabbitMq", settings["Bus__Transport"]);
    }

    [Fact]
    public void The_gateway_alone_knows_the_proxies_in_front()
    {
        static IEnumerable<(string Pod, string Value)> Named(string profile) =>
            from pod in Helm.Render(profile).Pods
            from variable in pod.Pod.Spec.Containers[0].Env
            where variable.Name.StartsWith("Gateway__TrustedProxies__", StringComparison.Ordinal)
            orderby variable.Name
            select (pod.Name, variable.Value);
        Assert.Equal([("gateway", "10.244.0.0/16"), ("gateway", "2001:db8:1::/64")], Named("ha"));
        Assert.Empty(Named("minimal"));
    }

    [Fact]
    public void A_changed_setting_or_secrets_revision_rolls_the_pods()
    {
        static string Annotations(params string[] extra)
        {
            var result = Helm.Template([.. Helm.ValuesOf("minimal"), .. extra]);
            Assert.True(result.ExitCode == 0, result.Error);
            return string.Join(';', new Rendering(result.Output).Deployments[0].Spec.Template.Metadata.Annotations.Select(pair => pair.Key + pair.Value));
        }
        var before = Annotations();
        Assert.Equal(before, Annotations());
        Assert.NotEqual(before, Annotations("--set", "publicUrl=https://other.example.org"));
        Assert.NotEqual(before, Annotations("--set-string", "secretsRevision=2"));
    }

    private static IEnumerable<(string Pod, string Variable, string Secret, string Key)> SecretKeys(string profile) =>
        from pod in Helm.Render(profile).Pods
        from variable in pod.Pod.Spec.Containers[0].Env
        where variable.ValueFrom?.SecretKeyRef is not null
        select (pod.Name, variable.Name, variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key);

    private static IEnumerable<string> SecretVariables(string profile, string pod) =>
        SecretKeys(profile).Where(entry => entry.Pod == pod).Select(entry => entry.Variable);

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Backticked();
}

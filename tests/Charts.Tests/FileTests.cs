using k8s.Models;

namespace Charts.Tests;

/// <summary>Where files lie and how mail leaves: the grievances service is told, and no other process.</summary>
public sealed class FileTests
{
    [Theory, InlineData("minimal"), InlineData("ha"), InlineData("dapr")]
    public void Files_go_to_the_bucket_and_its_credentials_come_from_the_secret(string profile)
    {
        var grievances = Variables(profile, "grievances");
        Assert.Equal("s3", grievances["Files__Store"].Value);
        Assert.Equal("heed", grievances["Files__S3__Bucket"].Value);
        Assert.Equal(profile == "ha" ? "http://minio.storage:9000" : "https://objects.example.org", grievances["Files__S3__Endpoint"].Value);
        Assert.Equal(profile == "ha" ? "eu-central-1" : "us-east-1", grievances["Files__S3__Region"].Value);
        AssertSecret("heed-files", "accessKey", grievances["Files__S3__AccessKey"]);
        AssertSecret("heed-files", "secretKey", grievances["Files__S3__SecretKey"]);
        Assert.DoesNotContain("Files__Directory", grievances.Keys);
        Assert.DoesNotContain(Pod(profile, "grievances").Volumes, volume => volume.PersistentVolumeClaim is not null);
    }

    [Fact]
    public void Files_on_a_volume_lie_in_a_folder_of_it_that_only_grievances_mounts()
    {
        var pod = Pod("off", "grievances");
        var volume = Assert.Single(pod.Volumes, volume => volume.PersistentVolumeClaim is not null);
        Assert.Equal("heed-files", volume.PersistentVolumeClaim.ClaimName);
        var mount = Assert.Single(pod.Containers[0].VolumeMounts, mount => mount.Name == volume.Name);
        Assert.NotEqual(true, mount.ReadOnlyProperty);
        var variables = Variables("off", "grievances");
        Assert.Equal("folder", variables["Files__Store"].Value);
        Assert.StartsWith(mount.MountPath + "/", variables["Files__Directory"].Value, StringComparison.Ordinal);
        Assert.DoesNotContain(variables.Keys, name => name.StartsWith("Files__S3__", StringComparison.Ordinal));
        Assert.Single(Helm.Render("off").Pods, other => other.Pod.Spec.Volumes.Any(held => held.PersistentVolumeClaim is not null));
        Assert.Equal("OnRootMismatch", pod.SecurityContext.FsGroupChangePolicy);
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Nothing_but_tmp_and_a_volume_of_files_can_be_written(string profile)
    {
        foreach (var (name, pod) in Helm.Render(profile).Pods)
        {
            var writable = pod.Spec.Containers[0].VolumeMounts.Where(mount => mount.ReadOnlyProperty != true).Select(mount => mount.MountPath).Order();
            Assert.Equal(name == "grievances" && profile == "off" ? ["/files", "/tmp"] : ["/tmp"], writable);
        }
    }

    [Fact]
    public void Mail_leaves_through_the_server_and_its_account_comes_from_the_secret()
    {
        var grievances = Variables("ha", "grievances");
        Assert.Equal("smtp", grievances["Mail__Transport"].Value);
        Assert.Equal("noreply@mail.example.org", grievances["Mail__From"].Value);
        Assert.Equal(("relay.mail", "587", "StartTls", "false"), (grievances["Mail__Smtp__Host"].Value, grievances["Mail__Smtp__Port"].Value,
            grievances["Mail__Smtp__Security"].Value, grievances["Mail__Smtp__CheckRevocation"].Value));
        AssertSecret("heed-mail", "user", grievances["Mail__Smtp__User"]);
        AssertSecret("heed-mail", "password", grievances["Mail__Smtp__Password"]);
        var pod = Pod("ha", "grievances");
        var authority = Assert.Single(pod.Volumes, volume => volume.ConfigMap is not null);
        var mount = Assert.Single(pod.Containers[0].VolumeMounts, mount => mount.Name == authority.Name);
        Assert.Equal(("mail-authority", $"{mount.MountPath}/{authority.ConfigMap.Items.Single().Path}"), (authority.ConfigMap.Name, grievances["Mail__Smtp__Authority"].Value));
    }

    [Theory, InlineData("minimal"), InlineData("dapr"), InlineData("off")]
    public void Mail_scanner_and_desk_are_off_unless_asked_for(string profile)
    {
        var grievances = Variables(profile, "grievances");
        Assert.Equal("none", grievances["Mail__Transport"].Value);
        Assert.DoesNotContain(grievances.Keys, name => name is "Mail__From" or "Files__Clamd" or "Portal__NeutralDesk" || name.StartsWith("Mail__Smtp__", StringComparison.Ordinal));
        Assert.Equal(("clamd.scanning:3310", "neutral-desk"), (Variables("ha", "grievances")["Files__Clamd"].Value, Variables("ha", "grievances")["Portal__NeutralDesk"].Value));
    }

    [Fact]
    public void A_server_that_asks_for_no_account_needs_no_secret()
    {
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set", "mail.smtp.existingSecret=", "--set", "mail.smtp.authorityConfigMap="]);
        Assert.True(result.ExitCode == 0, result.Error);
        var names = new Rendering(result.Output).Pods.Single(pod => pod.Name == "grievances").Pod.Spec.Containers[0].Env.Select(variable => variable.Name).ToList();
        Assert.Contains("Mail__Smtp__Host", names);
        Assert.DoesNotContain(names, name => name is "Mail__Smtp__User" or "Mail__Smtp__Password" or "Mail__Smtp__Authority");
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void No_other_process_hears_of_files_mail_or_the_desk(string profile)
    {
        static bool IsTheirs(string name) => new[] { "Files__", "Mail__", "Portal__" }.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
        var told = Helm.Render(profile).Pods.Where(pod => pod.Pod.Spec.Containers[0].Env.Any(variable => IsTheirs(variable.Name))).Select(pod => pod.Name);
        Assert.Equal(["grievances"], told);
        Assert.DoesNotContain(Helm.Render(profile).All<V1ConfigMap>().SelectMany(map => map.Data.Keys), IsTheirs);
    }

    [Fact]
    public void The_gateway_alone_gets_its_limits_as_whole_numbers()
    {
        var given = Variables("ha", "gateway").Where(pair => pair.Key.StartsWith("Gateway__", StringComparison.Ordinal) && !pair.Key.Contains("TrustedProxies", StringComparison.Ordinal))
            .Select(pair => $"{pair.Key}={pair.Value.Value}").Order();
        Assert.Equal(["Gateway__FilesAtOnce=512", "Gateway__MostBufferedBytes=134217728", "Gateway__PassBits=20", "Gateway__SecondsToAnswerFiles=180", "Gateway__UploadsPerMinute=400"], given);
        Assert.DoesNotContain(Helm.Render("ha").Pods.Where(pod => pod.Name != "gateway").SelectMany(pod => pod.Pod.Spec.Containers[0].Env),
            variable => variable.Name.StartsWith("Gateway__", StringComparison.Ordinal));
        Assert.DoesNotContain(Variables("minimal", "gateway").Keys, name => name.StartsWith("Gateway__", StringComparison.Ordinal));
    }

    /// <summary>Every limit the schema lets through is one the gateway's own settings name.</summary>
    [Fact]
    public void Limits_of_the_gateway_are_called_as_it_reads_them()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Helm.Chart, "values.schema.json")));
        var settings = File.ReadAllText(Path.Combine(Helm.Root, "gateway", "Gateway.Host", "appsettings.json"));
        var limits = schema.RootElement.GetProperty("properties").GetProperty("gateway").GetProperty("properties").GetProperty("settings").GetProperty("properties").EnumerateObject().ToList();
        Assert.NotEmpty(limits);
        Assert.All(limits, limit => Assert.Contains($"\"{char.ToUpperInvariant(limit.Name[0])}{limit.Name[1..]}\":", settings, StringComparison.Ordinal));
    }

    private static V1PodSpec Pod(string profile, string name) => Helm.Render(profile).Pods.Single(pod => pod.Name == name).Pod.Spec;

    private static Dictionary<string, V1EnvVar> Variables(string profile, string name) => Pod(profile, name).Containers[0].Env.ToDictionary(variable => variable.Name);

    private static void AssertSecret(string secret, string key, V1EnvVar variable)
    {
        Assert.Null(variable.Value);
        Assert.Equal((secret, key), (variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key));
    }
}

namespace Charts.Tests;

/// <summary>What the chart must not install, and that it says why.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("publicUrl")]
    [InlineData("database.existingSecret")]
    [InlineData("bus.existingSecret")]
    [InlineData("migrations.existingSecret")]
    [InlineData("services.assessments.keysSecret")]
    [InlineData("services.engagement.keysSecret")]
    [InlineData("services.grievances.keysSecret")]
    [InlineData("services.transparency.keysSecret")]
    [InlineData("services.identity.keysSecret")]
    [InlineData("gateway.keysSecret")]
    [InlineData("ingress.tlsSecret")]
    [InlineData("files.store")]
    [InlineData("files.s3.endpoint")]
    [InlineData("files.s3.bucket")]
    [InlineData("files.s3.existingSecret")]
    [InlineData("mail.from")]
    [InlineData("mail.smtp.host")]
    public void A_missing_value_stops_the_install_and_is_named(string path)
    {
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set", path + "="]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains($": {path}: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gateway.trustedProxies=null")]
    [InlineData("gateway.trustedProxies=[]")]
    public void An_ingress_without_trusted_proxies_stops_the_install(string setting)
    {
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set-json", setting]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(": gateway.trustedProxies: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, Helm.Template([.. Helm.ValuesOf("ha"), "--set-json", setting, "--set", "ingress.enabled=false"]).ExitCode);
    }

    [Fact]
    public void A_volume_without_a_claim_stops_the_install()
    {
        var result = Helm.Template([.. Helm.ValuesOf("off"), "--set", "files.volume.existingClaim="]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(": files.volume.existingClaim: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_place_for_files_the_install_stops_and_says_which_there_are()
    {
        var result = Helm.Template([.. Helm.ValuesOf("minimal"), "--set", "files.store="]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("s3 (files.s3.endpoint, bucket, existingSecret), or volume (files.volume.existingClaim, ReadWriteMany)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_installs_on_default_values() => Assert.NotEqual(0, Helm.Template().ExitCode);

    [Theory]
    [InlineData("unheardOf=1", "'unheardOf' not allowed")]
    [InlineData("services.payments.keysSecret=x", "'payments' not allowed")]
    [InlineData("services.grievances.password=x", "'password' not allowed")]
    [InlineData("gateway.resources.limits.cpu=1", "'resources' not allowed")]
    [InlineData("database.password=x", "'password' not allowed")]
    [InlineData("publicUrl=http://heed.example.org", "/publicUrl")]
    [InlineData("publicUrl=https://heed.example.org/path", "/publicUrl")]
    [InlineData("defaults.replicas=0", "/defaults/replicas")]
    [InlineData("defaults.memory=lots", "/defaults/memory")]
    [InlineData("gateway.imageDigest=latest", "/gateway/imageDigest")]
    [InlineData("gateway.trustedProxies={10.0.0.1}", "/gateway/trustedProxies/0")]
    [InlineData("gateway.trustedProxies={0.0.0.0/0}", "/gateway/trustedProxies/0")]
    [InlineData("gateway.trustedProxies={ingress}", "/gateway/trustedProxies/0")]
    [InlineData("services.identity.trustedProxies={10.0.0.0/8}", "'trustedProxies' not allowed")]
    [InlineData("image.pullPolicy=Sometimes", "/image/pullPolicy")]
    [InlineData("ingress.bodySize=0", "/ingress/bodySize")]
    [InlineData("database.existingSecret=Not A Name", "/database/existingSecret")]
    [InlineData("files.store=folder", "/files/store")]
    [InlineData("files.s3.secretKey=x", "'secretKey' not allowed")]
    [InlineData("files.s3.accessKey=x", "'accessKey' not allowed")]
    [InlineData("files.s3.endpoint=objects.example.org", "/files/s3/endpoint")]
    [InlineData("files.s3.endpoint=https://key:word@objects.example.org", "/files/s3/endpoint")]
    [InlineData("files.scanner.address=clamd", "/files/scanner/address")]
    [InlineData("mail.transport=folder", "/mail/transport")]
    [InlineData("mail.smtp.password=x", "'password' not allowed")]
    [InlineData("mail.smtp.security=None", "/mail/smtp/security")]
    [InlineData("mail.from=Heed", "/mail/from")]
    [InlineData("portal.neutralDesk=Neutral Desk", "/portal/neutralDesk")]
    [InlineData("ingress.filesBodySize=lots", "/ingress/filesBodySize")]
    [InlineData("gateway.settings.filesAtOnce=3", "/gateway/settings/filesAtOnce")]
    [InlineData("gateway.settings.waitSeconds=61", "/gateway/settings/waitSeconds")]
    [InlineData("gateway.settings.rate=1", "'rate' not allowed")]
    public void A_value_that_is_unknown_or_wrong_is_refused(string setting, string says)
    {
        var result = Helm.Template([.. Helm.ValuesOf("minimal"), "--set", setting]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enable-access-log", "true", "\"false\"")]
    [InlineData("proxy-request-buffering", "on", "\"off\"")]
    [InlineData("proxy-buffering", "on", "\"off\"")]
    public void Annotations_can_neither_turn_the_access_log_nor_buffers_on_disk_on(string annotation, string wanted, string stays)
    {
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set-string", $"ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/{annotation}={wanted}"]);
        Assert.True(result.ExitCode == 0, result.Error);
        var lines = result.Output.Split('\n').Where(line => line.Contains($"/{annotation}: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.All(lines, line => Assert.EndsWith(": " + stays, line, StringComparison.Ordinal));
    }
}

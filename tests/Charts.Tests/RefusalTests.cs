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
    public void A_value_that_is_unknown_or_wrong_is_refused(string setting, string says)
    {
        var result = Helm.Template([.. Helm.ValuesOf("minimal"), "--set", setting]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Annotations_cannot_turn_the_access_log_back_on()
    {
        var result = Helm.Template([.. Helm.ValuesOf("ha"), "--set-string", "ingress.annotations.nginx\\.ingress\\.kubernetes\\.io/enable-access-log=true"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("enable-access-log: \"false\"", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("enable-access-log: \"true\"", result.Output, StringComparison.Ordinal);
    }
}

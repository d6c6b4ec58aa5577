using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Charts.Tests;

public sealed partial class RenderingTests
{
    private static readonly HashSet<string> StringMaps = ["annotations", "labels", "matchLabels", "data"];

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Lints_without_a_warning(string profile)
    {
        var result = Helm.Run(["lint", "--strict", Helm.Chart, .. Helm.ValuesOf(profile)]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public void Library_chart_lints() =>
        Assert.Equal(0, Helm.Run("lint", "--strict", Path.Combine(Helm.Root, "charts", "service")).ExitCode);

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void Renders_six_processes_and_parses_strictly(string profile)
    {
        var names = Helm.Render(profile).Deployments.Select(deployment => deployment.Metadata.Name).Order();
        Assert.Equal(["assessments", "engagement", "gateway", "grievances", "identity", "transparency"], names);
    }

    [Fact]
    public void A_values_file_of_every_profile_is_tested()
    {
        var files = Directory.GetFiles(Path.Combine(Helm.Chart, "ci"), "*.yaml").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Helm.ProfileNames.Order(), files.Order());
    }

    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void No_object_is_rendered_twice(string profile)
    {
        var names = Documents(profile).Select(document => $"{Text(document, "kind")}/{Text((YamlMappingNode)document["metadata"], "name")}").ToList();
        Assert.Equal(names.Distinct(), names);
    }

    /// <summary>The typed parser turns an unquoted true or 8080 into text; the API server refuses it.</summary>
    [Theory, MemberData(nameof(Helm.Profiles), MemberType = typeof(Helm))]
    public void What_must_be_text_is_text(string profile)
    {
        var wrong = Documents(profile).SelectMany(document => UnquotedValues(document, "")).ToList();
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("dapr.io/v1alpha1", "Component", "spec: {unheardOf: 1}")]
    [InlineData("apps/v1", "Deployment", "spec: {unheardOf: 1}")]
    [InlineData("apps/v1", "NoSuchKind", "spec: {}")]
    public void The_parser_refuses_what_it_does_not_know(string version, string kind, string rest) =>
        Assert.ThrowsAny<Exception>(() => Rendering.Parse($"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: x}}\n{rest}\n"));

    private static IEnumerable<YamlMappingNode> Documents(string profile)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Helm.Render(profile).Yaml));
        return stream.Documents.Select(document => (YamlMappingNode)document.RootNode);
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private static IEnumerable<string> UnquotedValues(YamlNode node, string path) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair =>
        {
            var key = ((YamlScalarNode)pair.Key).Value!;
            var here = $"{path}/{key}";
            var holdsText = StringMaps.Contains(path.Split('/')[^1]) || path.Contains("/env/", StringComparison.Ordinal) && key == "value";
            return holdsText && pair.Value is YamlScalarNode { Style: ScalarStyle.Plain } scalar && OtherType().IsMatch(scalar.Value!)
                ? [$"{here}: {scalar.Value}"]
                : UnquotedValues(pair.Value, here);
        }),
        YamlSequenceNode list => list.Children.SelectMany(child => UnquotedValues(child, path + "/")),
        _ => [],
    };

    [GeneratedRegex(@"^(true|false|yes|no|on|off|y|n|null|~|)$|^[-+]?(0[xo])?[0-9][0-9_]*(\.[0-9]*)?([eE][-+]?[0-9]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherType();
}

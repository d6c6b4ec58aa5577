using k8s;
using k8s.Models;

namespace Charts.Tests;

/// <summary>Rendered manifests, parsed strictly: an unknown kind, field or a duplicate key throws.</summary>
public sealed class Rendering(string yaml)
{
    public string Yaml { get; } = yaml;
    public IReadOnlyList<object> Objects { get; } = Parse(yaml);

    public IEnumerable<T> All<T>() => Objects.OfType<T>();
    public IReadOnlyList<V1Deployment> Deployments => [.. All<V1Deployment>()];

    /// <summary>Every pod that would run: those of Deployments and those of Jobs.</summary>
    public IEnumerable<(string Name, V1PodTemplateSpec Pod)> Pods =>
        Deployments.Select(deployment => (deployment.Metadata.Name, deployment.Spec.Template))
            .Concat(All<V1Job>().Select(job => (job.Metadata.Name, job.Spec.Template)));

    public static IReadOnlyList<object> Parse(string yaml) =>
        KubernetesYaml.LoadAllFromString(yaml, DaprKinds.TypeMap, strict: true);

    public static bool Selects(IDictionary<string, string>? selector, IDictionary<string, string> labels) =>
        (selector ?? new Dictionary<string, string>()).All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

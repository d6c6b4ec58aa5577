using k8s.Models;

namespace Charts.Tests;

/// <summary>Shapes of the Dapr resources this project writes, after Dapr's documentation. What is missing here is refused.</summary>
public static class DaprKinds
{
    public static IDictionary<string, Type> TypeMap { get; } = new Dictionary<string, Type>
    {
        ["dapr.io/v1alpha1/Component"] = typeof(DaprComponent),
        ["dapr.io/v1alpha1/Configuration"] = typeof(DaprConfiguration),
        ["dapr.io/v1alpha1/Resiliency"] = typeof(DaprResiliency),
    };
}

public abstract class DaprObject
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public V1ObjectMeta Metadata { get; set; } = new();
}

public sealed class DaprComponent : DaprObject
{
    public DaprComponentSpec Spec { get; set; } = new();
    public List<string> Scopes { get; set; } = [];
}

public sealed class DaprComponentSpec
{
    public string Type { get; set; } = "";
    public string Version { get; set; } = "";
    public List<DaprComponentSetting> Metadata { get; set; } = [];
}

public sealed class DaprComponentSetting
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}

public sealed class DaprConfiguration : DaprObject
{
    public DaprConfigurationSpec Spec { get; set; } = new();
}

public sealed class DaprConfigurationSpec
{
    public DaprTracing Tracing { get; set; } = new();
    public DaprMetrics Metrics { get; set; } = new();
    public DaprApi Api { get; set; } = new();
    public DaprSecrets Secrets { get; set; } = new();
    public DaprAccessControl AccessControl { get; set; } = new();
}

public sealed class DaprTracing
{
    public string SamplingRate { get; set; } = "";
}

public sealed class DaprMetrics
{
    public bool Enabled { get; set; }
    public DaprHttpMetrics Http { get; set; } = new();
}

public sealed class DaprHttpMetrics
{
    public bool IncreasedCardinality { get; set; }
}

public sealed class DaprApi
{
    public List<DaprAllowedApi> Allowed { get; set; } = [];
}

public sealed class DaprAllowedApi
{
    public string Name { get; set; } = "";
    public string Version { get; set; } = "";
    public string Protocol { get; set; } = "";
}

public sealed class DaprSecrets
{
    public List<DaprSecretScope> Scopes { get; set; } = [];
}

public sealed class DaprSecretScope
{
    public string StoreName { get; set; } = "";
    public string DefaultAccess { get; set; } = "";
    public List<string> AllowedSecrets { get; set; } = [];
}

public sealed class DaprAccessControl
{
    public string DefaultAction { get; set; } = "";
    public string TrustDomain { get; set; } = "";
    public List<DaprAccessPolicy> Policies { get; set; } = [];
}

public sealed class DaprAccessPolicy
{
    public string AppId { get; set; } = "";
    public string Namespace { get; set; } = "";
    public string TrustDomain { get; set; } = "";
    public string DefaultAction { get; set; } = "";
    public List<DaprOperation> Operations { get; set; } = [];
}

public sealed class DaprOperation
{
    public string Name { get; set; } = "";
    public List<string> HttpVerb { get; set; } = [];
    public string Action { get; set; } = "";
}

public sealed class DaprResiliency : DaprObject
{
    public DaprResiliencySpec Spec { get; set; } = new();
    public List<string> Scopes { get; set; } = [];
}

public sealed class DaprResiliencySpec
{
    public DaprPolicies Policies { get; set; } = new();
    public DaprTargets Targets { get; set; } = new();
}

public sealed class DaprPolicies
{
    public Dictionary<string, string> Timeouts { get; set; } = [];
    public Dictionary<string, DaprRetry> Retries { get; set; } = [];
    public Dictionary<string, DaprCircuitBreaker> CircuitBreakers { get; set; } = [];
}

public sealed class DaprRetry
{
    public string Policy { get; set; } = "";
    public string MaxInterval { get; set; } = "";
    public int MaxRetries { get; set; }
    public DaprRetryMatching Matching { get; set; } = new();
}

public sealed class DaprRetryMatching
{
    public string HttpStatusCodes { get; set; } = "";
}

public sealed class DaprCircuitBreaker
{
    public int MaxRequests { get; set; }
    public string Interval { get; set; } = "";
    public string Timeout { get; set; } = "";
    public string Trip { get; set; } = "";
}

public sealed class DaprTargets
{
    public Dictionary<string, DaprTarget> Apps { get; set; } = [];
}

public sealed class DaprTarget
{
    public string Timeout { get; set; } = "";
    public string Retry { get; set; } = "";
    public string CircuitBreaker { get; set; } = "";
}

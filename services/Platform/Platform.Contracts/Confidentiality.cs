namespace Platform.Contracts;

/// <summary>Ciphertext: only the unwrap door of the owning service can read it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SealedAttribute : Attribute;

/// <summary>Text that anybody may read: published names, public addresses, codes of open lists.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PublicAttribute : Attribute;

/// <summary>A code, state, band or month: says something about a case, but nothing that points at a person.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CoarseAttribute : Attribute;

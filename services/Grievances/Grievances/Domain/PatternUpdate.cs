using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>How far an organisation is with what happened to many.</summary>
public enum PatternState
{
    LookingIntoIt,
    Confirmed,
    BeingFixed,
    Fixed,

    /// <summary>It looked, and does not find it; the words say what it did find.</summary>
    NotConfirmed,
}

/// <summary>What an organisation says about a pattern, for anybody. It names nobody, and stays when more is said.</summary>
public sealed class PatternUpdate : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid PatternId { get; set; }
    public PatternState State { get; set; }
    [Public] public string Text { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

/// <summary>A pattern, or what was said about one, in another language than it was written in: by somebody of the organisation, for anybody.</summary>
public sealed class PatternTranslation : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid PatternId { get; set; }

    /// <summary>Id of what was translated: the pattern itself, or what was said about it.</summary>
    public Guid Of { get; set; }

    /// <summary>Code of a language of the portal.</summary>
    [Coarse] public string Language { get; set; } = "";

    /// <summary>The pattern's title; null of what was said about it.</summary>
    [Public] public string? Title { get; set; }

    [Public] public string Text { get; set; } = "";
}

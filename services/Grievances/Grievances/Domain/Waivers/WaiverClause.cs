namespace Grievances.Domain.Waivers;

/// <summary>What a clause asks somebody to give up, or denies them.</summary>
public enum WaiverKind
{
    /// <summary>Claims, rights or actions: a release, a full and final settlement.</summary>
    WaivesClaims,

    /// <summary>The way to a court, a regulator, a contact point or the press.</summary>
    NoComplaintElsewhere,

    /// <summary>Speaking about what happened or about the terms.</summary>
    Silence,

    /// <summary>The complaint itself, as the price of the remedy.</summary>
    WithdrawAsCondition,

    /// <summary>Bearing what others claim from the organisation.</summary>
    Indemnity,

    /// <summary>Not asked for but told: that there is no appeal (UN Guiding Principle 31 and its commentary; here one can always appeal).</summary>
    DeniesAppeal,
}

/// <summary>A clause that asks for a waiver, where it stands in the text as it was given (UTF-16, like string.Substring).</summary>
public readonly record struct WaiverClause(WaiverKind Kind, int Start, int Length)
{
    /// <summary>First position behind it.</summary>
    public int End => Start + Length;
}

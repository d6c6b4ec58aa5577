using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>Whom the questions about the person ask about.</summary>
public enum AboutWhom
{
    /// <summary>Whoever filed.</summary>
    Self,

    /// <summary>The one it happened to, for whom somebody else filed.</summary>
    Other,
}

/// <summary>
/// What whoever filed says, if they wish, of the person it happened to, so that it can be counted who is harmed and who is heard. Codes alone and in
/// clear, since what is sealed with a case can't be counted; in a table of its own, so that nothing that reads a case reads it.
/// </summary>
public sealed class AboutPerson : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid CaseId { get; set; }
    [Coarse] public string? Age { get; set; }
    [Coarse] public string? Gender { get; set; }
    public bool? Disability { get; set; }

    /// <summary>UN M49 code of a sub-region, never a country.</summary>
    [Coarse] public string? Region { get; set; }

    /// <summary>The day alone: nobody lines it up with what else happened.</summary>
    public DateOnly SaidOn { get; set; }

    /// <summary>Bands of age, the youngest first.</summary>
    public static IReadOnlyList<string> Ages { get; } = ["under_18", "18_to_29", "30_to_44", "45_to_59", "60_and_over"];

    /// <summary>Codes of sex or gender.</summary>
    public static IReadOnlyList<string> Genders { get; } = ["woman", "man", "another"];

    /// <summary>Whom they ask about; null where it happened to several people, of whom nobody is the one.</summary>
    public static AboutWhom? Whom(Grievance kase) =>
        kase.Affected is AffectedPerson.Group or AffectedPerson.Class || kase.Capacity is FilingCapacity.Group ? null
        : kase is { Affected: AffectedPerson.Self, Capacity: FilingCapacity.Person } ? AboutWhom.Self : AboutWhom.Other;
}

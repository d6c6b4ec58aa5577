using Grievances.Domain;

namespace Grievances.Features.Referrals;

/// <summary>What a parcel brings, opened; of its parts the one its content names.</summary>
/// <param name="Parcel">The parcel.</param>
/// <param name="Share">The share of the side it comes from; null where it says that the person's yes is gone.</param>
/// <param name="Case">The case of that side, for the language of the words.</param>
/// <param name="From">Name of that side.</param>
public sealed record Brought(ShareParcel Parcel, CaseShare? Share = null, Grievance? Case = null, string? From = null)
{
    /// <summary>The words that are shared, and the files by the ids they have on that side.</summary>
    internal SharedText? Text { get; init; }

    /// <summary>A line.</summary>
    public SharedEntry? Line { get; init; }

    /// <summary>The words of a line.</summary>
    public string? Words { get; init; }

    /// <summary>A measure of the side it was referred to.</summary>
    public BroughtMeasure? Measure { get; init; }

    /// <summary>The remedy as it is with the giver.</summary>
    public BroughtRemedy? Remedy { get; init; }

    /// <summary>A file.</summary>
    public BroughtFile? File { get; init; }
}

/// <summary>A measure on its way; who inside an organisation answers for it stays there.</summary>
public sealed record BroughtMeasure(
    Guid Id, long Version, RemedyMeasure Measure, MeasureState State, string Text, string Language, string? Signatory, DateOnly? DueOn,
    string? Evidence, DateTimeOffset? DoneAt, DateTimeOffset? AnsweredAt, string? Remark)
{
    /// <summary>A stored measure, opened.</summary>
    public static BroughtMeasure Of(RemedyAction m, CaseSealer sealer) => new(m.Id, m.Version, m.Measure, m.State, sealer.Open("measure", m.Id, "text", m.Text), m.Language, m.Signatory, m.DueOn,
        sealer.OpenIfAny("measure", m.Id, "evidence", m.Evidence), m.DoneAt, m.AnsweredAt, sealer.OpenIfAny("measure", m.Id, "remark", m.Remark));

    /// <summary>Writes what is to be done and where it is to the row of the reader's side.</summary>
    public void WriteTo(RemedyAction row, CaseSealer sealer)
    {
        (row.Measure, row.State, row.Language, row.Signatory, row.DueOn, row.DoneAt, row.AnsweredAt, row.Version) = (Measure, State, Language, Signatory, DueOn, DoneAt, AnsweredAt, Version);
        row.Text = sealer.Seal("measure", Id, "text", Text);
    }
}

/// <summary>The remedy as it is with the giver: its state, and of its measures those of the side that is told.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Offer">Number of the newest offer, which names the clocks.</param>
/// <param name="Measures">Measures of the side that is told.</param>
public sealed record BroughtRemedy(RemedyState State, int Offer, IReadOnlyList<BroughtMeasure> Measures);

/// <summary>A file on its way, and what opens it. Its bytes are read when it is taken in.</summary>
/// <param name="File">The row of the side it comes from.</param>
/// <param name="Sealer">Opens its fields.</param>
public sealed record BroughtFile(CaseFile File, CaseSealer Sealer);

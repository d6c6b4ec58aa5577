using System.Text.Json;
using System.Text.Json.Serialization;
using Grievances.Domain;

namespace Grievances.Features.Remedy;

/// <summary>A measure of a remedy.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Measure">apology, restitution, rehabilitation, compensation, satisfaction, non_repetition, correct_output, delete_data, retrain, human_review or suspend_feature.</param>
/// <param name="State">planned, done, verified, disputed or dropped.</param>
/// <param name="Text">What is done; of an apology its text.</param>
/// <param name="Language">BCP 47 tag of that text.</param>
/// <param name="Signatory">Of an apology: in which role it is signed.</param>
/// <param name="DueOn">Until which day, or null.</param>
/// <param name="Overdue">Whether that day has passed without it.</param>
/// <param name="Evidence">What shows that it was done, or null.</param>
/// <param name="EvidenceFileId">File of the case that shows it, or null.</param>
/// <param name="DoneAt">When the organisation said that it is done, or null.</param>
/// <param name="AnsweredAt">When the person said whether it came as promised, or null.</param>
/// <param name="Remark">What they said, or null.</param>
/// <param name="OwnerRole">Role inside the organisation that answers for it; null for the person.</param>
public sealed record MeasureView(
    Guid Id, string Measure, string State, string Text, string Language, string? Signatory, DateOnly? DueOn, bool Overdue, string? Evidence, Guid? EvidenceFileId,
    DateTimeOffset? DoneAt, DateTimeOffset? AnsweredAt, string? Remark, string? OwnerRole)
{
    /// <summary>Name of the organisation that carries it out where it is another than the reader's or the one that has the mailbox; else null.</summary>
    public string? By { get; init; }

    /// <summary>Of an apology that was made whether the person accepted it; null before they said so, and of everything else.</summary>
    public bool? ApologyAccepted { get; init; }

    /// <summary>Whether the person took back their yes to it.</summary>
    [JsonIgnore] public bool SentAway { get; init; }

    /// <summary>Whether it came after the offer that the person accepted, and is not in it.</summary>
    [JsonIgnore] public bool LeftOut => State == "dropped" && AnsweredAt is not null && DoneAt is null;

    /// <summary>Key of the words that say that it carries this out, or why nobody does any more.</summary>
    [JsonIgnore] public string ByWords => State != "dropped" ? "remedy.by" : SentAway ? "remedy.partner_gone" : "remedy.partner_left";

    /// <summary>A stored measure, opened.</summary>
    internal static MeasureView Of(RemedyAction m, CaseSealer sealer, bool forPerson, DateTimeOffset now, RemedyPartners partners) => new(
        m.Id, Codes.Of(m.Measure), Codes.Of(m.State), sealer.Open("measure", m.Id, "text", m.Text), m.Language, m.Signatory, m.DueOn, m.IsOverdue(now),
        sealer.OpenIfAny("measure", m.Id, "evidence", m.Evidence), m.EvidenceFileId, m.DoneAt, m.AnsweredAt, sealer.OpenIfAny("measure", m.Id, "remark", m.Remark), forPerson ? null : m.OwnerRole)
    {
        By = partners.NameOf(m.ByTenant), SentAway = partners.WasSentAway(m.ByTenant), ApologyAccepted = m is { Measure: RemedyMeasure.Apology, State: MeasureState.Verified } ? true : m.WasNotTaken() ? false : null,
    };
}

/// <summary>A measure as it was offered.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Measure">Kind.</param>
/// <param name="Text">What is to be done; of an apology its text.</param>
/// <param name="Language">BCP 47 tag of that text.</param>
/// <param name="Signatory">Of an apology: in which role it is signed.</param>
/// <param name="OwnerRole">Role inside the organisation that answers for it.</param>
/// <param name="DueOn">Until which day, or null.</param>
/// <param name="ByTenant">Organisation that carries it out where the remedy is a joint one.</param>
public sealed record OfferedMeasure(
    Guid Id, [property: JsonConverter(typeof(JsonStringEnumConverter<RemedyMeasure>))] RemedyMeasure Measure, string Text, string Language, string? Signatory, string OwnerRole, DateOnly? DueOn, Guid? ByTenant);

/// <summary>A plan as it was offered, as it is stored: what the person accepts is this, whatever becomes of the plan meanwhile.</summary>
/// <param name="Words">What goes with it, or null.</param>
/// <param name="WithoutFinding">Whether it is offered without saying that the person is right.</param>
/// <param name="Measures">The measures in order.</param>
public sealed record OfferedPlan(string? Words, bool WithoutFinding, IReadOnlyList<OfferedMeasure> Measures)
{
    /// <summary>Opens what was stored.</summary>
    public static OfferedPlan Open(RemedyOffer offer, CaseSealer sealer) => JsonSerializer.Deserialize<OfferedPlan>(sealer.Open("offer", offer.Id, "offered", offer.Offered), JsonSerializerOptions.Web)!;

    /// <summary>Seals it for the row of an offer.</summary>
    public byte[] Seal(Guid offer, CaseSealer sealer) => sealer.Seal("offer", offer, "offered", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));

    /// <summary>Whether another says nothing else.</summary>
    public bool SaysTheSame(OfferedPlan other) => (Words, WithoutFinding) == (other.Words, other.WithoutFinding) && Measures.SequenceEqual(other.Measures);
}

/// <summary>A stored offer and what was offered with it, opened once.</summary>
internal sealed record OpenOffer(RemedyOffer Offer, OfferedPlan Plan);

/// <summary>An offer of a remedy, and what the person said to it.</summary>
/// <param name="Number">Counts up with every offer.</param>
/// <param name="State">open, accepted, refused, countered, replaced or taken_back.</param>
/// <param name="OfferedByRole">Role of whoever made it.</param>
/// <param name="OfferedAt">When.</param>
/// <param name="Words">What goes with it, or null.</param>
/// <param name="WithoutFinding">Whether it is offered without saying that the person is right.</param>
/// <param name="Measures">What is offered, the apology first.</param>
/// <param name="ApologyAccepted">Whether the person took the apology; null where they did not say.</param>
/// <param name="Answer">What the person said, or wants instead.</param>
/// <param name="AnsweredAt">When, or null: no answer is no acceptance, and the offer stands.</param>
public sealed record OfferView(
    int Number, string State, string OfferedByRole, DateTimeOffset OfferedAt, string? Words, bool WithoutFinding, IReadOnlyList<MeasureView> Measures, bool? ApologyAccepted, string? Answer, DateTimeOffset? AnsweredAt)
{
    /// <summary>Whether the apology in it is to be answered with it: of several, each is answered when it is made.</summary>
    [JsonIgnore] public bool AsksApology => Measures.Count(m => m is { Measure: "apology", State: not "dropped" }) == 1 && Measures.Any(m => m is { Measure: "apology", State: "planned" });

    /// <summary>A stored offer, opened. What an organisation was to carry out that has left since is out of it.</summary>
    internal static OfferView Of(OpenOffer open, CaseSealer sealer, bool forPerson, RemedyPartners partners, IReadOnlySet<Guid> verified)
    {
        var (offer, plan) = open;
        return new(offer.Number, Codes.Of(offer.State), offer.OfferedByRole, offer.OfferedAt, plan.Words, plan.WithoutFinding,
            [.. plan.Measures.Select(m => new MeasureView(m.Id, Codes.Of(m.Measure), !partners.Has(m.ByTenant, offer.OfferedAt) ? "dropped" : verified.Contains(m.Id) ? "verified" : "planned", m.Text, m.Language, m.Signatory, m.DueOn, false, null, null, null, null, null, forPerson ? null : m.OwnerRole)
            {
                By = partners.NameOf(m.ByTenant), SentAway = partners.WasSentAway(m.ByTenant),
            })],
            offer.ApologyAccepted, sealer.OpenIfAny("offer", offer.Id, "answer", offer.Answer), offer.AnsweredAt);
    }
}

/// <summary>The remedy of a case.</summary>
/// <param name="State">none, planned, offered, accepted, refused, countered, implementing, done, verified or not_owed. The person reads none until something was offered.</param>
/// <param name="NotOwedReason">Why none is owed or possible, or null.</param>
/// <param name="Measures">What is being done, the apology first. The person reads it from their acceptance on.</param>
/// <param name="Offers">Every offer, the newest first.</param>
/// <param name="MayAnswer">Whether the reader decides here: the one who filed, and members for themselves.</param>
/// <param name="Counts">Whether it is the reader's answer that counts for the plan: the one who filed.</param>
public sealed record RemedyView(string State, string? NotOwedReason, IReadOnlyList<MeasureView> Measures, IReadOnlyList<OfferView> Offers, bool MayAnswer, bool Counts)
{
    /// <summary>Whether something was offered before and the organisation has to offer anew: an appeal was right, or nothing of it is left.</summary>
    [JsonIgnore] public bool Anew => State is "none" or "planned" && Offers.Count > 0;

    /// <summary>The offer that can still be answered or accepted after all; null where none can.</summary>
    [JsonIgnore] public OfferView? Standing => State is not ("none" or "planned" or "not_owed") && Offers is [{ State: "open" or "refused" or "countered" } offer, ..] ? offer : null;

    /// <summary>Whether the person accepted something before the offer that stands and has not got all of it.</summary>
    [JsonIgnore] public bool EarlierStays => Standing is not null && Offers.FirstOrDefault(o => o.State == "accepted") is { } earlier
        && earlier.Measures.Any(promised => Measures.All(m => m.Id != promised.Id || m.State is not ("verified" or "dropped")));
}

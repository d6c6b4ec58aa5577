using System.Text.Json.Serialization;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Grievances.Features.Referrals;

/// <summary>A shared part as either side and the person read it.</summary>
/// <param name="Id">Its id, the same on both sides.</param>
/// <param name="Other">Name of the other organisation.</param>
/// <param name="Given">Whether the reader's side referred it.</param>
/// <param name="State">awaiting_consent, refused, offered, accepted, declined, withdrawn or taken_back.</param>
/// <param name="Leads">Whether the reader's side leads.</param>
/// <param name="Contested">Whether a side says that it is not responsible.</param>
/// <param name="Text">What is shared.</param>
/// <param name="Why">Why, for the person; null for the other side.</param>
/// <param name="ProposedAt">When it was proposed.</param>
/// <param name="ConsentAt">When the person said yes, or null.</param>
/// <param name="Entries">What was written to it, oldest first; the last 200.</param>
public sealed record SharedView(Guid Id, string Other, bool Given, string State, bool Leads, bool Contested, string Text, string? Why, DateTimeOffset ProposedAt, DateTimeOffset? ConsentAt, IReadOnlyList<SharedLine> Entries)
{
    /// <summary>Files that are shared, or would be.</summary>
    public IReadOnlyList<SharedFile> Files { get; init; } = [];

    /// <summary>When it was refused, given back or taken back, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether nothing of it has left: the person has not said yes.</summary>
    [JsonIgnore] public bool StayedHere => State is "awaiting_consent" or "refused" or "taken_back";

    /// <summary>Whether the person can appeal against what the other side decided: it ended its part, and nobody has decided about that since.</summary>
    [JsonIgnore] public bool MayAppeal => Given && State == "accepted" && Deciding is "outcome";

    private string? Deciding => Entries.LastOrDefault(e => AppealThere.Deciding.Any(kind => Codes.Of(kind) == e.Kind))?.Kind;

    /// <summary>Whether it is the reader's side that contests it, which alone can end that.</summary>
    [JsonIgnore] public bool ContestedByUs => Contested && Entries.LastOrDefault(e => e.Kind == "contested") is not { Ours: false };

    /// <summary>Whether the lead is offered to whichever side does not have it, and not taken yet.</summary>
    [JsonIgnore] public bool LeadOffered => Entries.LastOrDefault(e => e.Kind is "lead_offered" or "lead_taken" or "lead_moved") is { Kind: "lead_offered" };

    /// <summary>Where it stands, as the person is told: also that the other side answered without saying whether it takes it, and that it ended its part.</summary>
    [JsonIgnore] public string Standing => State switch
    {
        "offered" when Entries.Any(e => !e.FromPerson && !e.Ours) => "offered_spoke",
        "accepted" when Deciding is "outcome" or "appeal_dismissed" => "ended",
        "accepted" when Deciding is "appealed" => "appealed",
        _ => State,
    };
}

/// <summary>A line of a shared part.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">words, accepted, declined, contested, uncontested, lead_offered, lead_taken, lead_moved (by an earlier version), outcome (the letter that ends the other side's part), appealed, appeal_upheld or appeal_dismissed.</param>
/// <param name="FromPerson">Whether the person wrote it.</param>
/// <param name="Ours">Whether the reader's side wrote it.</param>
/// <param name="Role">Role of the writer.</param>
/// <param name="Text">The words, or null.</param>
/// <param name="At">When.</param>
public sealed record SharedLine(Guid Id, string Kind, bool FromPerson, bool Ours, string Role, string? Text, DateTimeOffset At);

/// <summary>Reads shared parts of a case, writes to them, and sends to the other side what changed.</summary>
public sealed class SharedPart(GrievancesDb db, TimeProvider clock)
{
    private const int MostShown = 200;

    /// <summary>Code of why nothing is written to a part that is not open: it was never shared, or is not any more.</summary>
    public static string Shut(CaseShare share) => share.ConsentAt is null ? NeverShared : "grievances.referral_over";

    private const string NeverShared = "grievances.referral_never_shared";

    /// <summary>Every shared part of a case, the newest first.</summary>
    public async Task<IReadOnlyList<SharedView>> Of(CaseSealer sealer, CancellationToken cancellation)
    {
        var shares = await db.Shares.AsNoTracking().Where(s => s.CaseId == sealer.CaseId).OrderByDescending(s => s.ProposedAt).ToListAsync(cancellation);
        if (shares.Count == 0)
            return [];
        var entries = await db.SharedEntries.AsNoTracking().Where(e => e.CaseId == sealer.CaseId && e.Kind != SharedKind.Opened).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostShown * 2).ToListAsync(cancellation);
        var texts = shares.ToDictionary(s => s.Id, s => SharedText.Open(s, sealer));
        var files = await SharedFile.Find(db, sealer, [.. texts.Values.SelectMany(t => t.Files)], cancellation);
        return [.. shares.Select(s => new SharedView(s.Id, s.OtherName, s.Given, Codes.Of(s.State), s.LeadTenantId == s.TenantId, s.Contested,
            texts[s.Id].Text, s.Why.Length == 0 ? null : sealer.Open("share", s.Id, "why", s.Why), s.ProposedAt, s.ConsentAt,
            [.. entries.Where(e => e.ShareId == s.Id).Take(MostShown).Reverse().Select(e => new SharedLine(e.Id, Codes.Of(e.Kind), e.FromPerson, e.FromTenantId == e.TenantId, e.WriterRole,
                sealer.OpenIfAny("shared_entry", e.Id, "body", e.Body), e.At))])
        {
            EndedAt = s.EndedAt,
            Files = [.. texts[s.Id].Files.Where(files.ContainsKey).Select(id => files[id])],
        })];
    }

    /// <summary>Writes a line to a shared part and sends it to the other side, within the current unit of work.</summary>
    public Guid Write(CaseShare share, CaseSealer sealer, SharedKind kind, bool fromPerson, string role, string? text)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        db.Add(new SharedEntry
        {
            TenantId = share.TenantId, Id = id, ShareId = share.Id, CaseId = share.CaseId, FromTenantId = share.TenantId, FromPerson = fromPerson, Kind = kind, WriterRole = role,
            Body = text is null ? null : sealer.Seal("shared_entry", id, "body", text.Trim()), At = now,
        });
        Send(share.Id, share.OtherTenantId, ParcelContent.Entry, id);
        return id;
    }

    /// <summary>Sends something to the other side, within the current unit of work.</summary>
    public void Send(Guid share, Guid to, ParcelContent content, Guid? row) => db.Send(share, to, content, row, clock.GetUtcNow());

    /// <summary>Ends, within the current unit of work, what a case is shared by: the copies others have go, and whoever referred it hears that this side has nothing left.</summary>
    public async Task TakeBack(Guid caseId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var share in await db.Shares.Where(s => s.CaseId == caseId && (s.State == ShareState.Offered || s.State == ShareState.Accepted)).ToListAsync(cancellation))
        {
            (share.State, share.EndedAt, share.Version) = (share.Given ? ShareState.Withdrawn : ShareState.Declined, now, share.Version + 1);
            Send(share.Id, share.OtherTenantId, ParcelContent.Withdraw, null);
        }
    }
}

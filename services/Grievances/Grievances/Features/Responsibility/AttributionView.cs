using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;

namespace Grievances.Features.Responsibility;

/// <summary>Who had which part in the harm, as a handler reads it.</summary>
/// <param name="Party">developer, deployer, user, data_supplier or other.</param>
/// <param name="OrganisationId">Organisation of the platform, or null.</param>
/// <param name="Name">What the party is called, or null.</param>
/// <param name="Involvement">caused, contributed, directly_linked, none or unknown.</param>
/// <param name="Share">Part in percent, or null where none can be said.</param>
/// <param name="Contested">Whether the party says otherwise.</param>
/// <param name="Evidence">What it rests on; empty where the involvement is not known.</param>
/// <param name="Objection">What the party says against it, or null.</param>
public sealed record AttributionLineView(string Party, Guid? OrganisationId, string? Name, string Involvement, int? Share, bool Contested, string Evidence, string? Objection);

/// <summary>A record of who had which part. It is never changed; a newer one stands beside it.</summary>
/// <param name="Record">Its number; the highest holds.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="DecidedByRole">Role of whoever decided.</param>
/// <param name="Lines">The lines in order.</param>
public sealed record AttributionRecordView(int Record, DateTimeOffset DecidedAt, string DecidedByRole, IReadOnlyList<AttributionLineView> Lines)
{
    /// <summary>What is left of a hundred percent, or null where no share is said.</summary>
    public int? NotAttributed => Lines.Any(line => line.Share is not null) ? 100 - Lines.Sum(line => line.Share ?? 0) : null;

    /// <summary>Records of an opened case, the newest first.</summary>
    public static async Task<IReadOnlyList<AttributionRecordView>> Of(GrievancesDb db, CaseSealer sealer, CancellationToken cancellation)
    {
        var lines = await db.Attributions.AsNoTracking().Where(a => a.CaseId == sealer.CaseId).OrderByDescending(a => a.Record).ThenBy(a => a.Place).ToListAsync(cancellation);
        return [.. lines.GroupBy(line => line.Record).Select(record => new AttributionRecordView(record.Key, record.First().DecidedAt, record.First().DecidedByRole, [.. record.Select(line => Line(line, sealer))]))];
    }

    private static AttributionLineView Line(CaseAttribution line, CaseSealer sealer)
    {
        var ground = AttributionGround.Open(line, sealer);
        return new(Codes.Of(line.Party), line.OrganisationId, sealer.OpenIfAny("attribution", line.Id, "name", line.Name), Codes.Of(line.Involvement), line.Share, line.Contested, ground.Evidence, ground.Objection);
    }
}

/// <summary>What a line rests on and what the party says against it, as both are sealed together.</summary>
/// <param name="Evidence">What it rests on.</param>
/// <param name="Objection">What the party says, or null.</param>
internal sealed record AttributionGround(string Evidence, string? Objection)
{
    public static AttributionGround Open(CaseAttribution line, CaseSealer sealer) =>
        JsonSerializer.Deserialize<AttributionGround>(sealer.Open("attribution", line.Id, "evidence", line.Evidence), JsonSerializerOptions.Web)!;

    public byte[] Seal(Guid line, CaseSealer sealer) => sealer.Seal("attribution", line, "evidence", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
}

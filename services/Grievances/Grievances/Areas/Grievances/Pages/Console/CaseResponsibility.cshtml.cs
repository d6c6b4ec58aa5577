using System.Globalization;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Responsibility;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>A line of the form.</summary>
public sealed class AttributionRow
{
    public ResponsibleParty? Party { get; set; }
    public Guid? OrganisationId { get; set; }
    public string? Name { get; set; }
    public Involvement? Involvement { get; set; }
    public int? Share { get; set; }
    public bool Contested { get; set; }
    public string? Evidence { get; set; }
    public string? Objection { get; set; }
}

/// <summary>Who had which part in the harm: the record that holds, those before it, and a form that adds one.</summary>
[Authorize(Policy = Permissions.GrievancesHandle), Work(Work.Own)]
public sealed class CaseResponsibilityModel(CasePageTools tools, GrievancesDb db, RecordAttribution attribution) : CasePage(tools, "responsibility")
{
    // One more than the record that holds, and never fewer than three.
    private const int FewestRows = 3;

    [BindProperty] public List<AttributionRow> Lines { get; set; } = [];

    public IReadOnlyList<AttributionRecordView> Records { get; private set; } = [];

    public AttributionRecordView? Current => Records.Count > 0 ? Records[0] : null;

    public IEnumerable<SelectListItem> Parties => [new("Nobody in this line", ""), .. Enum.GetValues<ResponsibleParty>().Select(p => new SelectListItem(Word(Codes.Of(p)), p.ToString()))];

    /// <summary>Organisations of the platform that a line can name: one's own, and those the case was shared with.</summary>
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>What an organisation is called here.</summary>
    public string NameOf(Guid organisation) => Organisations.FirstOrDefault(o => o.Value == organisation.ToString())?.Text ?? "Another organisation of the platform";

    public IEnumerable<SelectListItem> Parts => [new("Choose", ""), .. Enum.GetValues<Involvement>().Select(i => new SelectListItem(PartWord(Codes.Of(i)), i.ToString()))];

    /// <summary>What is true of it now.</summary>
    public string Heading => Current is not { } record ? "Nobody has said who had which part"
        : record.Lines.Any(l => l.Contested) ? "It is contested who was responsible"
        : record.Lines.All(l => l.Involvement == "unknown") ? "It is not known yet who was responsible"
        : $"Record {record.Record} says who was responsible";

    public static string PartWord(string involvement) => involvement switch
    {
        "caused" => "Caused it",
        "contributed" => "Contributed to it",
        "directly_linked" => "Is directly linked to it",
        "none" => "Had no part, as far as is known",
        _ => "Not known yet",
    };

    /// <summary>What follows from a part (UN Guiding Principles 13, 19 and 22).</summary>
    public static string Follows(string involvement) => involvement switch
    {
        "caused" => "Stop it, prevent it, and put right what was done.",
        "contributed" => "Stop one’s own part, use one’s leverage on the others, and put right one’s part.",
        "directly_linked" => "Use one’s leverage to prevent it; one may take a role in the remedy.",
        "none" => "Nothing, unless something new comes up.",
        _ => "Somebody finds out. It is no reason to let the person wait.",
    };

    /// <summary>The share as a bar: parts one after another, and what nobody is given.</summary>
    public IReadOnlyList<(string Label, int Share, int Begin)> Bar
    {
        get
        {
            var (bar, begin) = (new List<(string, int, int)>(), 0);
            foreach (var line in Current?.Lines.Where(l => l.Share > 0) ?? [])
            {
                bar.Add((line.Name ?? Word(line.Party), line.Share!.Value, begin));
                begin += line.Share.Value;
            }
            return bar;
        }
    }

    protected override string? Done(string code) => code == "recorded" ? "Recorded. What was recorded before stays below." : null;

    public async Task<IActionResult> OnPostRecord(Guid id, CancellationToken cancellation)
    {
        // What can't be read as a number is no share that was left out.
        foreach (var (field, _) in ModelState.Where(entry => entry.Key.EndsWith("." + nameof(AttributionRow.Share), StringComparison.Ordinal) && entry.Value?.Errors.Count > 0).ToList())
        {
            var text = ProblemTexts.Find("grievances.share_out_of_range");
            ModelState[field]!.Errors.Clear();
            ModelState.AddModelError(field, $"{text.Title} {text.Mend}".Trim());
        }
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await Show(id, cancellation);
        }
        var rows = Lines.Index().Where(row => row.Item.Party is not null).ToList();
        if (rows.FirstOrDefault(row => row.Item.Involvement is null) is { Item: { } unsaid } missing && unsaid.Party is not null)
        {
            ModelState.AddModelError($"Lines[{missing.Index}].Involvement", "Choose which part. That it is not known yet is an answer.");
            return await Show(id, cancellation);
        }
        var request = new AttributionRequest([.. rows.Select(row => row.Item).Select(l => new AttributionLine(l.Party!.Value, l.Involvement!.Value, l.OrganisationId, l.Name, l.Share, l.Contested, l.Evidence, l.Objection))]);
        var outcome = await Tools.Idempotency.Once($"page:attribution:{id:N}", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => attribution.Run(id, request, cancellation), cancellation);
        return await After(id, outcome, "recorded", outcome.Refusal is { } refusal ? Field(refusal, rows) : "", cancellation);
    }

    protected override async Task<Refusal?> Read(OpenDoor door, CancellationToken cancellation)
    {
        Records = await AttributionRecordView.Of(db, door.Sealer, cancellation);
        var partners = await db.Shares.AsNoTracking().Where(s => s.CaseId == door.Sealer.CaseId).Select(s => new { s.OtherTenantId, s.OtherName }).Distinct().OrderBy(s => s.OtherName).ToListAsync(cancellation);
        Organisations = [new("None of this platform", ""), new("Our organisation", door.Sealer.Tenant.ToString()), .. partners.DistinctBy(s => s.OtherTenantId).Select(s => new SelectListItem(s.OtherName, s.OtherTenantId.ToString())),
            .. Records.SelectMany(r => r.Lines).Select(l => l.OrganisationId).OfType<Guid>().Distinct().Where(o => o != door.Sealer.Tenant && partners.All(s => s.OtherTenantId != o)).Select(o => new SelectListItem("Another organisation of the platform", o.ToString()))];
        if (Lines.Count == 0)
            Lines = [.. (Current?.Lines ?? []).Select(Row)];
        while (Lines.Count < Math.Max(FewestRows, Math.Min(RecordAttribution.MostLines, (Current?.Lines.Count ?? 0) + 1)))
            Lines.Add(new AttributionRow());
        return null;
    }

    private static AttributionRow Row(AttributionLineView l) => new()
    {
        Party = Enum.GetValues<ResponsibleParty>().First(p => Codes.Of(p) == l.Party), OrganisationId = l.OrganisationId, Name = l.Name, Involvement = Enum.GetValues<Involvement>().First(i => Codes.Of(i) == l.Involvement),
        Share = l.Share, Contested = l.Contested, Evidence = l.Evidence, Objection = l.Objection,
    };

    // A pointer into what was sent, as the field of the form: lines that are empty were not sent.
    private static string Field(Refusal refusal, List<(int Index, AttributionRow Item)> rows) =>
        refusal.Errors?.Keys.First().Split('/') is ["", "lines", var place, var name] && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var sent) && sent < rows.Count
            ? $"Lines[{rows[sent].Index}].{char.ToUpperInvariant(name[0])}{name[1..]}" : "Lines[0].Party";
}

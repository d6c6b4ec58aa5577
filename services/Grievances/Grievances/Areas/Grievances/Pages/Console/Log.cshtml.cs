using System.Globalization;
using Grievances.Data;
using Grievances.Features.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The audit log for whoever checks it: its lines by filter, and whether its chain holds. The filter is the address.</summary>
[Authorize(Policy = Permissions.AuditRead), Work(Work.Own)]
public sealed class LogModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, ReadLog log, ExportLog export) : PageModel
{
    private const string Address = "/console/grievances/log";

    [BindProperty(SupportsGet = true)] public string? Reference { get; set; }
    [BindProperty(SupportsGet = true)] public string? Role { get; set; }
    [BindProperty(SupportsGet = true)] public string? What { get; set; }
    [BindProperty(SupportsGet = true)] public DateOnly? Since { get; set; }
    [BindProperty(SupportsGet = true)] public DateOnly? Until { get; set; }

    public IReadOnlyList<LogLine> Items { get; private set; } = [];
    public string? TenantName { get; private set; }
    public string? Next { get; private set; }
    public string? First { get; private set; }

    /// <summary>What walking the chain found; null where nobody asked.</summary>
    public LogChain? Chain { get; private set; }

    public string Heading => Chain switch
    {
        { FirstBroken: { } place } => $"The log does not hold: line {place} is not what it was",
        { Lines: var lines } => $"The log holds, all {lines} lines of it",
        _ => "Who did what with grievances",
    };

    public bool IsFiltered => Query.Length > 0;

    /// <summary>Roles to choose from.</summary>
    public IEnumerable<SelectListItem> Roles { get; } = [new("Every role", ""), .. Known.Select(role => new SelectListItem(Word(role), role))];

    /// <summary>What can be asked for by itself.</summary>
    public IEnumerable<SelectListItem> Kinds { get; } =
    [
        new("Everything", ""), new("Attempts that were refused", RefusedAccess.Action), new("Cases opened", "grievances.case_opened"), new("Identity asked for", "grievances.identity_asked"),
        new("Identity granted", "grievances.identity_granted"), new("Colleagues kept out", "grievances.colleague_excluded"), new("Handed to a body outside", "grievances.handed_over"), new("Erased", "grievances.case_erased"),
    ];

    private static IReadOnlyList<string> Known => ["case-handler", "ombuds", "identity-custodian", "human-rights-lead", "independent-reviewer", "auditor", "administrator", "complainant", "system"];

    private string Query => string.Join('&', new[] { ("Reference", Reference), ("Role", Role), ("What", What), ("Since", Day(Since)), ("Until", Day(Until)) }
        .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));

    /// <summary>A day as a field of a form says it.</summary>
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A code in words, without the service before it and the id behind it.</summary>
    public static string Word(string code) => code[(code.IndexOf('.', StringComparison.Ordinal) + 1)..].Split(':')[0].Replace('-', '_') is { Length: > 0 } said ? QueueWords.Word(said) : "";

    /// <summary>The beginning of an account’s id, which tells two apart; nothing of the person’s side and of the system, which have none.</summary>
    public static string Short(string actor) => Guid.TryParse(actor, out var id) ? id == Guid.Empty ? "" : actor[..8] : "";

    public Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation) => Show(cursor, false, cancellation);

    /// <summary>The same, and what walking the chain finds.</summary>
    public Task<IActionResult> OnGetCheck(CancellationToken cancellation) => Show(null, true, cancellation);

    /// <summary>The whole chain as a file.</summary>
    public async Task<IActionResult> OnGetFile(CancellationToken cancellation) => await export.Run(cancellation);

    private async Task<IActionResult> Show(string? cursor, bool check, CancellationToken cancellation)
    {
        var read = await unit.Read(async () => new
        {
            Page = await log.List(new LogFilter(Reference, Role, What, Since, Until), cursor, null, cancellation),
            Chain = check ? await log.Check(cancellation) : null,
            Tenant = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation),
        }, cancellation);
        if (read.Page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        (Items, Chain, TenantName) = (read.Page.Value!.Items, read.Chain, read.Tenant);
        Next = read.Page.Value.Next is { } next ? $"{Address}?{(IsFiltered ? Query + "&" : "")}cursor={next}" : null;
        First = cursor is null ? null : $"{Address}?{Query}";
        return Page();
    }
}

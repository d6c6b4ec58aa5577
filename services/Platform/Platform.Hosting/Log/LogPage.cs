using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Tenancy;
using Platform.Ui.Layout;

namespace Platform.Hosting.Log;

/// <summary>The audit log before whoever checks it: its lines by filter, and whether its chain holds. The filter is the address.</summary>
public abstract class LogPage<TDb>(TDb db, UnitOfWork<TDb> unit, AuditLog<TDb> log, ExportLog<TDb> export) : PageModel where TDb : PlatformDb
{
    // In the order of the page.
    private static readonly string[] Known = ["case-handler", "ombuds", "identity-custodian", "human-rights-lead", "independent-reviewer", "auditor", "administrator", "client", "complainant", "system"];

    /// <summary>A record by its reference, or by its id.</summary>
    [BindProperty(SupportsGet = true)] public string? Reference { get; set; }

    /// <summary>Who acted, by id.</summary>
    [BindProperty(SupportsGet = true)] public string? Who { get; set; }

    /// <summary>The role they acted in.</summary>
    [BindProperty(SupportsGet = true)] public string? Role { get; set; }

    /// <summary>A group of actions, or the code of one.</summary>
    [BindProperty(SupportsGet = true)] public string? What { get; set; }

    /// <summary>First day.</summary>
    [BindProperty(SupportsGet = true)] public DateOnly? Since { get; set; }

    /// <summary>Last day.</summary>
    [BindProperty(SupportsGet = true)] public DateOnly? Until { get; set; }

    /// <summary>What the page shows.</summary>
    public LogView View { get; private set; } = null!;

    /// <summary>Name of the organisation.</summary>
    public string? TenantName { get; private set; }

    /// <summary>What it comes to, in a sentence.</summary>
    public string Heading { get; private set; } = "";

    /// <summary>Address of the page.</summary>
    protected abstract string Address { get; }

    /// <summary>What is known by a reference here.</summary>
    protected abstract string Record { get; }

    /// <summary>The heading where nobody asked for the chain.</summary>
    protected abstract string Title { get; }

    /// <summary>The lines.</summary>
    public Task<IActionResult> OnGet(string? cursor, CancellationToken cancellation) => Show(cursor, false, cancellation);

    /// <summary>The same, and what walking the chain finds.</summary>
    public Task<IActionResult> OnGetCheck(CancellationToken cancellation) => Show(null, true, cancellation);

    /// <summary>The whole chain as a file.</summary>
    public async Task<IActionResult> OnGetFile(CancellationToken cancellation) => await export.Run(cancellation);

    private async Task<IActionResult> Show(string? cursor, bool check, CancellationToken cancellation)
    {
        var group = log.Groups.Any(g => g.Id == What);
        var filter = new LogFilter(Reference, Role, group ? null : What, Since, Until, Who?.Trim(), group ? What : null);
        var read = await unit.Read(async () => new
        {
            Page = await log.List(filter, cursor, null, cancellation),
            Chain = check ? await log.Check(cancellation) : null,
            Tenant = await db.Set<KnownTenant>().AsNoTracking().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation),
        }, cancellation);
        if (read.Page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        TenantName = read.Tenant;
        Heading = read.Chain switch
        {
            { FirstBroken: { } place } => $"The log does not hold: line {place} is not what it was",
            { Lines: var lines } => $"The log holds, all {lines} lines of it",
            _ => Title,
        };
        View = Filled(read.Page.Value!, cursor, group, read.Chain);
        return Page();
    }

    private LogView Filled(Platform.Contracts.Page<LogLine> page, string? cursor, bool group, LogChain? chain)
    {
        var asked = new Dictionary<string, string?> { [nameof(Reference)] = Reference, [nameof(Who)] = Who, [nameof(Role)] = Role, [nameof(What)] = What, [nameof(Since)] = Day(Since), [nameof(Until)] = Day(Until) };
        var query = string.Join('&', asked.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}"));
        return new LogView
        {
            Address = Address,
            Record = Record,
            Asked = asked,
            Kinds = [new("Everything", ""), .. log.Groups.Select(g => new SelectListItem(g.Words, g.Id)), .. group || string.IsNullOrEmpty(What) ? Array.Empty<SelectListItem>() : [new SelectListItem(Word(What), What)]],
            Roles = [new("Every role", ""), .. Known.Select(role => new SelectListItem(RoleName(role), role))],
            Rows = [.. page.Items.Select(Row)],
            Walk = chain is null ? null : new LogWalk(chain.FirstBroken is null, chain.Head, chain.Waiting),
            Next = page.Next is { } next ? $"{Address}?{(query.Length > 0 ? query + "&" : "")}cursor={next}" : null,
            First = cursor is null ? null : $"{Address}?{query}",
        };
    }

    private LogRow Row(LogLine line) => new(line.At, line.Sequence, RoleName(line.Role), line.Actor, Short(line.Actor), $"{Address}?{nameof(Who)}={Uri.EscapeDataString(line.Actor)}",
        line.Action == $"{log.Service}.access_refused", Word(line.Action), line.Reference ?? Word(line.Subject), Purpose(line.Purpose));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string RoleName(string role) => role.Length > 0 ? ConsoleNavigation.Name(role) : "";

    // Another service's code is a scope or a permission, and means nothing without the service.
    private string Purpose(string code) => code.Contains('.', StringComparison.Ordinal) && !code.StartsWith($"{log.Service}.", StringComparison.Ordinal) && !code.StartsWith("platform.", StringComparison.Ordinal) ? code : Word(code);

    // Without the service before it and the id behind it.
    private static string Word(string code) =>
        code[(code.IndexOf('.', StringComparison.Ordinal) + 1)..].Split(':')[0].Replace('-', ' ').Replace('_', ' ') is { Length: > 0 } said ? char.ToUpperInvariant(said[0]) + said[1..] : "";

    // The end of an id, since all of a day begin with its time; the person's side and the system have none, and a machine's is short.
    private static string Short(string actor) => actor is "system" or "unknown" or "" || Guid.TryParse(actor, out var id) && id == Guid.Empty ? ""
        : Guid.TryParse(actor.Split(':')[^1], out _) ? actor[^8..] : actor;
}

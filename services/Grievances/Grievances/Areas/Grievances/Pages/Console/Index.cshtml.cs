using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The queue of cases. It shows nothing of what a person said.</summary>
[Authorize(Policy = Permissions.GrievancesRead)]
public sealed class IndexModel(GrievancesDb db, ListCases list, ListNotices notices, TimeProvider clock) : PageModel
{
    public string Heading { get; private set; } = "";
    public string? TenantName { get; private set; }
    public IReadOnlyList<CaseRow> Cases { get; private set; } = [];
    public string? Next { get; private set; }
    public string? First { get; private set; }
    public string? State { get; private set; }
    public bool Awaiting { get; private set; }
    public string? Reference { get; private set; }
    public IReadOnlyList<NoticeRow> Notices { get; private set; } = [];
    public bool MayOpen => User.HasClaim("permission", Permissions.GrievancesHandle);
    public DateTimeOffset Now => clock.GetUtcNow();

    public string Empty => Reference is not null ? "No case of your organisation has this reference. Ask for it again, sign by sign: it has ten."
        : State is null or "open" && !Awaiting
        ? "No case is open. New grievances appear here by themselves; send people the address of your portal."
        : "No case is like this. Choose another state above.";

    public IEnumerable<SelectListItem> StateItems =>
    [
        new("Open cases", "open"), new("All cases", "all"),
        .. Enum.GetValues<CaseState>().Select(s => new SelectListItem(Word(Codes.Of(s)), Codes.Of(s))),
    ];

    public string Word(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' ');

    /// <summary>Whether there are more than are shown.</summary>
    public bool MoreNotices { get; private set; }

    public string NoticesTitle => Notices.Count == 1 ? "One clock needs somebody’s eyes" : $"{Notices.Count}{(MoreNotices ? " and more" : "")} clocks need somebody’s eyes";

    public string NoticeWords(NoticeRow notice) => (notice.Clock, notice.Step) switch
    {
        ("retaliation", "missed") => "nobody acted in time on a report of retaliation",
        ("retaliation", "escalation") => "a report of retaliation still waits",
        ("retaliation", _) => "the person reports retaliation",
        ("acknowledge", "missed") => "was not acknowledged in time",
        ("acknowledge", "escalation") => "is about to miss its acknowledgement",
        ("acknowledge", _) => "waits for its acknowledgement",
        (_, "missed") => "got no findings in time",
        (_, "escalation") => "is about to miss its findings",
        _ => "waits for its findings",
    };

    public string Person(string affected) => ConsoleWords.Person(affected);

    /// <summary>What was done just before.</summary>
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGet(string? state, bool awaiting, string? reference, string? cursor, string? done, CancellationToken cancellation)
    {
        Done = done == "routed" ? "The case is passed on. Whom it belongs to has it now; you keep nothing of it." : null;
        // A reference that somebody reads out is looked for among all cases, whatever was chosen before.
        Reference = string.IsNullOrWhiteSpace(reference) ? null : reference.Trim();
        (State, Awaiting) = (Reference is null ? state ?? "open" : "all", awaiting && Reference is null);
        var page = await list.Run(new CaseFilter(State == "all" ? null : State, Awaiting, Reference), cursor, null, cancellation);
        if (page.Refusal is { } refusal)
            return StatusCode(refusal.Status);
        Cases = page.Value!.Items;
        var address = $"/console/grievances?state={Uri.EscapeDataString(State)}{(Awaiting ? "&awaiting=true" : "")}{(Reference is null ? "" : $"&reference={Uri.EscapeDataString(Reference)}")}";
        Next = page.Value.Next is { } next ? $"{address}&cursor={next}" : null;
        First = cursor is null ? null : address;
        var roles = User.FindAll("role").Select(r => r.Value).ToList();
        var needed = roles.Count == 0 ? new Page<NoticeRow>([], null) : (await notices.Run(roles, null, 5, cancellation)).Value!;
        (Notices, MoreNotices) = (needed.Items, needed.Next is not null);
        TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        var (overdue, findings, waiting) = await list.Count(Now, cancellation);
        Heading = overdue > 0 ? $"{overdue} acknowledgement{(overdue == 1 ? " is" : "s are")} overdue"
            : findings > 0 ? $"{findings} {(findings == 1 ? "person waits" : "people wait")} for findings longer than three months"
            : waiting > 0 ? $"{waiting} {(waiting == 1 ? "person waits" : "people wait")} for an answer"
            : "Nobody waits for an answer";
        return Page();
    }

    public async Task<IActionResult> OnPostSeen(Guid noticeId, CancellationToken cancellation)
    {
        if (!MayOpen)
            return Forbid();
        await notices.Seen(noticeId, cancellation);
        return Redirect("/console/grievances");
    }
}

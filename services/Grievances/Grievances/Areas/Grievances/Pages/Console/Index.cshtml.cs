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

    /// <summary>How many there are; the most overdue are shown.</summary>
    public int AllNotices { get; private set; }

    public string NoticesTitle => ConsoleWords.Notices(AllNotices);

    public string NoticeWords(NoticeRow notice) => ConsoleWords.Notice(notice);

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
        var roles = ListNotices.RolesOf(User);
        var needed = roles.Count == 0 ? new Page<NoticeRow>([], null) : (await notices.Run(roles, null, 5, cancellation)).Value!;
        (Notices, AllNotices) = (needed.Items, needed.Next is null ? needed.Items.Count : await notices.Count(roles, cancellation));
        TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        var (overdue, findings, waiting, retaliation) = await list.Count(Now, cancellation);
        Heading = retaliation > 0 ? $"{retaliation} report{(retaliation == 1 ? " of retaliation waits" : "s of retaliation wait")} for somebody to act"
            : overdue > 0 ? $"{overdue} acknowledgement{(overdue == 1 ? " is" : "s are")} overdue"
            : findings > 0 ? $"{findings} {(findings == 1 ? "person waits" : "people wait")} for findings longer than three months"
            : waiting > 0 ? $"{waiting} {(waiting == 1 ? "person waits" : "people wait")} for an answer"
            : "Nobody waits for an answer";
        return Page();
    }

    public async Task<IActionResult> OnPostSeen(Guid noticeId, CancellationToken cancellation)
    {
        var outcome = await notices.Seen(noticeId, ListNotices.RolesOf(User), cancellation);
        return outcome.Refusal is { } refusal ? new RefusedResult(refusal) : Redirect("/console/grievances");
    }
}

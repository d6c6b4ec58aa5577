using Engagement.Contracts;
using Engagement.Data;
using Engagement.Domain;
using Engagement.Features.FollowUps;
using Engagement.Features.Patterns;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Engagement.Areas.Engagement.Pages.Console;

/// <summary>The list of what is owed to people. Its filter is the address, so that it can be sent to a colleague.</summary>
[Authorize(Policy = Permissions.EngagementRead)]
public sealed class IndexModel(EngagementDb db, ListFollowUps list, ListPatterns patterns, CountOverdue count, MarkDone mark, Actor actor, TimeProvider clock) : PageModel
{
    private const string Address = "/console/engagement";
    private const int MostPatterns = 20;

    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Kind { get; set; }

    public string Heading { get; private set; } = "";
    public string TenantName { get; private set; } = "";
    public IReadOnlyList<FollowUpSummary> Items { get; private set; } = [];

    /// <summary>Open patterns, what has been quiet the longest first.</summary>
    public PatternList Patterns { get; private set; } = new([], false, false, default);

    public string? NextHref { get; private set; }
    public string? FirstHref { get; private set; }
    public ProblemText? Problem { get; private set; }
    public bool Done { get; private set; }
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public bool MayWork => actor.May(Permissions.EngagementWork);

    /// <summary>Whether the pages of cases open to whoever looks.</summary>
    public bool MayOpen => actor.May(Permissions.GrievancesHandle);

    public IReadOnlyList<SelectListItem> States => [.. FollowUpState.All.Select(s => new SelectListItem(Capital(s), s, s == (State ?? FollowUpState.Open)))];

    public IReadOnlyList<SelectListItem> Kinds =>
        [new("Everything", "", string.IsNullOrEmpty(Kind)), .. FollowUpKind.All.Select(k => new SelectListItem(Say(k), k, k == Kind))];

    public string EmptySentence => (State ?? FollowUpState.Open) == FollowUpState.Open
        ? "Nobody is waiting. A follow-up appears here when somebody files a grievance, writes, or is due an answer."
        : "No follow-up stands here. Choose another state above.";

    public async Task<IActionResult> OnGet(string? cursor, bool done, CancellationToken cancellation)
    {
        Done = done;
        return await Show(cursor, cancellation);
    }

    public async Task<IActionResult> OnPostDone(Guid id, CancellationToken cancellation)
    {
        if (!MayWork)
            return new RefusedResult(new Refusal(StatusCodes.Status403Forbidden, "platform.forbidden"));
        var outcome = await mark.Run(id, cancellation);
        if (outcome.Refusal is not { } refusal)
            return Redirect(QueryHelpers.AddQueryString(Here(), "done", "true"));
        ModelState.AddModelError("", refusal.Code);
        Problem = ProblemTexts.Find(refusal.Code);
        Response.StatusCode = refusal.Status;
        return await Show(null, cancellation);
    }

    public bool IsOpen(FollowUpSummary item) => item.State == FollowUpState.Open;

    /// <summary>What a case is called, or that nobody has told this service.</summary>
    public string NameOf(FollowUpSummary item) => item.Reference ?? "Reference not known";

    public string? NameStyle(FollowUpSummary item) => item.Reference is null ? "quiet" : "number";

    public string DoneHref(FollowUpSummary item) =>
        QueryHelpers.AddQueryString(Here(), new Dictionary<string, string?> { ["handler"] = "Done", ["id"] = item.Id.ToString() });

    public string StatusKind(FollowUpSummary item) => item.State switch
    {
        FollowUpState.Open => item.DueAt < Now ? "late" : "waiting",
        FollowUpState.Done => "done",
        _ => "neutral",
    };

    public string StatusWord(FollowUpSummary item) => IsOpen(item) && item.DueAt < Now ? "Overdue" : Capital(item.State);

    public string Say(string kind) => kind switch
    {
        FollowUpKind.AcknowledgeDue => "Tell the person that it arrived",
        FollowUpKind.AnswerDue => "Answer the person",
        FollowUpKind.FindingsDue => "Tell the person the findings",
        _ => "Ask the person how it went",
    };

    /// <summary>Who has to act, and where.</summary>
    public string WhoActs(string kind) => kind switch
    {
        FollowUpKind.AcknowledgeDue => "A case handler acknowledges the case",
        FollowUpKind.AnswerDue => "A case handler writes to the person’s mailbox",
        FollowUpKind.FindingsDue => "A case handler tells the person the findings in the letter that closes the case",
        _ => "An engagement lead asks outside this system, by a call or a meeting, and marks it done",
    };

    private async Task<IActionResult> Show(string? cursor, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(Kind))
            Kind = null;
        if (string.IsNullOrEmpty(State))
            State = null;
        var page = await list.Run(State, Kind, null, cursor, cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Items = page.Value!.Items;
        NextHref = page.Value.Next is { } next ? QueryHelpers.AddQueryString(Here(), "cursor", next) : null;
        FirstHref = cursor is null ? null : Here();
        var open = (await patterns.Run(null, MostPatterns, null, cancellation)).Value!;
        Patterns = new PatternList(open.Items, open.Next is not null, MayOpen, Now);
        Heading = (await count.Run(cancellation)).Sentence;
        TenantName = (await db.Set<KnownTenant>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == db.Tenant.Required, cancellation))?.Name ?? "";
        return Page();
    }

    private string Here()
    {
        var filter = new Dictionary<string, string?>();
        if (State is not null)
            filter["state"] = State;
        if (Kind is not null)
            filter["kind"] = Kind;
        return QueryHelpers.AddQueryString(Address, filter);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

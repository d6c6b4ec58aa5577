using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Grievances.Features.Learning;
using Grievances.Features.Queue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The queue of cases, filtered as its address says. It shows nothing of what a person said.</summary>
[Authorize(Policy = Permissions.GrievancesRead), Work(Work.Own)]
public sealed class IndexModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseDoor doors, ListCases list, ListNotices notices, SavedViews views, ExportQueue export, MechanismGlance glance, ColleagueNames names, AppealsThatWait appeals, TimeProvider clock) : PageModel
{
    private static readonly string[] AlwaysShown = ["state", "band", "due", "assigned", "waiting", "reference", "sort"];

    // Filters that no field asks for.
    private static readonly string[] Unasked = ["pattern", "sort"];

    public string Heading { get; private set; } = "";
    public string? TenantName { get; private set; }
    public CaseFilter Filter { get; private set; } = new(CaseFilter.Open);
    public IReadOnlyList<CaseRow> Cases { get; private set; } = [];
    public IReadOnlyList<ViewOfQueue> Views { get; private set; } = [];
    public IReadOnlyList<FilterChip> Chips { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Systems { get; private set; } = new Dictionary<Guid, string>();
    public string? Next { get; private set; }
    public string? First { get; private set; }
    public IReadOnlyList<NoticeRow> Notices { get; private set; } = [];

    /// <summary>Appeals that wait for whoever looks: to decide them, or to name who does.</summary>
    public IReadOnlyList<AppealThatWaits> Appeals { get; private set; } = [];

    /// <summary>Whether a request for an identity waits for whoever looks.</summary>
    public bool AsksIdentity { get; private set; }

    /// <summary>How many there are; the most overdue are shown.</summary>
    public int AllNotices { get; private set; }

    public bool MayOpen => User.HasClaim("permission", Permissions.GrievancesHandle);
    public bool MayGive => User.HasClaim("permission", Permissions.GrievancesAssign);
    public DateTimeOffset Now => clock.GetUtcNow();
    public Guid Account => doors.Account;

    /// <summary>Whether a case of a group opens for whoever is signed in, as far as that depends on the group.</summary>
    public bool Opens(string handledBy) => MayOpen && doors.Opens(handledBy);

    /// <summary>The same of a row; whoever decides an appeal opens it whichever group has it.</summary>
    public bool Opens(CaseRow row) => MayOpen && doors.Opens(row.HandledBy, row.Reviews);

    /// <summary>Whether something can be done with a row together with others: whoever gives work out need not be able to open it.</summary>
    public bool Ticks(CaseRow row) => MayOpen ? Opens(row) : MayGive;

    /// <summary>What can be done with many cases.</summary>
    public IEnumerable<BulkAction> Actions => new[] { BulkAction.Acknowledge, BulkAction.Assign, BulkAction.Attach, BulkAction.Relate, Filter["marks"].Contains("spam") ? BulkAction.NoSpam : BulkAction.Spam }
        .Where(action => action is BulkAction.Assign ? MayGive : MayOpen);

    /// <summary>The eight criteria of UN Guiding Principle 31 with a figure each; null where they are being counted.</summary>
    public (DateTimeOffset At, IReadOnlyList<GlanceFigure> Figures)? Glance { get; private set; }

    /// <summary>Names of colleagues who have one of the cases shown; empty where nobody can be asked.</summary>
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Whether a filter is set that stands among the further ones.</summary>
    public bool MoreIsSet => CaseFilter.Names.Except(AlwaysShown).Any(name => Filter[name].Count > 0 || ModelState.ContainsKey(name));

    public string NoticesTitle => ConsoleWords.Notices(AllNotices);

    /// <summary>What was done just before.</summary>
    public string? Done { get; private set; }

    public string Empty => Filter.One("reference") is not null ? "No case of your organisation has this reference. Ask for it again, sign by sign: it has ten."
        : Chips.Count > 0 ? "No case is like this. Take one of the filters away, or show all cases."
        : Filter["state"] is [CaseFilter.Open] ? "No case is open. New grievances appear here by themselves; send people the address of your portal."
        : "No case is like this. Choose another state above.";

    public IEnumerable<SelectListItem> SystemItems => [new("Any AI system", ""), .. Systems.OrderBy(s => s.Value, StringComparer.OrdinalIgnoreCase).Select(s => new SelectListItem(s.Value, s.Key.ToString()))];

    public async Task<IActionResult> OnGet(string? cursor, string? done, CancellationToken cancellation)
    {
        Done = done switch
        {
            "routed" => "The case is passed on. Whom it belongs to has it now; you keep nothing of it.",
            "saved" => "The view is saved.",
            "recused" => "You stepped back. Nothing of the case opens for you any more; somebody else has to take it on.",
            "moved" => "The case is with the other group now. Yours has no key to it any more.",
            _ => null,
        };
        Filter = ReadKnown();
        await unit.Read(() => Show(cursor, cancellation), cancellation);
        if (User.HasClaim("permission", Permissions.GrievancesLearn))
            Glance = glance.Of(db.Tenant.Required, Account, User);
        // Another service is not waited for within a transaction.
        if (Cases.Any(c => c.AssigneeId is { } assignee && assignee != Account))
            People = await names.Of(db.Tenant.Required, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnGetCsv(CancellationToken cancellation)
    {
        var read = ReadFilter(Query);
        return read.Refusal is { } unknown ? new RefusedResult(unknown) : await export.Run(read.Value!, cancellation);
    }

    public async Task<IActionResult> OnPostSeen(Guid noticeId, CancellationToken cancellation)
    {
        var outcome = await unit.Run(true, () => notices.Seen(noticeId, ListNotices.RolesOf(User), cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? new RefusedResult(refusal) : Redirect(QueueWords.Queue);
    }

    private List<KeyValuePair<string, string?[]>> Query => [.. Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToArray()))];

    // What is not known of an address is left out and named, with how to mend it; the rest still holds.
    private CaseFilter ReadKnown()
    {
        var query = Query;
        while (true)
        {
            var read = ReadFilter(query);
            if (read.Refusal is not { Errors: { } wrong })
                return read.Value!;
            foreach (var (pointer, codes) in wrong)
            {
                Refuse(pointer[1..], codes[0]);
                query.RemoveAll(pair => pair.Key == pointer[1..] || (pair.Key == "awaiting" && pointer == "/waiting"));
            }
        }
    }

    private void Refuse(string filter, string code)
    {
        var text = ProblemTexts.OnPage(code);
        // What was typed stays in its field, to be mended there.
        var field = Unasked.Contains(filter) ? "" : filter;
        if (field.Length > 0)
            ModelState.SetModelValue(field, new ValueProviderResult(Request.Query[filter]));
        ModelState.AddModelError(field, $"{(filter.Length == 0 ? "" : char.ToUpperInvariant(filter[0]) + filter[1..] + ": ")}{text.Title} {text.Mend}".Trim());
        Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    // A reference that somebody reads out is looked for among all cases, whatever was chosen before.
    private static Outcome<CaseFilter> ReadFilter(List<KeyValuePair<string, string?[]>> query)
    {
        var read = CaseFilter.Read(query);
        return read.Refused ? read : read.Value!.One("reference") is { } reference ? new CaseFilter(CaseFilter.All).With("reference", reference)
            : read.Value["state"].Count == 0 ? read.Value.With("state", CaseFilter.Open) : read;
    }

    private async Task<bool> Show(string? cursor, CancellationToken cancellation)
    {
        var page = await list.Run(Filter, cursor, null, cancellation);
        if (page.Refusal is { } refusal)
        {
            Refuse("", refusal.Code);
            (cursor, page) = (null, await list.Run(Filter, null, null, cancellation));
        }
        Cases = page.Value!.Items;
        var address = QueueWords.Link(Filter);
        Next = page.Value.Next is { } next ? $"{address}&cursor={next}" : null;
        First = cursor is null ? null : address;
        var roles = ListNotices.RolesOf(User);
        var needed = roles.Count == 0 ? new Page<NoticeRow>([], null) : (await notices.Run(roles, null, 5, cancellation)).Value!;
        (Notices, AllNotices) = (needed.Items, needed.Next is null ? needed.Items.Count : await notices.Count(roles, cancellation));
        Views = await views.List(cancellation);
        Systems = await db.Systems.AsNoTracking().Where(s => s.Published).OrderBy(s => s.Name).Take(200).ToDictionaryAsync(s => s.Id, s => s.Name, cancellation);
        Chips = QueueWords.Chips(Filter, await Names(cancellation));
        Appeals = await appeals.Run(MayGive, cancellation);
        var head = await list.Head(Now, cancellation, User.HasClaim("permission", Permissions.GrievancesCustody));
        AsksIdentity = head.Identities > 0;
        (TenantName, Heading) = (head.Organisation, ConsoleWords.QueueHeading(head));
        return true;
    }

    private async Task<Dictionary<string, string>> Names(CancellationToken cancellation)
    {
        var names = Systems.ToDictionary(s => s.Key.ToString(), s => s.Value, StringComparer.Ordinal);
        if (Filter.One("pattern") is { } pattern && await db.Patterns.AsNoTracking().Where(p => p.Id == Guid.Parse(pattern)).Select(p => p.Title).FirstOrDefaultAsync(cancellation) is { } title)
            names[pattern] = title;
        return names;
    }
}

using Assessments.Data;
using Assessments.Domain;
using Assessments.Features.Systems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>The tenant's AI systems, and which of them people can choose.</summary>
[Authorize(Policy = Permissions.AssessmentsRead)]
public sealed class SystemsModel(AssessmentsDb db, ListSystems list, AddSystem add, PublishSystem publish, Actor actor) : PageModel
{
    private const string Address = "/console/assessments/systems";

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Description { get; set; }
    [BindProperty] public string? Role { get; set; }
    [BindProperty] public string? Stage { get; set; }
    [BindProperty] public bool Published { get; set; }

    public IReadOnlyList<SystemSummary> Items { get; private set; } = [];
    public string? NextHref { get; private set; }
    public string? FirstHref { get; private set; }
    public string? Organisation { get; private set; }
    public string? Notice { get; private set; }
    public bool MayAssess => actor.May(Permissions.AssessmentsAssess);

    public async Task<IActionResult> OnGet(string? done, string? cursor, CancellationToken cancellation)
    {
        Notice = done switch
        {
            "added" => "The system is added.",
            "published" => "People can choose the system now when they file.",
            "withdrawn" => "People can no longer choose the system.",
            _ => null,
        };
        return await Show(cursor, cancellation);
    }

    public async Task<IActionResult> OnPostAdd(CancellationToken cancellation)
    {
        if (!MayAssess)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (!Codes.TryRead<SystemRole>(Role, out var role))
            ModelState.AddModelError(nameof(Role), "Say what your organisation is to the system.");
        if (!Codes.TryRead<LifecycleStage>(Stage, out var stage))
            ModelState.AddModelError(nameof(Stage), "Say where in its life the system stands.");
        if (ModelState.IsValid)
        {
            var outcome = await add.Run(new AddSystemRequest(Name ?? "", role, Description ?? "", stage, Published), cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"{Address}?done=added");
            foreach (var (pointer, codes) in refusal.Errors!)
                ModelState.AddModelError(char.ToUpperInvariant(pointer[1]) + pointer[2..], ProblemTexts.Find(codes[0]).Title);
        }
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await Show(null, cancellation);
    }

    public async Task<IActionResult> OnPostPublish(Guid id, bool on, CancellationToken cancellation)
    {
        if (!MayAssess)
            return StatusCode(StatusCodes.Status403Forbidden);
        var outcome = await publish.Run(id, on, cancellation);
        return outcome.Refusal is { } refusal ? StatusCode(refusal.Status) : Redirect($"{Address}?done={(on ? "published" : "withdrawn")}");
    }

    private async Task<IActionResult> Show(string? cursor, CancellationToken cancellation)
    {
        var page = await list.Run(null, cursor, cancellation);
        if (page.Refusal is { } refusal)
            return StatusCode(refusal.Status);
        Items = page.Value!.Items;
        Organisation = await TenantName.Find(db, cancellation);
        NextHref = page.Value.Next is { } next ? $"{Address}?cursor={next}" : null;
        FirstHref = cursor is null ? null : Address;
        return Page();
    }
}

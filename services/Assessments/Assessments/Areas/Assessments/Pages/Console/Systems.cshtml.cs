using System.Text.Json;
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
using Platform.Tenancy;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>The tenant's AI systems, and which of them people can choose.</summary>
[Authorize(Policy = Permissions.AssessmentsRead), Work(Work.Own)]
public sealed class SystemsModel(
    AssessmentsDb db, UnitOfWork<AssessmentsDb> unit, ListSystems list, AddSystem add, PublishSystem publish, Idempotency<AssessmentsDb> idempotency, Actor actor) : PageModel
{
    private const string Address = "/console/assessments/systems";

    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Description { get; set; }
    [BindProperty] public string? Role { get; set; }
    [BindProperty] public string? Stage { get; set; }
    [BindProperty] public bool Published { get; set; }
    [BindProperty] public string? Key { get; set; }

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
        Response.StatusCode = StatusCodes.Status400BadRequest;
        if (ModelState.IsValid)
        {
            var request = new AddSystemRequest(Name ?? "", role, Description ?? "", stage, Published);
            var outcome = await idempotency.Once("assessments.systems.form", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => add.Run(request, CancellationToken.None), cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"{Address}?done=added");
            Response.StatusCode = refusal.Status;
            foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]>())
                ModelState.AddModelError(char.ToUpperInvariant(pointer[1]) + pointer[2..], ProblemTexts.Find(codes[0]).Title);
            if (refusal.Errors is null)
                Key = this.FormRefused(refusal, nameof(Key));
        }
        return await Show(null, cancellation);
    }

    public async Task<IActionResult> OnPostPublish(Guid id, bool on, CancellationToken cancellation)
    {
        if (!MayAssess)
            return StatusCode(StatusCodes.Status403Forbidden);
        var outcome = await unit.Run(true, () => publish.Run(id, on, cancellation), o => !o.Refused, cancellation);
        return outcome.Refusal is { } refusal ? new RefusedResult(refusal) : Redirect($"{Address}?done={(on ? "published" : "withdrawn")}");
    }

    private async Task<IActionResult> Show(string? cursor, CancellationToken cancellation)
    {
        Key ??= Guid.NewGuid().ToString();
        var (page, organisation) = await unit.Read(async () => (await list.Run(null, cursor, cancellation), await TenantName.Find(db, cancellation)), cancellation);
        if (page.Refusal is { } refusal)
            return new RefusedResult(refusal);
        Items = page.Value!.Items;
        Organisation = organisation;
        NextHref = page.Value.Next is { } next ? $"{Address}?cursor={next}" : null;
        FirstHref = cursor is null ? null : Address;
        return Page();
    }
}

using System.Text.Json;
using Assessments.Data;
using Assessments.Features.Impacts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>Asks what a system does, or may do, to people. The form carries its own key: sending it twice records once.</summary>
[Authorize(Policy = Permissions.AssessmentsAssess), Work(Work.Own)]
public sealed class RecordModel(AssessmentsDb db, UnitOfWork<AssessmentsDb> unit, RecordImpact record, Idempotency<AssessmentsDb> idempotency) : PageModel
{
    [BindProperty] public Guid? SystemId { get; set; }
    [BindProperty] public string? Right { get; set; }
    [BindProperty] public string? Group { get; set; }
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? Description { get; set; }
    [BindProperty] public RatingForm Form { get; set; } = new();
    [BindProperty] public string? Key { get; set; }

    public string? Organisation { get; private set; }
    public SystemChoices Systems { get; private set; } = null!;

    public async Task OnGet(Guid? system, CancellationToken cancellation)
    {
        SystemId = system;
        Key = Guid.NewGuid().ToString();
        await Prepare(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        Response.StatusCode = 400;
        if (ModelState.IsValid)
        {
            var request = new RecordImpactRequest(SystemId ?? Guid.Empty, Right ?? "", Group ?? "", Title ?? "", Description ?? "", Form.Scale, Form.Scope,
                Form.Irremediability, Form.Likelihood, Form.Actual, Form.DelayMakesIrremediable, Form.Vulnerable, Form.Confidence);
            var outcome = await idempotency.Once("assessments.impacts.form", Key ?? "", JsonSerializer.SerializeToUtf8Bytes(request), () => record.Run(request, CancellationToken.None), cancellation);
            if (outcome.Refusal is not { } refusal)
                return Redirect($"/console/assessments/impacts/{outcome.Value!.Id}?done=recorded");
            Response.StatusCode = refusal.Status;
            foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]>())
                ModelState.AddModelError(NameOf(pointer), Say(pointer, codes[0]));
            if (refusal.Errors is null)
                Key = this.FormRefused(refusal, nameof(Key));
        }
        await Prepare(cancellation);
        return Page();
    }

    private static string NameOf(string pointer)
    {
        var name = char.ToUpperInvariant(pointer[1]) + pointer[2..];
        return typeof(RatingForm).GetProperty(name) is null ? name : $"{nameof(Form)}.{name}";
    }

    private static string Say(string pointer, string code) => (pointer, code) switch
    {
        ("/systemId", _) => "Choose the AI system.",
        ("/right", _) => "Choose the kind of risk.",
        ("/group", "platform.field_missing") => "Say who is affected.",
        ("/title", "platform.field_missing") => "Say in one line what happens to whom.",
        _ => ProblemTexts.Find(code).Title,
    };

    private async Task Prepare(CancellationToken cancellation) => (Systems, Organisation) = await unit.Read(
        async () => (await SystemChoices.Find(db, SystemId, "Choose", cancellation), await TenantName.Find(db, cancellation)), cancellation);
}

using System.Text;
using System.Text.Unicode;
using Grievances.Data;
using Grievances.Features.Files;
using Grievances.Features.Imports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>
/// Takes the file of a register as a stream, so that it lies nowhere in clear.
/// </summary>
[Authorize(Policy = Permissions.GrievancesImport), IgnoreAntiforgeryToken, Work(Work.Own), StreamedForm, RequestSizeLimit(RegisterTable.MostBytes + 1024 * 1024)]
public sealed class ImportFileModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, BringRegister bring, IAntiforgery antiforgery) : PageModel
{
    public string? Register { get; private set; }
    public string? Language { get; private set; }
    public string? TenantName { get; private set; }

    public IActionResult OnGet() => Redirect(ImportWords.Address);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var (fields, taken) = await StreamedForm.Read<StartedImport>(Request, async (before, _, body) =>
        {
            if (!await StreamedForm.IsOurs(HttpContext, antiforgery, before))
                return new Refusal(StatusCodes.Status400BadRequest, "grievances.import_form_stale");
            var content = await Text(body, cancellation);
            return content.Refusal is { } unreadable ? unreadable
                : await unit.Repeat(() => bring.Draft(before.GetValueOrDefault(nameof(Register)), before.GetValueOrDefault(nameof(Language)), content.Value!, cancellation), o => !o.Refused, cancellation);
        }, cancellation);
        if (taken is { Refusal: null } started)
            return Redirect($"{ImportWords.Address}/{started.Value!.Id}");
        var refusal = taken?.Refusal ?? new Refusal(StatusCodes.Status400BadRequest, "grievances.import_file_missing");
        (Register, Language) = (fields.GetValueOrDefault(nameof(Register)), fields.GetValueOrDefault(nameof(Language)));
        ImportWords.Refuse(ModelState, refusal, nameof(Register), nameof(Language), "File");
        Response.StatusCode = refusal.Status;
        TenantName = await unit.Read(() => db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation), cancellation);
        return Page();
    }

    private static async Task<Outcome<string>> Text(Stream body, CancellationToken cancellation)
    {
        using var raw = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            raw.Write(buffer, 0, read);
            if (raw.Length > RegisterTable.MostBytes)
                return new Refusal(StatusCodes.Status413PayloadTooLarge, "grievances.import_too_large");
        }
        var bytes = raw.GetBuffer().AsSpan(0, (int)raw.Length);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : new Refusal(StatusCodes.Status400BadRequest, "grievances.import_not_utf8");
    }
}

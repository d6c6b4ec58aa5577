using Grievances.Data;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Mail;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>A ping as the console shows it.</summary>
/// <param name="At">When it left.</param>
/// <param name="To">The address, masked.</param>
/// <param name="Subject">Subject.</param>
public sealed record ShownLetter(DateTimeOffset At, string To, string Subject);

/// <summary>
/// What leaves by mail. The folder of the embedded mode holds the mails of all its organisations; each sees its own alone.
/// </summary>
[Authorize(Policy = Permissions.GrievancesConfigure)]
public sealed class MailModel(GrievancesDb db, MailSettings settings, FolderMail folder, DeadMail<GrievancesDb> dead) : PageModel
{
    private const int Most = 200;

    public MailRoute Route => settings.Route;
    public string From => settings.From;
    public string Server => $"{settings.Host}:{settings.Port}";
    public IReadOnlyList<ShownLetter> Letters { get; private set; } = [];
    public int Unreadable { get; private set; }
    public IReadOnlyList<DeadMailCount> Dead { get; private set; } = [];
    public string? TenantName { get; private set; }

    public string Heading => (Route, Letters.Count) switch
    {
        (MailRoute.None, _) => "No mail is sent",
        (MailRoute.Smtp, _) => $"Mail leaves through {settings.Host}",
        (_, 0) => "No mail lies in the folder",
        (_, 1) => "One mail lies in the folder",
        var (_, count) => $"{count} mails lie in the folder",
    };

    public async Task OnGet(CancellationToken cancellation)
    {
        TenantName = await db.Set<KnownTenant>().Where(t => t.Id == db.TenantId).Select(t => t.Name).FirstOrDefaultAsync(cancellation);
        Dead = [.. (await dead.List(cancellation)).Where(count => count.Tenant == db.TenantId)];
        if (Route != MailRoute.Folder)
            return;
        (var letters, Unreadable) = folder.List(db.Tenant.Required, Most);
        Letters = [.. letters.Select(letter => new ShownLetter(letter.At, letter.To, letter.Subject))];
    }

    /// <summary>What a fault means, in words.</summary>
    public string Fault(string code) => Platform.Hosting.Http.ProblemTexts.Find(code).Title;
}

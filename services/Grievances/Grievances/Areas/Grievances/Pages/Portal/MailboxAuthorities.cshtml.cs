using Grievances.Data;
using Grievances.Features.Legal;
using Grievances.Features.Mailbox;
using Grievances.Features.Responsibility;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>Who was responsible, and who else has the case: a court or an authority, and where it was handed over.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxAuthoritiesModel(UnitOfWork<GrievancesDb> unit, HolderOfSession holders, ReadResponsibility responsibility, ReadLaw law) : MailboxPage
{
    /// <summary>Hand-overs whose reasons are shown; of those before them where they went.</summary>
    public const int Newest = 3;

    public ResponsibilityView Responsible { get; private set; } = new(false, null, null, []);
    public LawOfCase Law { get; private set; } = new(false, false, []);
    public bool Closed { get; private set; }

    /// <summary>Whether the reader is the one who filed, whose yes it was.</summary>
    public bool Filed { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(async () =>
        {
            var held = await holders.Find(session, cancellation);
            if (held.Value is not { } opened)
                return false;
            (Filed, Closed, Responsible, Law) = (opened.Holder.Id == opened.Case.Id, !opened.Case.IsOpen, await responsibility.Of(opened, cancellation), await law.Of(opened, cancellation));
            return true;
        }, cancellation);
        return found ? Page() : SeeOther(Front);
    }
}

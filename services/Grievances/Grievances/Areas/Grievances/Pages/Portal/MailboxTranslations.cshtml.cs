using Grievances.Data;
using Grievances.Features.Mailbox;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Portal;

/// <summary>What was written to the person, as it was translated: beside the original, and a machine's marked as such. One at a time where they are long.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TenantFromMailbox, Work(Work.Own)]
public sealed class MailboxTranslationsModel(Translations translations, UnitOfWork<GrievancesDb> unit) : MailboxPage
{
    private const int MostOfText = 4_000;

    public IReadOnlyList<TranslationView> Items { get; private set; } = [];

    /// <summary>The one that is shown; null on the list.</summary>
    public TranslationView? Chosen { get; private set; }

    public WholeText? Original { get; private set; }
    public WholeText? Translated { get; private set; }

    public async Task<IActionResult> OnGet(Guid? id, int at, CancellationToken cancellation)
    {
        if (Session is not { } session)
            return SeeOther(Front);
        var found = await unit.Read(() => translations.For(session, cancellation), cancellation);
        if (found.Refused)
            return SeeOther(Front);
        Items = found.Value!;
        Chosen = Items.FirstOrDefault(t => t.Id == id);
        if (Chosen is { } chosen)
            (Original, Translated) = (Part(chosen.Original, at), Part(chosen.Text, at));
        return Page();
    }

    // Side by side, part by part: the longer of the two says how many there are.
    private static WholeText? Part(string? text, int at) => text is null ? null : WholeText.Of("", "", null, text, MostOfText, at);
}

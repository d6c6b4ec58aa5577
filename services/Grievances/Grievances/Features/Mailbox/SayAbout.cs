using Grievances.Data;
using Grievances.Domain;
using Grievances.Help;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;

namespace Grievances.Features.Mailbox;

/// <summary>What somebody says of the person it happened to. Each may be left out, and is then not said.</summary>
/// <param name="Age">under_18, 18_to_29, 30_to_44, 45_to_59 or 60_and_over.</param>
/// <param name="Gender">woman, man or another.</param>
/// <param name="Disability">Whether they find something of daily life very hard, also with help.</param>
/// <param name="Region">ISO 3166-1 code of a country or UN M49 code of a sub-region; the sub-region alone is kept.</param>
public sealed record AboutAnswers(string? Age = null, string? Gender = null, bool? Disability = null, string? Region = null);

/// <summary>What was said, and of whom.</summary>
/// <param name="Whom">self, or other: the one it happened to.</param>
/// <param name="Age">Band of age, or null.</param>
/// <param name="Gender">Sex or gender, or null.</param>
/// <param name="Disability">Disability, or null.</param>
/// <param name="Region">UN M49 code of a sub-region, or null.</param>
public sealed record AboutView(string Whom, string? Age, string? Gender, bool? Disability, string? Region)
{
    /// <summary>What was said, question and answer in the reader's words; nothing of what was not.</summary>
    public IEnumerable<(string Question, string Answer)> InWords()
    {
        var words = PortalText.Words;
        return new (string Code, string? Answer)[]
        {
            ("age", Age is null ? null : words["about.age." + Age]), ("gender", Gender is null ? null : words["about.gender." + Gender]),
            ("disability", Disability is { } hard ? words[hard ? "about.yes" : "about.no"] : null), ("region", Region is null ? null : Regions.Current.NameOf(Region)),
        }.Where(said => said.Answer is not null).Select(said => (words[$"about.{said.Code}_{Whom}"], said.Answer!));
    }
}

/// <summary>
/// Whoever filed says four things about the person it happened to, changes them or takes them back: opt-in, after the filing, and only to be counted.
/// Nothing tells that they did: neither the case's version nor an event, and no line of the audit log, which together with figures that grow would tell what was said.
/// </summary>
public sealed class SayAbout(GrievancesDb db, HolderOfSession holders, TimeProvider clock)
{
    /// <summary>What was said, or nothing yet.</summary>
    public async Task<Outcome<AboutView>> Read(MailboxSession session, CancellationToken cancellation)
    {
        var found = await Find(session, cancellation);
        return found.Refusal is { } refusal ? refusal : await Of(found.Value, cancellation);
    }

    /// <summary>Of a case that a holder has opened; null for whoever is not asked.</summary>
    public async Task<AboutView?> Of(HeldCase held, CancellationToken cancellation) =>
        held.PartOf is null && held.Holder.Id == held.Case.Id && AboutPerson.Whom(held.Case) is { } whom ? await Of((held.Case.Id, whom), cancellation) : null;

    /// <summary>Keeps what is said in place of what was said before, within the current unit of work; where nothing is said, nothing is kept.</summary>
    public async Task<Outcome<Done>> Run(MailboxSession session, AboutAnswers answers, CancellationToken cancellation)
    {
        var region = answers.Region is { } named ? Regions.Current.Of(named) : null;
        if (Fault(answers, region) is { } fault)
            return fault;
        var found = await Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var id = found.Value.Case;
        if (answers is { Age: null, Gender: null, Disability: null, Region: null })
        {
            await Forget(db, id, cancellation);
            return new Done();
        }
        var about = await db.AboutPeople.FirstOrDefaultAsync(a => a.CaseId == id, cancellation);
        if (about is null)
            db.Add(about = new AboutPerson { TenantId = session.Tenant, CaseId = id });
        (about.Age, about.Gender, about.Disability, about.Region, about.SaidOn) = (answers.Age, answers.Gender, answers.Disability, region, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(CancellationToken.None);
        return new Done();
    }

    /// <summary>Takes everything back within the current unit of work; doing it again changes nothing.</summary>
    public async Task<Outcome<Done>> TakeBack(MailboxSession session, CancellationToken cancellation)
    {
        var found = await Find(session, cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        await Forget(db, found.Value.Case, cancellation);
        return new Done();
    }

    /// <summary>Nothing of it stays, also where the case is taken back, left or erased.</summary>
    public static Task<int> Forget(GrievancesDb db, Guid caseId, CancellationToken cancellation) => db.AboutPeople.Where(a => a.CaseId == caseId).ExecuteDeleteAsync(cancellation);

    private async Task<AboutView> Of((Guid Case, AboutWhom Whom) asked, CancellationToken cancellation)
    {
        var about = await db.AboutPeople.AsNoTracking().FirstOrDefaultAsync(a => a.CaseId == asked.Case, cancellation);
        return new AboutView(Codes.Of(asked.Whom), about?.Age, about?.Gender, about?.Disability, about?.Region);
    }

    // Whoever was let in to help, and each of a group, is somebody else than the one it is asked about.
    private async Task<Outcome<(Guid Case, AboutWhom Whom)>> Find(MailboxSession session, CancellationToken cancellation)
    {
        var found = await holders.OfWhole(session, cancellation);
        return found.Refusal is { } refusal ? refusal
            : found.Value!.Holder.Id != found.Value.Case.Id ? new Refusal(StatusCodes.Status403Forbidden, "grievances.only_who_filed")
            : AboutPerson.Whom(found.Value.Case) is { } whom ? (found.Value.Case.Id, whom) : Refusal.Conflict("grievances.about_several");
    }

    private static Refusal? Fault(AboutAnswers answers, string? region)
    {
        (string Pointer, bool Wrong)[] fields =
            [("/age", answers.Age is { } age && !AboutPerson.Ages.Contains(age)), ("/gender", answers.Gender is { } gender && !AboutPerson.Genders.Contains(gender)), ("/region", answers.Region is not null && region is null)];
        var wrong = fields.Where(field => field.Wrong).ToDictionary(field => field.Pointer, _ => new[] { "grievances.about_unknown" });
        return wrong.Count > 0 ? new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", wrong) : null;
    }

    /// <summary>GET, PUT and DELETE /api/grievances/v1/mailbox/about.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        const string reason = "The sealed mailbox token is the key";
        api.MapGet("/mailbox/about", async (SayAbout about, HttpContext http) => (await about.Read(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(view => TypedResults.Ok(view)))
            .WithName("Grievances_ReadAbout").WithSummary("What one said about the person it happened to, to be counted").Produces<AboutView>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
            .Anonymous(reason).WithMetadata(new TenantFromMailboxAttribute());
        api.MapPut("/mailbox/about", async (JsonBody<AboutAnswers> body, SayAbout about, HttpContext http) => (await about.Run(http.Features.GetRequiredMailbox(), body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_SayAbout").WithSummary("Say something about the person it happened to, to be counted; in place of what was said before").Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
            .Anonymous(reason).WithMetadata(new TenantFromMailboxAttribute()).Writes();
        api.MapDelete("/mailbox/about", async (SayAbout about, HttpContext http) => (await about.TakeBack(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(_ => TypedResults.NoContent()))
            .WithName("Grievances_TakeBackAbout").WithSummary("Take all of it back").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409)
            .Anonymous(reason).WithMetadata(new TenantFromMailboxAttribute()).Writes();
    }
}

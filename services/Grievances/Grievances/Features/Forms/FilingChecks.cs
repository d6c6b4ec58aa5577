using Grievances.Features.Intake;
using Platform.Forms;
using Platform.Mail;

namespace Grievances.Features.Forms;

/// <summary>
/// What the base questionnaire asks beyond the form of each answer. What somebody typed is never dropped in silence: it may be the
/// only way to them, or one they thought better of.
/// </summary>
public static class FilingChecks
{
    /// <summary>What happened can't have happened yet.</summary>
    public const string DateInFuture = "grievances.date_in_future";

    /// <summary>What is wrong on a page, by question: the form of the answers first.</summary>
    public static IReadOnlyDictionary<string, FormError> Of(Questionnaire asked, string page, FormAnswers kept)
    {
        var errors = FormCheck.Page(asked.Definition, page, kept, asked.Options);
        return errors.Count > 0 ? errors : page switch
        {
            "contact" => Contact(kept),
            "when" when IsToCome(kept.One("when"), asked.Latest) => Fault("when", DateInFuture),
            "ping" when Given(kept, "ping") && MailAddress.Read(kept.One("ping")) is null => Fault("ping", "grievances.contact_malformed"),
            "members" when !kept.IsUnknown("members") && MembersPage.Lines(kept).Count is var people && (people == 0 || people > FileRules.MostMembers) =>
                Fault("members", people == 0 ? "grievances.members_missing" : "grievances.too_many_members"),
            "members" when MembersPage.Lines(kept).Any(line => FileRules.Characters(line) > FileRules.MostSummary) => Fault("members", "grievances.member_too_long"),
            _ => errors,
        };
    }

    /// <summary>Whether all of a day, a month or a year is still to come.</summary>
    public static bool IsToCome(string? date, DateOnly latest) => FormDate.TryRead(date, out var read) && new DateOnly(read.Year, read.Month ?? 1, read.Day ?? 1) > latest;

    private static Dictionary<string, FormError> Contact(FormAnswers kept) => (kept.One("contact_kind"), Given(kept, "contact_value")) switch
    {
        (null or "none" or FormLimits.Unknown, true) => Fault("contact_kind", "grievances.contact_kind_missing"),
        ("email", true) when MailAddress.Read(kept.One("contact_value")) is null => Fault("contact_value", "grievances.contact_malformed"),
        (not (null or "none" or FormLimits.Unknown), false) => Fault("contact_value", "grievances.contact_missing"),
        _ => new Dictionary<string, FormError>(),
    };

    private static bool Given(FormAnswers kept, string question) => !FileRules.IsBlank(kept.One(question)) && !kept.IsUnknown(question);

    private static Dictionary<string, FormError> Fault(string question, string code) => new() { [question] = new FormError(code, Words: PortalText.Words["error.code." + code]) };
}

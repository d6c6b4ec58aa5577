using Grievances.Domain;
using Grievances.Features.Drafts;
using Grievances.Features.Intake;
using Platform.Forms;

namespace Grievances.Features.Forms;

/// <summary>Makes a filing of what somebody answered. Answers that have a place of their own go there, all others stay answers.</summary>
public static class FiledFromForm
{
    private static readonly HashSet<string> Placed = new(["affected", "capacity", "mandate_kind", "mandate_words", "members", "members_mandate", "system", "system_words", "what", "summary",
        "wants", "unsafe", "exclude", "about_team", "contact_kind", "contact_value", "ping"], StringComparer.Ordinal);

    /// <summary>The filing. Hidden answers are not part of it. Whoever says that the same happened to them need not tell it again: the title of the pattern stands for it.</summary>
    public static FileRequest Of(DraftState draft, FormAnswers kept, string language, string? pattern = null)
    {
        string? Words(string question) => kept.IsUnknown(question) || FileRules.IsBlank(kept.One(question)) ? null : kept.One(question);
        var what = Words("what") ?? (pattern is null ? "" : PortalText.Words.Format("patterns.same", pattern));
        var contactKind = kept.One("contact_kind");
        var capacity = Code<FilingCapacity>(kept.One("capacity")) ?? FilingCapacity.Person;
        return new FileRequest(language, Words("summary") ?? NewCase.FirstLine(what), what, Code<AffectedPerson>(kept.One("affected")) ?? AffectedPerson.Unknown,
            Guid.TryParse(kept.One("system"), out var system) ? system : null, Words("system_words"),
            Rights(kept), [.. kept["wants"].Select(Code<RemedyKind>).OfType<RemedyKind>()],
            contactKind is null or "none" or FormLimits.Unknown || Words("contact_value") is not { } value ? null : new Contact(contactKind, value),
            capacity, capacity is FilingCapacity.Representative or FilingCapacity.Union ? new Mandate(Code<MandateKind>(kept.One("mandate_kind")) ?? MandateKind.NoneYet, Words("mandate_words")) : null,
            capacity is FilingCapacity.Group ? Members(kept) : null, Words("unsafe"),
            [.. Enum.GetValues<ConsentPurpose>().Where(purpose => kept.One("consent_" + Codes.Of(purpose)) == "yes")], Words("ping"),
            kept.Values.Where(answer => !Placed.Contains(answer.Key) && !answer.Key.StartsWith("consent_", StringComparison.Ordinal) && !answer.Key.StartsWith(MembersPage.Question, StringComparison.Ordinal)).ToDictionary(answer => answer.Key, answer => answer.Value),
            draft.FormNumber, [.. draft.Files.Select(file => new UploadedFile(file.Id, file.Token, file.Original))], draft.PatternId, Excluded(kept));
    }

    private static List<string>? Excluded(FormAnswers kept) => kept.One("about_team") == "yes" ? ["case-handler"]
        : kept["exclude"].Where(role => role != FormLimits.Unknown).Select(role => role.Replace('_', '-')).ToList() is { Count: > 0 } roles ? roles : null;

    /// <summary>Codes of the taxonomy that the plain-language answers stand for: <c>harm_04</c> is HARM-04, <c>x_just</c> is X-JUST.</summary>
    private static List<string> Rights(FormAnswers kept) =>
        [.. kept.Values.Where(answer => answer.Key.StartsWith("kind_", StringComparison.Ordinal)).SelectMany(answer => answer.Value)
            .Where(value => value != FormLimits.Unknown).Select(value => value.Replace('_', '-').ToUpperInvariant()).Order(StringComparer.Ordinal).Take(20)];

    private static IReadOnlyList<Member> Members(FormAnswers kept) =>
        [.. MembersPage.Lines(kept).Select((line, at) => new Member(new Mandate(Code<MandateKind>(MembersPage.Answer(kept, at)) ?? MandateKind.NoneYet), line))];

    private static T? Code<T>(string? code) where T : struct, Enum => code is null ? null
        : Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Codes.Of(value!.Value) == code);
}

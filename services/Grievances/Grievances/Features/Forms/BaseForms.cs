using System.Globalization;
using Platform.Forms;
using Platform.Ui.Localization;

namespace Grievances.Features.Forms;

/// <summary>Ways through the base questionnaire.</summary>
public enum FilingPath
{
    Full,

    /// <summary>Few questions, easy to read.</summary>
    Easy,

    /// <summary>For somebody under 18.</summary>
    Child,

    /// <summary>For people who label data or moderate content, also for a supplier (ILO core conventions; data-enrichment labour).</summary>
    Worker,
}

/// <summary>
/// The platform's own questionnaire: plain-language questions over the taxonomy of rights, in six languages. A tenant adds pages
/// after it and takes none away.
/// </summary>
public static class BaseForms
{
    /// <summary>Name of the list of a tenant's AI systems.</summary>
    public const string Systems = "ai_systems";

    private static readonly StringCatalogue Words = new(typeof(BaseForms).Assembly, "questions");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly string[] Headings = ["harm", "equal", "priv", "prop", "thought", "expr", "public", "work", "child", "cult"];
    private static readonly Dictionary<FilingPath, FormDefinition> Forms = Enum.GetValues<FilingPath>().ToDictionary(path => path, Build);

    /// <summary>The words; a test holds every key in every language.</summary>
    public static StringCatalogue Catalogue => Words;

    /// <summary>The questionnaire of a path.</summary>
    public static FormDefinition Of(FilingPath path) => Forms[path];

    /// <summary>Words of a key in every language.</summary>
    internal static LocalText Local(string key) => In(key) ?? throw new InvalidOperationException($"No words for {key}.");

    private static FormDefinition Build(FilingPath path) => new(path switch
    {
        FilingPath.Easy => [One(path, "who", "affected"), One(path, "what"), Wants(path), Unsafe(path), .. Contact(path)],
        FilingPath.Child => [One(path, "who", "affected"), AiSystem(path, false), One(path, "what"), Harm(path, "harm", "equal", "priv", "child", "work", "other"), Wants(path), Unsafe(path)],
        FilingPath.Worker =>
        [
            Page(path, "job", Text("job"), Text("employer")), Many(path, "conditions", "pay", "hours", "content", "contract", "blocked", "union", "discrimination", "other"),
            Page(path, "exposure", YesNo("exposure"), YesNo("support")) with { When = new FormCondition.Includes("conditions", "content") },
            One(path, "what"), When(path), Wants(path), Unsafe(path), .. Contact(path), Consents(path),
        ],
        _ =>
        [
            One(path, "who", "affected"), .. Connection(path), AiSystem(path, true), One(path, "what"), One(path, "summary"), When(path), One(path, "where"),
            Harm(path, [.. Headings, "other"]), .. Headings.Select(heading => Kinds(path, heading)), Other(path), Serious(path), Wants(path), Unsafe(path), .. Contact(path), Consents(path),
        ],
    });

    private static IEnumerable<FormPage> Connection(FilingPath path)
    {
        var forOthers = new FormCondition.All([new FormCondition.Answered("affected"), new FormCondition.IsNot("affected", "self")]);
        yield return Choice(path, "capacity", "person", "representative", "group", "union") with { When = forOthers };
        string[] ways = ["written", "oral", "parent", "guardian", "statute", "none_yet"];
        yield return Page(path, "mandate", OneOf("mandate_kind", ways), Note("mandate_words"))
            with { When = new FormCondition.Any([new FormCondition.Is("capacity", "representative"), new FormCondition.Is("capacity", "union")]) };
        yield return Page(path, "members", (p) => Question(p, "members", QuestionKind.LongText) with { Required = true, Unknown = false }, OneOf("members_mandate", [.. ways, MembersPage.Each]))
            with { When = new FormCondition.Is("capacity", "group") };
    }

    /// <summary>
    /// The questions of a way that has no list of AI systems, for somebody who has chosen one already: whether it was that one. It
    /// stands where the way asks for the system, otherwise before what happened.
    /// </summary>
    internal static FormDefinition WithSystem(FilingPath path, FormDefinition form, FormOption system)
    {
        FormQuestion Chosen(FilingPath p) => Question(p, "system", QuestionKind.OneOf, "none") is var asked ? asked with { Options = [system, .. asked.Options], Unknown = false } : asked;
        var inWords = form.Page("system");
        var page = inWords is null ? Page(path, "system", Chosen) : inWords with { Questions = [Chosen(path), .. inWords.Questions] };
        return new FormDefinition([.. form.Pages.SelectMany(other => other.Id == "system" ? [page] : inWords is null && other.Id == "what" ? [page, other] : new[] { other })]);
    }

    private static FormPage AiSystem(FilingPath path, bool describe) => describe
        ? Page(path, "system",
            p => Question(p, "system", QuestionKind.OneOf, "none") with { OptionsFrom = Systems },
            p => Question(p, "system_words", QuestionKind.LongText) with { MostCharacters = 4_000 })
        : Page(path, "system", p => Question(p, "system_words", QuestionKind.LongText) with { MostCharacters = 4_000 });

    private static FormPage When(FilingPath path) => Page(path, "when", p => Question(p, "when", QuestionKind.Date), YesNo("ongoing"));

    private static FormPage Harm(FilingPath path, params string[] options) => Many(path, "harm", options);

    private static FormPage Kinds(FilingPath path, string heading)
    {
        var id = "kind_" + heading;
        var options = Enumerable.Range(1, 9).Select(i => $"{heading}_{i.ToString("00", CultureInfo.InvariantCulture)}").TakeWhile(option => Words.Find($"q.{id}.{option}", English) is not null);
        return Many(path, id, [.. options]) with { When = new FormCondition.Includes("harm", heading) };
    }

    private static FormPage Other(FilingPath path) =>
        Many(path, "kind_other", "x_just", "x_health", "x_edu", "x_soc", "x_assoc", "x_indig", "x_env", "x_disab", "x_asyl", "x_life") with { When = new FormCondition.Includes("harm", "other") };

    private static FormPage Serious(FilingPath path) => Page(path, "serious",
        OneOf("scale", "very", "badly", "somewhat", "little"), OneOf("scope", "one", "few", "many", "very_many"), OneOf("remediable", "yes", "partly", "no"));

    private static FormPage Wants(FilingPath path) => Many(path, "wants", "apology", "explanation", "correction", "restitution", "compensation", "rehabilitation", "non_repetition", "other");

    // Who files in easy words or is a child is asked the one thing that matters: whether those who would read it are what it is about.
    private static FormPage Unsafe(FilingPath path) => Page(path, "unsafe", YesNo("at_risk"), Note("unsafe"), path is FilingPath.Easy or FilingPath.Child ? YesNo("about_team")
        : p => Question(p, "exclude", QuestionKind.ManyOf, "case_handler", "human_rights_lead", "identity_custodian"));

    private static IEnumerable<FormPage> Contact(FilingPath path)
    {
        yield return Page(path, "contact", OneOf("contact_kind", "none", "email", "phone", "post", "other"), Text("contact_value"));
        yield return Page(path, "ping", Text("ping"));
    }

    private static FormPage Consents(FilingPath path) => Page(path, "consents",
        [.. new[] { "contact_outside", "share_with_supplier", "share_with_authority", "join_similar", "publish_anonymised" }.Select(purpose => YesNo("consent_" + purpose))]);

    private static FormPage One(FilingPath path, string page, string? question = null) => question == "affected"
        ? Page(path, page, p => Question(p, "affected", QuestionKind.OneOf, "self", "child", "other", "group", "class") with { Required = true })
        : page switch
        {
            "what" => Page(path, page, p => Question(p, page, QuestionKind.LongText) with { Required = true, Unknown = false }),
            _ => Page(path, page, Text(page)),
        };

    private static FormPage Choice(FilingPath path, string id, params string[] options) => Page(path, id, OneOf(id, options));

    private static FormPage Many(FilingPath path, string id, params string[] options) => Page(path, id, p => Question(p, id, QuestionKind.ManyOf, options));

    private static Func<FilingPath, FormQuestion> OneOf(string id, params string[] options) => p => Question(p, id, QuestionKind.OneOf, options);

    private static Func<FilingPath, FormQuestion> YesNo(string id) => p => Question(p, id, QuestionKind.YesNo);

    private static Func<FilingPath, FormQuestion> Text(string id) => p => Question(p, id, QuestionKind.Text);

    private static Func<FilingPath, FormQuestion> Note(string id) => p => Question(p, id, QuestionKind.LongText) with { MostCharacters = 4_000 };

    private static FormPage Page(FilingPath path, string id, params Func<FilingPath, FormQuestion>[] questions) =>
        new(id, (questions.Length == 1 ? Own(path, "page", id) ?? Own(path, "q", id) : null) ?? Local(path, "page", id, "") ?? Local(path, "q", id, "")!, [.. questions.Select(question => question(path))], Local(path, "page", id, ".lead"));

    private static FormQuestion Question(FilingPath path, string id, QuestionKind kind, params string[] options) => new(id, kind, Local(path, "q", id, "")!, Local(path, "q", id, ".hint"),
        [.. options.Select(option => new FormOption(option, Local(path, "q", id, "." + option) ?? throw new InvalidOperationException($"No words for {id}.{option}.")))]);

    // A path's own words where it has some, the common ones otherwise.
    private static LocalText? Local(FilingPath path, string kind, string id, string part) => Own(path, kind, id, part) ?? In($"{kind}.{id}{part}");

    private static LocalText? Own(FilingPath path, string kind, string id, string part = "") => In($"{kind}.{CultureInfo.InvariantCulture.TextInfo.ToLower(path.ToString())}.{id}{part}");

    private static LocalText? In(string key) => Words.Find(key, English) is null ? null
        : new LocalText(Words.Languages.ToDictionary(language => language, language => Words.Get(key, CultureInfo.GetCultureInfo(language))));
}

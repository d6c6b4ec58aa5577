using Grievances.Domain.Languages;
using Grievances.Domain.Waivers;
using Platform.Hosting.Http;

namespace Grievances.Features.Intake;

/// <summary>
/// What staff write and the person or the public reads: an offer, an apology, a letter, a decision, a message. It says something, is not too long,
/// asks for no right (UN Guiding Principle 31 f and its commentary; seed S68) and does not say that there is no appeal: there is one.
/// </summary>
public static class TextForPerson
{
    /// <summary>It asks for a right, or for silence.</summary>
    public const string Waiver = "grievances.waiver_clause";

    /// <summary>It says that there is no appeal.</summary>
    public const string DeniesAppeal = "grievances.denies_appeal";

    /// <summary>It is not in the person's language.</summary>
    public const string OtherLanguage = "grievances.letter_in_other_language";

    /// <summary>What keeps a text from being read; null where nothing does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pointer">Where it stands in the request.</param>
    /// <param name="missing">Code of the problem that it says nothing.</param>
    /// <param name="most">Most characters.</param>
    public static Refusal? Unfit(string? text, string pointer, string missing, int most) =>
        FileRules.SaysNothing(text) ? Refusal.Field("platform.invalid", pointer, missing) : TooLongOrWaiver(text, pointer, most);

    /// <summary>The same of a text that can be left out.</summary>
    public static Refusal? UnfitIfAny(string? text, string pointer, int most) => FileRules.IsBlank(text) ? null : TooLongOrWaiver(text, pointer, most);

    /// <summary>The code of what the text must not say, or null; where it says both, that there is no appeal.</summary>
    public static string? Clause(string? text) => WaiverClauses.Find(text ?? "") is not { Count: > 0 } found ? null : found.Any(IsDenial) ? DeniesAppeal : Waiver;

    /// <summary>The clauses a code is about.</summary>
    public static IEnumerable<WaiverClause> Clauses(string text, string code) => WaiverClauses.Find(text).Where(clause => IsDenial(clause) == (code == DeniesAppeal));

    /// <summary>Refuses a text that is plainly in another language than the person's.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">BCP 47 tag of theirs.</param>
    /// <param name="pointer">Where it stands in the request.</param>
    public static Refusal? InOtherLanguage(string? text, string language, string pointer) =>
        WrittenLanguage.IsAnother(text, language) ? Refusal.Field(OtherLanguage, pointer, OtherLanguage) : null;

    private static bool IsDenial(WaiverClause clause) => clause.Kind is WaiverKind.DeniesAppeal;

    // The length first: what is too long is not searched.
    private static Refusal? TooLongOrWaiver(string text, string pointer, int most) =>
        FileRules.Characters(text) > most ? Refusal.Field("platform.invalid", pointer, "platform.too_long")
        : Clause(text) is { } code ? Refusal.Field(code, pointer, code)
        : null;
}

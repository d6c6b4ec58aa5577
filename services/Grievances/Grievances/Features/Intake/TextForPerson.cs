using Grievances.Domain.Waivers;
using Platform.Hosting.Http;

namespace Grievances.Features.Intake;

/// <summary>
/// What staff write and the person or the public reads: an offer, an apology, a letter, a decision, a message. It says something, is not too long, and
/// asks for no right (UN Guiding Principle 31 f and its commentary; seed S68).
/// </summary>
public static class TextForPerson
{
    /// <summary>What keeps a text from being read; null where nothing does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pointer">Where it stands in the request.</param>
    /// <param name="missing">Code of the problem that it says nothing.</param>
    /// <param name="most">Most characters.</param>
    public static Refusal? Unfit(string? text, string pointer, string missing, int most) =>
        FileRules.SaysNothing(text) ? Refusal.Field("platform.invalid", pointer, missing) : TooLongOrWaiver(text, pointer, most);

    /// <summary>The same of a text that can be left out.</summary>
    public static Refusal? UnfitIfAny(string? text, string pointer, int most) => FileRules.IsBlank(text) ? null : TooLongOrWaiver(text, pointer, most);

    // The length first: what is too long is not searched.
    private static Refusal? TooLongOrWaiver(string text, string pointer, int most) =>
        FileRules.Characters(text) > most ? Refusal.Field("platform.invalid", pointer, "platform.too_long")
        : WaiverClauses.Find(text).Count > 0 ? Refusal.Field("grievances.waiver_clause", pointer, "grievances.waiver_clause")
        : null;
}

using Grievances.Features.Intake;
using Platform.Hosting.Http;

namespace Grievances.Features.Access;

/// <summary>A reason that somebody else weighs before something is done: one word is none.</summary>
public static class MotivatedReason
{
    /// <summary>Fewest characters.</summary>
    public const int Fewest = 20;

    /// <summary>What keeps a reason from being weighed; null where nothing does.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="missing">Code of the problem that there is none.</param>
    public static Refusal? Unfit(string? reason, string missing) =>
        FileRules.SaysNothing(reason) ? Refusal.Field("platform.invalid", "/reason", missing)
        : FileRules.Characters(reason) > FileRules.MostNote ? Refusal.Field("platform.invalid", "/reason", "platform.too_long")
        : FileRules.Characters(reason.Trim()) < Fewest ? Refusal.Field("platform.invalid", "/reason", "grievances.reason_too_short") : null;
}

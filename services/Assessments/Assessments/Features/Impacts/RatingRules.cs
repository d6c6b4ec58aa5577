using Assessments.Data;
using Platform.Hosting.Http;

namespace Assessments.Features.Impacts;

/// <summary>What a rating must be, however it is sent.</summary>
public static class RatingRules
{
    public static Refusal? Check(Rating rating)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (pointer, value) in new[] { ("/scale", rating.Scale), ("/scope", rating.Scope), ("/irremediability", rating.Irremediability), ("/likelihood", rating.Likelihood) })
            if (value is < 1 or > 5)
                errors[pointer] = ["assessments.one_to_five"];
        // Grievances alone re-open an impact.
        if (rating.Status is ImpactStatus.Reopened)
            errors["/status"] = ["assessments.status_not_settable"];
        return errors.Count == 0 ? null : new Refusal(400, "platform.invalid", errors);
    }
}

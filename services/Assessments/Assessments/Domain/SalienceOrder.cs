namespace Assessments.Domain;

/// <summary>Why an impact stands where it stands: the parts of its place, the weightiest first.</summary>
/// <param name="Band">How grave.</param>
/// <param name="DelayMakesIrremediable">Whether waiting makes it irremediable.</param>
/// <param name="Actual">Whether it has happened.</param>
/// <param name="Vulnerable">Whether the group is vulnerable.</param>
/// <param name="Irremediability">1 to 5, as used for the band.</param>
/// <param name="Likelihood">1 to 5; unknown and actual count as 5.</param>
/// <param name="Product">Scale by scope by irremediability.</param>
/// <param name="OpenedAt">When it was recorded: the older first.</param>
public sealed record SaliencePlace(
    Band Band, bool DelayMakesIrremediable, bool Actual, bool Vulnerable, int Irremediability, int Likelihood, int Product, DateTimeOffset OpenedAt);

/// <summary>
/// The one order of impacts. It is packed into a number, so that the database can sort and page by it; every list uses that
/// number. Likelihood weighs only within a band.
/// </summary>
public static class SalienceOrder
{
    private const int SecondBits = 36;
    private const long Seconds = (1L << SecondBits) - 1;

    /// <summary>The place of an impact.</summary>
    public static SaliencePlace Of(
        int? scale, int? scope, int? irremediability, int? likelihood, bool actual, bool delay, bool vulnerable, DateTimeOffset openedAt)
    {
        var severity = Severity.Of(scale, scope, irremediability);
        return new SaliencePlace(severity.Band, delay, actual, vulnerable, severity.Irremediability, actual ? 5 : likelihood ?? 5, severity.Product, openedAt);
    }

    /// <summary>The place as a number: the larger comes first.</summary>
    public static long Rank(SaliencePlace place)
    {
        long rank = (int)place.Band;
        rank = rank * 2 + (place.DelayMakesIrremediable ? 1 : 0);
        rank = rank * 2 + (place.Actual ? 1 : 0);
        rank = rank * 2 + (place.Vulnerable ? 1 : 0);
        rank = rank * 6 + place.Irremediability;
        rank = rank * 6 + place.Likelihood;
        rank = rank * 126 + place.Product;
        return (rank << SecondBits) + (Seconds - Math.Clamp(place.OpenedAt.ToUnixTimeSeconds(), 0, Seconds));
    }
}

namespace Transparency.Domain;

/// <summary>
/// A count as staff see it: they are not the case's handlers, so one or two cases are not told apart. Who neither leads nor
/// publishes sees other counts rounded, or what is kept back would follow by subtraction from a total.
/// </summary>
/// <param name="Count">The number, or null where it is below three.</param>
/// <param name="FewerThan">Three where the number is below three, else null.</param>
public sealed record StaffCount(long? Count, int? FewerThan)
{
    private const int Threshold = 3;
    private const long Base = 5;

    public static StaffCount Of(long count, bool exact) => count < Threshold ? new(null, Threshold) : new(exact ? count : Rounded(count), null);

    /// <summary>To the nearest five.</summary>
    public static long Rounded(long count) => (count + Base / 2) / Base * Base;
}

namespace Transparency.Domain;

/// <summary>A count as staff see it: they are not the case's handlers, so one or two cases are not told apart.</summary>
/// <param name="Count">The number, or null where it is below three.</param>
/// <param name="FewerThan">Three where the number is below three, else null.</param>
public sealed record StaffCount(long? Count, int? FewerThan)
{
    private const int Threshold = 3;

    public static StaffCount Of(long count) => count < Threshold ? new(null, Threshold) : new(count, null);
}

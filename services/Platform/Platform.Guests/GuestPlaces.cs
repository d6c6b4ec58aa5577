namespace Platform.Guests;

/// <summary>Every purpose of this process.</summary>
public sealed class GuestPlaces(IEnumerable<GuestPlace> places)
{
    private readonly Dictionary<string, GuestPlace> byPurpose = places.ToDictionary(place => place.Purpose, StringComparer.Ordinal);

    /// <summary>Where a purpose is at home.</summary>
    public GuestPlace Of(string purpose) => byPurpose.TryGetValue(purpose, out var place) ? place
        : throw new InvalidOperationException($"Nobody added guests for {purpose}: call AddGuests.");

    /// <summary>The purposes of one service; none where it has no guests.</summary>
    public IEnumerable<GuestPlace> In(string service) => byPurpose.Values.Where(place => place.Service == service);
}

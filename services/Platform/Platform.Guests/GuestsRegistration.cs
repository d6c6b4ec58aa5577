using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Platform.Guests;

/// <summary>Registers guests.</summary>
public static class GuestsRegistration
{
    /// <summary>
    /// Adds one purpose of invitations to a service whose model has <see cref="GuestModel.AddGuests"/>: <see cref="Invitations{TDb}"/>, and
    /// the pages of its links below <c>/guest/{service}</c>.
    /// </summary>
    /// <typeparam name="TDb">The service's context.</typeparam>
    /// <typeparam name="TPurpose">What the service brings along.</typeparam>
    public static IServiceCollection AddGuests<TDb, TPurpose>(this IServiceCollection services, GuestPlace place) where TDb : PlatformDb where TPurpose : GuestPurpose<TDb>
    {
        ProblemTexts.Add(typeof(GuestsRegistration).Assembly);
        services.TryAddSingleton<GuestTokens>();
        services.TryAddSingleton<GuestSessions>();
        services.TryAddSingleton<GuestPlaces>();
        services.TryAddScoped<Invitations<TDb>>();
        services.AddSingleton(place);
        services.TryAddKeyedScoped<GuestDoor, GuestDoor<TDb>>(place.Service);
        return services.AddKeyedScoped<GuestPurpose<TDb>, TPurpose>(place.Purpose);
    }
}

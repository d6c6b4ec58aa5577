using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;

namespace Grievances.Help;

/// <summary>An entry, and whether a reader should check it before relying on it.</summary>
/// <param name="Entry">The entry with its source and date.</param>
/// <param name="NeedsCheck">True where it is old, undated or not read in its source.</param>
public sealed record Listed<T>(T Entry, bool NeedsCheck) where T : ISourced;

/// <summary>Help for a country, and help that works in many.</summary>
/// <param name="Country">ISO 3166-1 code, or null where none was asked for.</param>
/// <param name="Countries">Every country with an entry.</param>
/// <param name="Emergency">Emergency numbers of the country.</param>
/// <param name="Helplines">Helplines of the country.</param>
/// <param name="Channels">Bodies of the country that take complaints or help to make one, by kind.</param>
/// <param name="International">Helplines for many countries.</param>
/// <param name="InternationalChannels">Bodies for many countries, and lists of national ones.</param>
public sealed record HelpView(
    string? Country, IReadOnlyList<string> Countries, IReadOnlyList<Listed<EmergencyNumber>> Emergency, IReadOnlyList<Listed<Helpline>> Helplines,
    IReadOnlyList<Listed<LegalChannel>> Channels, IReadOnlyList<Listed<Helpline>> International, IReadOnlyList<Listed<LegalChannel>> InternationalChannels);

/// <summary>The directory of help, for machines.</summary>
public static class ReadHelp
{
    /// <summary>Reads a country's help; without a country, what works everywhere and which countries there are.</summary>
    public static Outcome<HelpView> Run(string? country, DateTimeOffset now)
    {
        var directory = HelpDirectory.Current;
        var code = directory.CodeOf(country);
        if (code is null && !string.IsNullOrEmpty(country))
            return Refusal.NotFound("grievances.country_unlisted");
        IReadOnlyList<Listed<T>> List<T>(IReadOnlyList<T> entries) where T : ISourced => [.. entries.Select(entry => new Listed<T>(entry, HelpDirectory.NeedsCheck(entry, now)))];
        var found = directory.Find(code);
        return new HelpView(code, directory.Countries, List(found?.Emergency ?? []), List(found?.Helplines ?? []),
            List(code is null ? [] : directory.Bodies(code)), List(directory.International), List(directory.InternationalChannels));
    }

    /// <summary>GET /api/grievances/v1/public/help.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/public/help",
            (string? country, TimeProvider clock) => Run(country, clock.GetUtcNow()).ToResult(view => TypedResults.Ok(view)))
        .WithName("Grievances_ReadHelp").WithSummary("Emergency numbers, helplines and legal channels of a country, with source and date")
        .Produces<HelpView>().ProducesProblem(404)
        .Anonymous("Help in danger must need nothing").WithMetadata(new WithoutTenantAttribute()).OwnWork();
}

using Grievances.Domain;
using Grievances.Features.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;

namespace Grievances.Features.Learning;

/// <summary>How few people the figures of the mechanism about itself tell of.</summary>
/// <param name="LeastShown">Smallest count of people that is shown: 10 to 100.</param>
public sealed record FigureLimit(int LeastShown = SmallCells.Least)
{
    /// <summary>Most that can be asked for: beyond it nothing is told of anybody.</summary>
    public const int Most = 100;

    /// <summary>The limit in force, where a tenant asks for this; null for the platform's.</summary>
    public static FigureLimit Of(int? asked) => new(asked ?? SmallCells.Least);
}

/// <summary>From how many people on a tenant's figures show a number: the platform's ten, or more where those who complain are few enough to be known.</summary>
public static class FigureSettings
{
    /// <summary>The limit among the settings.</summary>
    public static SettingsPart<FigureLimit> Part { get; } = new("figures", "grievances.figures_set", settings => FigureLimit.Of(settings?.LeastShown),
        limit => limit.LeastShown is < SmallCells.Least or > FigureLimit.Most ? Refusal.Field("platform.invalid", "/leastShown", "grievances.least_shown_out_of_range") : null,
        (settings, limit) => settings.LeastShown = limit.LeastShown);

    /// <summary>GET and PUT /api/grievances/v1/settings/figures.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        var (read, set) = TenantSettings.Map(api, Part);
        read.WithName("Grievances_ReadFigureLimit").WithSummary("From how many people on the figures show a number");
        set.WithName("Grievances_SetFigureLimit").WithSummary("Keep more people back in the figures; If-Match names the version that was read");
    }
}

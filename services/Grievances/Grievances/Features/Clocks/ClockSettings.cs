using Grievances.Domain;
using Grievances.Features.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;

namespace Grievances.Features.Clocks;

/// <summary>
/// A tenant's clocks: as strict as the platform's or stricter. Acknowledgement, findings and the directive hold for cases that come in from now on, the
/// hours to act on retaliation for reports from now on; how long a closed case is kept is decided at its last word.
/// </summary>
public static class ClockSettings
{
    /// <summary>The clocks among the settings.</summary>
    public static SettingsPart<ClockPolicy> Part { get; } = new("clocks", "grievances.clocks_set", settings => ClockPolicy.Read(settings?.Clocks),
        policy => policy.Faults() is { Count: > 0 } faults ? new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", faults) : null,
        (settings, policy) => settings.Clocks = policy.ToJson());

    /// <summary>GET and PUT /api/grievances/v1/settings/clocks.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        var (read, set) = TenantSettings.Map(api, Part);
        read.WithName("Grievances_ReadClocks").WithSummary("By when somebody has to act");
        set.WithName("Grievances_SetClocks").WithSummary("Set stricter clocks; If-Match names the version that was read");
    }
}

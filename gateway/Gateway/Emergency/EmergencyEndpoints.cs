using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;

namespace Gateway.Emergency;

/// <summary>How the switch is to be.</summary>
/// <param name="On">On, or prolonged; or off.</param>
/// <param name="Until">When it goes off by itself: within 24 hours. Needed to switch on.</param>
internal sealed record EmergencyOrder(bool On, DateTimeOffset? Until = null);

/// <summary>How the switch is.</summary>
/// <param name="On">Whether passes are asked for now.</param>
/// <param name="Since">Since when; null while off.</param>
/// <param name="Until">When it goes off by itself; null while off.</param>
/// <param name="By">Who switched it on or prolonged it last; null while off.</param>
internal sealed record EmergencyView(bool On, DateTimeOffset? Since, DateTimeOffset? Until, string? By);

/// <summary>The operator's hand on the switch.</summary>
internal static class EmergencyEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/gateway/v1/emergency", async (EmergencySwitch emergency, TimeProvider time, HttpContext http) =>
            ViewOf(await emergency.Read(http.RequestAborted), time.GetUtcNow())).RequireAuthorization(Operators.Policy);
        app.MapPut("/api/gateway/v1/emergency", async (JsonBody<EmergencyOrder> body, EmergencySwitch emergency, TimeProvider time, HttpContext http) =>
        {
            if (body.Refusal is { } unfit)
                return new Problem(unfit);
            var (order, now) = (body.Value, time.GetUtcNow());
            if (order.On && EndFault(order.Until, now) is { } code)
                return new Problem(Refusal.Field("platform.invalid", "/until", code));
            var state = await emergency.Turn(order.On ? order.Until : null, Operators.SubjectOf(http.User), http.RequestAborted);
            return Results.Ok(ViewOf(state, now));
        }).RequireAuthorization(Operators.Policy);
    }

    private static string? EndFault(DateTimeOffset? until, DateTimeOffset now) => until is not { } end ? "platform.field_missing"
        : end <= now ? "gateway.emergency_end_passed"
        : end > now + EmergencySwitch.Longest ? "gateway.emergency_too_long"
        : null;

    private static EmergencyView ViewOf(EmergencyState state, DateTimeOffset now) =>
        state.IsOn(now) ? new EmergencyView(true, state.Since, state.Until, state.By) : new EmergencyView(false, null, null, null);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Gateway.Emergency;

/// <summary>How many passes to make.</summary>
/// <param name="Count">1 to 500.</param>
/// <param name="Note">For whom, at most 200 characters; no name of a person.</param>
internal sealed record PassesOrder(int Count, string Note);

/// <summary>Where passes come from.</summary>
internal static class PassEndpoints
{
    public const string Pass = "/api/gateway/v1/pass";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Pass, (Challenges challenges) => challenges.New());
        app.MapPost("/api/gateway/v1/passes", async (JsonBody<PassesOrder> body, HandedOutPasses passes, HttpContext http) =>
        {
            if (body.Refusal is { } unfit)
                return new Problem(unfit);
            if (OrderFault(body.Value) is { } fault)
                return new Problem(fault);
            if (!Idempotency<PlatformDb>.TryRead(http.Request, out var key))
                return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
            var made = await passes.Make(Operators.SubjectOf(http.User), key, body.Value.Count, body.Value.Note, http.RequestAborted);
            return made.ToResult(handedOut => Results.Json(handedOut, statusCode: StatusCodes.Status201Created));
        }).RequireAuthorization(Operators.Policy);
    }

    private static Refusal? OrderFault(PassesOrder order) => order switch
    {
        { Count: < 1 or > HandedOutPasses.MostAtOnce } => Refusal.Field("platform.invalid", "/count", "gateway.passes_count"),
        { Note.Length: > HandedOutPasses.MostInNote } => Refusal.Field("platform.invalid", "/note", "platform.too_long"),
        _ when string.IsNullOrWhiteSpace(order.Note) => Refusal.Field("platform.invalid", "/note", "platform.field_missing"),
        _ => null,
    };
}

using Identity.Data;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Identity.Features;

/// <summary>Requests that answer with a secret come with an Idempotency-Key: a lost answer can be asked for again, and is no second secret.</summary>
internal static class Keyed
{
    /// <summary>Runs what the key is for, or refuses where there is none.</summary>
    public static async Task<IResult> Run<T>(HttpRequest http, Func<string, Task<Outcome<T>>> work, Func<T, IResult> success) =>
        Idempotency<IdentityDb>.TryRead(http, out var key)
            ? (await work(key)).ToResult(success)
            : new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
}

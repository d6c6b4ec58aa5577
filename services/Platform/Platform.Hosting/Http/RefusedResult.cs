using Microsoft.AspNetCore.Mvc;

namespace Platform.Hosting.Http;

/// <summary>
/// What a page model gives back where a use case refused: the whole refusal, in the form the client reads. A bare status
/// would lose its code and with it the way to mend it.
/// </summary>
public sealed class RefusedResult(Refusal refusal) : ActionResult
{
    /// <summary>What was refused.</summary>
    public Refusal Refusal => refusal;

    /// <inheritdoc />
    public override Task ExecuteResultAsync(ActionContext context) => Faults.Answer(context.HttpContext, refusal);
}

using Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Gateway.Emergency;

/// <summary>
/// While the switch is on, a machine that begins something brings a pass: work it has done, or one that the operator gave it. It is
/// asked before its body is read.
/// </summary>
internal sealed class PassOfMachines(EmergencySwitch emergency, Challenges challenges, HandedOutPasses handedOut, PassCounts counts)
{
    public const string Header = "Heed-Pass";
    private const int MostCharacters = 200;

    // Not 429, which is for one client beyond its pace, and which clients answer by trying the same again.
    private static readonly Refusal Needed = new(StatusCodes.Status428PreconditionRequired, "gateway.pass_needed");

    public async Task Ask(HttpContext http, RequestDelegate next)
    {
        var beginning = http.GetEndpoint()?.Metadata.GetMetadata<BeginningMetadata>()?.Of;
        if (beginning is not { } of || Routes.DoorOf(http) != Door.Intake || !emergency.IsOn)
        {
            await next(http);
            return;
        }
        var kind = await KindOf(http.Request.Headers[Header].ToString(), of, http.RequestAborted);
        counts.Add(kind);
        if (kind != PassCounts.None)
        {
            await next(http);
            return;
        }
        http.Response.Headers.Link = $"<{PassEndpoints.Pass}>; rel=\"{Header.ToLowerInvariant()}\"";
        await Problem.Write(http, Needed);
    }

    private async Task<string> KindOf(string pass, Beginning beginning, CancellationToken cancellation)
    {
        if (pass.Length is 0 or > MostCharacters)
            return PassCounts.None;
        if (challenges.Accept(pass))
            return PassCounts.Work;
        return await handedOut.Spend(pass, beginning, cancellation) ? PassCounts.HandedOut : PassCounts.None;
    }
}

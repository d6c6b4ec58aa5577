using Gateway.Guards;
using Gateway.Routing;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Microsoft.Extensions.Configuration;

namespace Gateway.Emergency;

/// <summary>
/// While the switch is on, a person who files waits once, half a minute, and is never refused: the page they wait on holds what
/// they typed and sends it again. The ticket stands in that page's form, and in a cookie of the filing's own pages.
/// </summary>
internal sealed class WaitingRoom(EmergencySwitch emergency, Tickets tickets, PassCounts counts, IConfiguration configuration)
{
    public const string Field = "HeedPass", Cookie = "heed-pass";

    /// <summary>What the ticket adds to a form that was as long as it may be.</summary>
    public const int MostTicketBytes = 128;

    private readonly bool secure = PublicIssuer.Of(configuration).Scheme == Uri.UriSchemeHttps;

    public bool IsFor(HttpContext http) =>
        emergency.IsOn && Routes.DoorOf(http) == Door.Portal && http.GetEndpoint()?.Metadata.GetMetadata<BeginningMetadata>() is not null;

    public async Task Pass(HttpContext http, RequestDelegate next)
    {
        if (!IsFor(http))
        {
            await next(http);
            return;
        }
        var inCookie = http.Request.Cookies[Cookie];
        var turn = tickets.Use(inCookie);
        if (turn != Turn.Come)
        {
            if (PostedForm.Of(http) is not { } form)
            {
                await Faults.Answer(http, new Refusal(StatusCodes.Status400BadRequest, Faults.CodeOf(StatusCodes.Status400BadRequest)));
                return;
            }
            var inForm = form.Last(Field);
            var other = inForm == inCookie ? turn : tickets.Use(inForm);
            if (other != Turn.Come)
            {
                counts.Add(PassCounts.Told);
                await Wait(http, form, other == Turn.Waiting ? inForm! : turn == Turn.Waiting ? inCookie! : tickets.New());
                return;
            }
        }
        counts.Add(PassCounts.Ticket);
        await next(http);
    }

    private Task Wait(HttpContext http, PostedForm form, string ticket)
    {
        http.Response.Cookies.Append(Cookie, ticket, new CookieOptions
        {
            // Not the whole portal: the mailbox is no business of a filing.
            Path = http.Request.Path.ToUriComponent().TrimEnd('/'),
            MaxAge = Tickets.Life,
            SameSite = SameSiteMode.Strict,
            HttpOnly = true,
            Secure = secure,
        });
        return WaitingPage.Write(http, form, ticket, tickets.SecondsLeft(ticket));
    }
}

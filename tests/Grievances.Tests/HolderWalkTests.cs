using System.Net;
using System.Net.Http.Json;
using Grievances.Features.Mailbox;
using Grievances.Features.Talk;
using Identity.Contracts;
using Identity.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Guests;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>
/// Walks what people and mediators open with what they hold, mailbox and mediator's room, with everybody who holds nothing of the case: the
/// holder of another's, a token whose time is over, one that nobody gave, an account's, a mediator whose mediation has ended. Nothing is read
/// and nothing is changed; nobody is signed in there, and so no line of the audit log is written that anybody could make by the thousand.
/// </summary>
public sealed class HolderWalkTests(GrievancesServer server)
{
    private const string Nobody = "nobody", Account = "an account of the team", ForeignMailbox = "mailbox of another case", OldMailbox = "mailbox token that is over", ForgedMailbox = "forged mailbox token",
        ForeignMediator = "mediator of another case", OldMediator = "mediator's token that is over", EndedMediator = "mediator whose mediation has ended";

    public static TheoryData<string> Strangers => [Nobody, Account, ForeignMailbox, OldMailbox, ForgedMailbox, ForeignMediator, OldMediator, EndedMediator];

    [Theory, MemberData(nameof(Strangers))]
    public async Task WhoHoldsNothingOfIt_ReadsNothing_AndChangesNothing(string who)
    {
        var walked = await WalkedCase.Make(server);
        var (api, cookie, bound) = await Token(who, walked);
        using var client = server.Anybody();
        client.DefaultRequestHeaders.Authorization = api is null ? null : new("Bearer", api);
        if (cookie is not null)
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var (before, lines) = (await walked.State(), await Lines(walked));
        var faults = new List<string>();
        var let = 0;
        foreach (var step in (await WalkedRoutes.OfHolders(server, walked)).Where(s => !(who is ForeignMailbox && Leaves(s))))
        {
            using var request = (bound is null || step.Form is null ? step : step with { Form = new Dictionary<string, string>(step.Form) { ["BoundTo"] = bound } }).Request("none");
            using var answer = await client.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (text.Contains(WalkedCase.Canary, StringComparison.Ordinal))
                faults.Add($"{step.Method} {step.Path} gives away what was filed ({(int)answer.StatusCode})");
            if ((int)answer.StatusCode >= 500)
                faults.Add($"{step.Method} {step.Path} answers {(int)answer.StatusCode}");
            if (answer.IsSuccessStatusCode && step.Path.StartsWith("/api/", StringComparison.Ordinal))
                let++;
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        // In their own case they may do what they like.
        Assert.True(who is ForeignMailbox or ForeignMediator ? let > 0 : let == 0, $"{who} was let in {let} times.");
        Assert.Equal((before, lines), (await walked.State(), await Lines(walked)));
    }

    private Task<int> Lines(WalkedCase walked) => server.Read(walked.Tenant, db => db.Set<AuditLine>().CountAsync(l => l.Subject == $"case:{walked.Id}"));

    // What ends a mailbox of one's own would end the walk.
    private static bool Leaves(WalkedStep step) => step.Path.Contains("/leave", StringComparison.Ordinal) || step.Path.Contains("/withdrawal", StringComparison.Ordinal) || step.Path.Contains("/receipt", StringComparison.Ordinal);

    private async Task<(string? Api, string? Cookie, string? Bound)> Token(string who, WalkedCase walked)
    {
        var (mailboxes, guests) = (server.Services.GetRequiredService<MailboxTokens>(), server.Services.GetRequiredService<GuestSessions>());
        switch (who)
        {
            case Nobody:
                return (null, null, null);
            case Account:
                using (var staff = server.Staff(walked.Tenant, walked.Writer, RoleIds.CaseHandler, [.. Roles.PermissionsOf(RoleIds.CaseHandler)]))
                    return (staff.DefaultRequestHeaders.Authorization!.Parameter, null, null);
            case ForeignMailbox:
                var (_, _, other) = await Other();
                return Mailbox(other, mailboxes.Binding(mailboxes.Open(other)!));
            case OldMailbox:
                var session = mailboxes.Open(walked.MailboxToken)!;
                return Mailbox(mailboxes.Issue(session with { ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) }), mailboxes.Binding(session));
            case ForgedMailbox:
                return Mailbox($"{walked.MailboxToken[..^8]}AAAAAAAA", mailboxes.Binding(mailboxes.Open(walked.MailboxToken)!));
            case ForeignMediator:
                var (tenant, id, theirs) = await Other();
                using (var person = server.Anybody())
                {
                    person.DefaultRequestHeaders.Authorization = new("Bearer", theirs);
                    return Guest(await Mediator(tenant, id, person));
                }
            case OldMediator:
                return Guest(guests.Issue(guests.Open(Mediations.Purpose, walked.MediatorToken)! with { ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) }));
            default:
                using (var handler = server.Staff(walked.Tenant, walked.Writer, RoleIds.CaseHandler, [.. Roles.PermissionsOf(RoleIds.CaseHandler)]))
                using (var ended = await handler.DeleteAsync($"{GrievancesServer.Api}/cases/{walked.Id}/mediations/{walked.Of("mediation")}"))
                    Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
                return Guest(walked.MediatorToken);
        }

        static (string?, string?, string?) Mailbox(string token, string bound) => (token, $"{TenantFromMailboxAttribute.Cookie}={token}", bound);

        static (string?, string?, string?) Guest(string token) => (token, $"{TenantFromGuestAttribute.Cookie}={token}", null);
    }

    // A case of another tenant in which nothing is said that is looked for here, and its mailbox.
    private async Task<(TestTenant Tenant, Guid Id, string Token)> Other()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        return (tenant, await server.CaseOf(tenant), person.DefaultRequestHeaders.Authorization!.Parameter!);
    }

    private async Task<string> Mediator(TestTenant tenant, Guid id, HttpClient person)
    {
        using var handler = server.Handler(tenant);
        var mediation = (await GrievancesServer.Post(handler, $"/cases/{id}/mediations", new { who = "Ombuds of the port", why = "So that we talk." })).GetProperty("id").GetGuid();
        using (var agreed = await person.PutAsJsonAsync($"{GrievancesServer.Api}/mailbox/mediations/{mediation}/answer", new { agreed = true }))
            Assert.Equal(HttpStatusCode.NoContent, agreed.StatusCode);
        return await WalkedCase.Enter(server, handler, id, mediation);
    }
}

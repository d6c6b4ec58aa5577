using Grievances.Data;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Contracts;
using Platform.Hosting.Http;

namespace Grievances.Features.Talk;

/// <summary>A time that is agreed to.</summary>
/// <param name="Time">One of those the other side named.</param>
public sealed record AgreeRequest(DateTimeOffset Time);

/// <summary>A meeting is called off.</summary>
/// <param name="Words">What goes with it, at most 4,000 characters, or null.</param>
public sealed record CancelRequest(string? Words = null);

/// <summary>Meetings for programs: the same steps below a case for handlers and below the mailbox for the person.</summary>
public static class MeetingsApi
{
    /// <summary>GET and POST …/meetings, POST …/meetings/{meeting}/agreement, /times, /cancellation, /minutes and /minutes/answer.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        Staff(api.MapGet("/cases/{id:guid}/meetings", async (Guid id, Meetings meetings, HttpContext http) => (await meetings.OfCase(id, http.RequestAborted)).ToResult(list => TypedResults.Ok(list))), "Grievances_ListMeetings",
            "Meetings of a case; reading them is an opening", empty: false).Produces<IReadOnlyList<MeetingView>>();
        Person(api.MapGet("/mailbox/meetings", async (Meetings meetings, HttpContext http) => (await meetings.Of(http.Features.GetRequiredMailbox(), http.RequestAborted)).ToResult(list => TypedResults.Ok(list))),
            "Grievances_ListOwnMeetings", "Meetings in one's own case", empty: false, writes: false).Produces<MeetingsOfMailbox>();
        Asking(api);
        Staff(api.MapPost("/cases/{id:guid}/meetings/{meeting:guid}/agreement", async (Guid id, Guid meeting, JsonBody<AgreeRequest> body, ArrangeMeeting arrange, MeetingSides sides, HttpContext http) =>
            (await arrange.Agree(() => sides.Staff(id, http.RequestAborted), meeting, body.Value.Time, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_AgreeMeeting", "Agree to a time the person named");
        Person(api.MapPost("/mailbox/meetings/{meeting:guid}/agreement", async (Guid meeting, JsonBody<AgreeRequest> body, ArrangeMeeting arrange, MeetingSides sides, HttpContext http) =>
            (await arrange.Agree(() => Mine(sides, http), meeting, body.Value.Time, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_AgreeMeetingAsPerson", "Agree to a time the organisation named");
        Staff(api.MapPost("/cases/{id:guid}/meetings/{meeting:guid}/times", async (Guid id, Guid meeting, JsonBody<MeetingRequest> body, ArrangeMeeting arrange, MeetingSides sides, HttpContext http) =>
            (await arrange.Propose(() => sides.Staff(id, http.RequestAborted), false, meeting, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_ProposeTimes", "Name other times for a meeting");
        Person(api.MapPost("/mailbox/meetings/{meeting:guid}/times", async (Guid meeting, JsonBody<MeetingRequest> body, ArrangeMeeting arrange, MeetingSides sides, HttpContext http) =>
            (await arrange.Propose(() => Mine(sides, http), true, meeting, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_ProposeTimesAsPerson", "Name other times for a meeting");
        Staff(api.MapPost("/cases/{id:guid}/meetings/{meeting:guid}/cancellation", async (Guid id, Guid meeting, JsonBody<CancelRequest> body, ArrangeMeeting arrange, MeetingSides sides, HttpContext http) =>
            (await arrange.Cancel(() => sides.Staff(id, http.RequestAborted), false, meeting, body.Value.Words, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_CancelMeeting", "Call a meeting off");
        Person(api.MapPost("/mailbox/meetings/{meeting:guid}/cancellation", async (Guid meeting, JsonBody<CancelRequest> body, ArrangeMeeting arrange, MeetingSides sides, HttpContext http) =>
            (await arrange.Cancel(() => Mine(sides, http), true, meeting, body.Value.Words, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_CancelMeetingAsPerson", "Call a meeting off");
        Minutes(api);
    }

    private static void Asking(RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/meetings", async (Guid id, JsonBody<MeetingRequest> body, ArrangeMeeting arrange, MeetingSides sides, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var outcome = await idempotency.Once($"meeting:{id:N}", key, body.Raw, () => arrange.Ask(() => sides.Staff(id, http.RequestAborted), false, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(asked => TypedResults.Created($"/api/grievances/v1/cases/{id}/meetings", asked));
            })
            .Idempotent().WithName("Grievances_AskMeeting").WithSummary("Ask the person for a meeting, with times to choose from").Produces<AskedMeeting>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).OwnWork();
        api.MapPost("/mailbox/meetings", async (JsonBody<MeetingRequest> body, ArrangeMeeting arrange, MeetingSides sides, Idempotency<GrievancesDb> idempotency, HttpContext http) =>
            {
                if (!Idempotency<GrievancesDb>.TryRead(http.Request, out var key))
                    return new Problem(new Refusal(StatusCodes.Status400BadRequest, "platform.idempotency_key_missing"));
                var session = http.Features.GetRequiredMailbox();
                var outcome = await idempotency.Once($"meeting:{session.Holder:N}", key, body.Raw, () => arrange.Ask(() => Mine(sides, http), true, body.Value, http.RequestAborted), http.RequestAborted);
                return outcome.ToResult(asked => TypedResults.Created("/api/grievances/v1/mailbox/meetings", asked));
            })
            .Idempotent().WithName("Grievances_AskMeetingAsPerson").WithSummary("Ask the organisation for a meeting, with times that suit").Produces<AskedMeeting>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute()).OwnWork();
    }

    private static void Minutes(RouteGroupBuilder api)
    {
        Staff(api.MapPost("/cases/{id:guid}/meetings/{meeting:guid}/minutes", async (Guid id, Guid meeting, JsonBody<MinutesRequest> body, KeepMinutes minutes, HttpContext http) =>
            (await minutes.Write(id, meeting, body.Value, http.RequestAborted)).ToResult(stored => TypedResults.Ok(stored))), "Grievances_WriteMinutes", "Write the minutes of a meeting; a new wording takes both agreements back", empty: false).Produces<StoredMinutes>();
        Staff(api.MapPost("/cases/{id:guid}/meetings/{meeting:guid}/minutes/answer", async (Guid id, Guid meeting, JsonBody<MinutesAnswer> body, KeepMinutes minutes, HttpContext http) =>
            (await minutes.AgreeAsStaff(id, meeting, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_AgreeMinutes", "Agree to the minutes as they stand");
        Person(api.MapPost("/mailbox/meetings/{meeting:guid}/minutes/answer", async (Guid meeting, JsonBody<MinutesAnswer> body, KeepMinutes minutes, HttpContext http) =>
            (await minutes.AnswerAsPerson(http.Features.GetRequiredMailbox(), meeting, body.Value, http.RequestAborted)).ToResult(_ => TypedResults.NoContent())), "Grievances_AnswerMinutes",
            "Agree to exactly these minutes, or ask for a change");
    }

    private static Task<Outcome<MeetingSide>> Mine(MeetingSides sides, HttpContext http) => sides.Person(http.Features.GetRequiredMailbox(), http.RequestAborted);

    private static RouteHandlerBuilder Staff(RouteHandlerBuilder endpoint, string name, string summary, bool empty = true) => Said(endpoint, empty).WithName(name).WithSummary(summary)
        .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).RequirePermission(Permissions.GrievancesHandle).Writes();

    private static RouteHandlerBuilder Person(RouteHandlerBuilder endpoint, string name, string summary, bool empty = true, bool writes = true)
    {
        Said(endpoint, empty).WithName(name).WithSummary(summary).ProducesProblem(401).ProducesProblem(403).Anonymous("The sealed mailbox token is the key").WithMetadata(new TenantFromMailboxAttribute());
        return writes ? endpoint.ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).Writes() : endpoint;
    }

    private static RouteHandlerBuilder Said(RouteHandlerBuilder endpoint, bool empty) => empty ? endpoint.Produces(StatusCodes.Status204NoContent) : endpoint;
}

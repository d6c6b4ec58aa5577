using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>
/// Every figure of the eight criteria, worked out by hand from cases with known dates: what the API says, what the page says, and what the table of the
/// queue says of the same cases are one.
/// </summary>
public sealed class FiguresTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    // Code, value, what it is of, label on the page, value there: of each case there are ten, so that none is kept back.
    private static readonly (string Code, int? Value, int? Of, string Label, string Shown)[] ByHand =
    [
        ("assigned_by_another", 33, 150, "Given to somebody by somebody else, of those filed in this time", "33 %"),
        ("stepped_back", 50, null, "Times a handler stepped back", "50"),
        ("kept_out", 20, null, "Times somebody was kept out of a case", "20"),
        ("appeals", 60, null, "Appeals that came in this time", "60"),
        ("appeals_right", 20, 50, "Right, wholly or in part, of the appeals decided in this time", "20 %"),
        ("received", 150, null, "Grievances filed in this time", "150"),
        ("channels", 1, null, "Ways by which they came", "1"),
        ("languages", 2, null, "Languages they were in", "2"),
        ("on_behalf", 0, 150, "Filed for somebody, or for many, of those filed in this time", "0 %"),
        ("acknowledged_in_time", 79, 140, "Confirmed in time, of those confirmed or due in this time", "79 %"),
        ("findings_in_time", 73, 150, "Findings in time, of those told or due in this time", "73 %"),
        ("appeals_in_time", 67, 60, "Appeals decided in time, of those decided or due in this time", "67 %"),
        ("missed_acknowledgements", 30, 140, "Confirmations missed, of those confirmed or due in this time", "30"),
        ("missed_findings", 40, 150, "Findings missed, of those told or due in this time", "40"),
        ("missed_appeals", 20, 60, "Appeals not decided in time, of those decided or due in this time", "20"),
        ("measures_in_time", 67, 30, "Measures of accepted remedies carried out in time, of those done or due in this time", "67 %"),
        ("missed_measures", 10, 30, "Measures of accepted remedies overdue or late, of those done or due in this time", "10"),
        ("missed_retaliation", 30, null, "Days in this time by which somebody had to act on retaliation, and nobody did", "30"),
        ("days_to_acknowledge", 2, 120, "Median days until confirmed, of those confirmed in this time", "2"),
        ("days_to_close", 10, 140, "Median days until closed, of those closed in this time", "10"),
        ("taken_up", 50, 100, "Taken up, of those filed in this time and decided", "50 %"),
        ("not_taken_up_not_about_ai", 50, null, "Not taken up: not about an AI system", "50"),
        ("not_taken_up_decided_before", 0, null, "Not taken up: decided before, nothing new", "0"),
        ("took_longer", 7, 150, "Given more time, of those whose findings were told or due in this time", "7 %"),
        ("accompanied", 0, 150, "With an adviser or a representative, of those filed in this time", "0 %"),
        ("answers_waiting", 20, null, "People who wait for an answer now", "20"),
        ("letters_read", 36, 140, "Letters of outcome that the person opened, of the cases closed in this time", "36 %"),
        ("found_right", 80, null, "Cases closed in this time in which the person was right", "80"),
        ("remedy_accepted", 100, 80, "With a remedy the person accepted, of the cases closed in this time in which the person was right", "100 %"),
        ("remedy_recorded", 0, 80, "With a remedy accepted as staff wrote it down, for somebody without a mailbox, of the cases closed in this time in which the person was right", "0 %"),
        ("remedy_confirmed", 75, 80, "With a remedy the person confirmed, of the cases closed in this time in which the person was right", "75 %"),
        ("remedy_not_owed", 10, null, "Cases closed in this time in which no remedy is owed", "10"),
        ("handed_over", 50, null, "Cases handed over to a body outside in this time", "50"),
        ("lessons", 30, null, "Lessons written down in this time", "30"),
        ("changes", 10, 30, "Lessons something was changed for, of those written down in this time", "10"),
        ("root_cause", 0, 80, "With a root cause written down, of the cases closed in this time in which the person was right", "0 %"),
        ("recurrences", 10, null, "Filed in this time, of something that had happened before", "10"),
        ("meetings_held", 50, null, "Meetings held in this time", "50"),
        ("minutes_agreed", 20, null, "Meetings held in this time whose minutes both sides agreed on", "20"),
        ("mediations", 50, null, "Mediations that people agreed to in this time", "50"),
        ("counter_proposals", 50, null, "Offers that people answered with what they want instead", "50"),
        ("surveys", 50, null, "Answers in this time to how it was", "50"),
        ("survey_satisfied", 4, 50, "Satisfied, from 1 to 5", "4"),
        ("survey_heard", null, 0, "Felt heard, from 1 to 5", "Nothing yet"),
        ("survey_as_promised", 5, 50, "Remedy came as promised, from 1 to 5", "5"),
    ];

    [Fact]
    public async Task EachFigure_IsWhatOneCountsByHand_InTheApi_OnThePage_AndInTheTableOfTheQueue()
    {
        var tenant = await server.Provisioned();
        var now = new DateTimeOffset(DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour), TimeSpan.Zero);
        for (var set = 0; set < 10; set++)
            await server.Work(tenant, db => Seed(db, tenant, now, set));
        using var learner = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesLearn);

        var view = await learner.Get($"{Api}/effectiveness?period=quarter");
        var figures = view.GetProperty("criteria").EnumerateArray().SelectMany(c => c.GetProperty("figures").EnumerateArray()).ToDictionary(f => f.GetProperty("code").GetString()!);
        foreach (var (code, value, of, _, _) in ByHand)
        {
            var figure = figures[code];
            Assert.Equal((code, value, of, false), (code, Number(figure, "value"), Number(figure, "of"), figure.GetProperty("keptBack").GetBoolean()));
        }

        var page = await learner.Page("/console/grievances/effectiveness?period=quarter");
        var rows = page.QuerySelectorAll("section[aria-labelledby^='c-'] tbody tr").OfType<IHtmlTableRowElement>().ToDictionary(row => row.Cells[0].TextContent, row => (row.Cells[1].TextContent, row.Cells[2].TextContent));
        foreach (var (code, _, of, label, shown) in ByHand)
        {
            Assert.True(rows.TryGetValue(label, out var there), $"{code}: {label}");
            Assert.Equal((code, shown), (code, there.Item1));
            if (of > 0)
                Assert.Contains(of.Value.ToString(CultureInfo.InvariantCulture), there.Item2, StringComparison.Ordinal);
        }

        // The steps say the same as the figures beside them.
        var steps = view.GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("code").GetString()!, s => Number(s, "cases"));
        Assert.Equal((150, 120, 50, 50), (steps["received"], steps["acknowledged"], steps["admissible"], steps["confirmed"]));

        // Whoever counts in the table of the queue comes to the same: confirmed or due since, and after the day it was due or not at all.
        var lines = (await learner.GetStringAsync($"{Api}/cases/export?state=all")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        DateTimeOffset? Cell(string[] line, string column) => line[Array.IndexOf(lines[0], column)] is { Length: > 0 } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;
        var from = view.GetProperty("from").GetDateTimeOffset();
        var owed = lines.Skip(1).Where(line => line[Array.IndexOf(lines[0], "outcome")] != "withdrawn" && line[Array.IndexOf(lines[0], "marks")] is "").Select(line => (By: Cell(line, "acknowledge_by")!.Value, At: Cell(line, "acknowledged_at"))).ToList();
        var late = owed.Count(a => a.By >= from && (a.At ?? DateTimeOffset.UtcNow) > a.By);
        Assert.Equal((30, 140), (late, late + owed.Count(a => a.At >= from && a.At <= a.By)));
    }

    // Days are before now. What is filed 200 days ago is outside of the three months; what became of it is not.
    private static Task<int> Seed(GrievancesDb db, TestTenant tenant, DateTimeOffset now, int set)
    {
        DateTimeOffset Day(double ago) => now.AddDays(-ago);
        var number = 0;
        Grievance Case(double filed, double? acknowledged, Action<Grievance>? more = null)
        {
            var kase = new Grievance
            {
                TenantId = tenant.Id, Id = Guid.CreateVersion7(), Reference = $"F{set}{++number:00000000}", Version = 1, Language = "en", People = 1, FiledAt = Day(filed), AcknowledgeBy = Day(filed - 7),
                AcknowledgedAt = acknowledged is { } at ? Day(at) : null, DueAt = Day(filed - 7), ActiveAt = Day(filed), Summary = [1], WhatHappened = [1],
            };
            more?.Invoke(kase);
            db.Add(kase);
            return kase;
        }
        Action<Grievance> Closed(double findings, double closed, CaseOutcome outcome, RemedyState remedy = RemedyState.None, double? missed = null) => g =>
            (g.FindingsDueAt, g.State, g.ClosedAt, g.Outcome, g.Remedy, g.FindingsMissedAt) = (Day(findings), CaseState.Closed, Day(closed), outcome, remedy, missed is { } day ? Day(day) : null);

        // Findings: in time, late, still owed and awaiting an answer (with retaliation nobody noted), missed before these months, taken back, missed and then put off, still owed.
        var inTime = Case(200, 198, Closed(60, 70, CaseOutcome.Substantiated, RemedyState.Verified));
        var late = Case(200, 198, Closed(60, 50, CaseOutcome.Substantiated, RemedyState.Accepted));
        var owed = Case(200, 198, g => (g.FindingsDueAt, g.AwaitsAnswer, g.RetaliationAt, g.RetaliationBy) = (Day(40), true, Day(12), Day(10)));
        var longAgo = Case(200, 198, Closed(120, 30, CaseOutcome.Partly, RemedyState.Implementing));
        (longAgo.RetaliationBy, longAgo.RetaliationSettledAt, longAgo.RetaliationMissedAt) = (Day(45), Day(44), Day(45));
        longAgo.RetaliationMissedBefore = JsonSerializer.Serialize(new[] { Day(150), Day(55) });
        Case(200, 198, Closed(60, 80, CaseOutcome.Withdrawn));
        var extended = Case(200, 198, Closed(20, 30, CaseOutcome.Unsubstantiated, RemedyState.NotOwed, missed: 85));
        extended.ExtensionReason = [1];
        var waiting = Case(200, 198, g => g.FindingsDueAt = Day(15));

        // Confirmations: two days late without anything having noticed, in time, never, taken back before, not due yet.
        var again = Case(40, 31, g => g.Language = "ar-SD");
        Case(40, 38);
        Case(40, null);
        Case(40, null, g => (g.State, g.Outcome, g.ClosedAt) = (CaseState.Closed, CaseOutcome.Withdrawn, Day(36)));
        Case(3, null);
        for (var i = 0; i < 5; i++)
            Case(3, 2, g =>
            {
                Closed(-80, 1, CaseOutcome.Inadmissible)(g);
                g.InadmissibleFor = InadmissibleReason.NotAboutAi;
            });
        // Nobody decided that these are taken up: their outcome says so.
        var five = Enumerable.Range(0, 5).Select(_ => Case(20, 18, Closed(-70, 10, CaseOutcome.Substantiated, RemedyState.Verified))).ToList();
        // From another register, and confirmed here too late; a label and a part, which count nowhere.
        Case(300, 5, g => (g.Channel, g.AcknowledgeBy, g.AwaitsAnswer) = (FilingChannel.Import, Day(10), true));
        Case(40, null, g => (g.Spam, g.AwaitsAnswer) = (true, true));
        Case(1, null, g => g.SplitFromId = inTime.Id);

        void Appeal(Grievance kase, double filed, double by, double? decided, AppealDecision decision = AppealDecision.Dismissed) => db.Add(new CaseAppeal
        {
            TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, HolderId = kase.Id, Text = [1], FiledAt = Day(filed), DecideBy = Day(by), Decision = decided is null ? null : decision, DecidedAt = decided is { } at ? Day(at) : null,
        });
        Appeal(inTime, 100, 70, 80, AppealDecision.Upheld);
        Appeal(late, 60, 30, 25);
        Appeal(longAgo, 50, 20, null);
        Appeal(extended, 5, -25, null);
        Appeal(five[0], 12, 9, 9.5);
        Appeal(five[1], 11, -19, 9);
        Appeal(five[2], 10, -20, 8);

        foreach (var (kase, i) in five.Select((kase, i) => (kase, i)))
            db.AddRange(
                new CaseAssignment { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, AccountId = Guid.NewGuid(), AssignedBy = "lead", AssignedAt = Day(19) },
                new LegalNote { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, Kind = LegalNoteKind.HandOver, Text = [1], WriterRole = "case-handler", At = Day(5) },
                new CaseMeeting { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, HolderId = kase.Id, State = i % 2 == 0 ? MeetingState.Held : MeetingState.Minuted, Proposal = [1], AgreedFor = Day(12), ProposedAt = Day(15) },
                new RemedyOffer { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, Number = 1, State = OfferState.Countered, Offered = [1], OfferedByRole = "case-handler", OfferedAt = Day(14), AnsweredAt = Day(9) },
                new CaseSurvey { TenantId = tenant.Id, CaseId = kase.Id, HolderId = kase.Id, Moment = SurveyMoment.Closure, Satisfied = 4, Remedied = 5, AnsweredAt = Day(8) },
                new CaseMediation { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, Who = [1], Why = [1], ProposedByRole = "case-handler", ProposedAt = Day(16), AnsweredAt = Day(15), Agreed = true },
                Logged(kase, 9, "grievances.letter_read"),
                Logged(kase, 10, "grievances.recused"));
        db.AddRange(Logged(inTime, 120, "grievances.recused"), Logged(late, 10, "grievances.colleague_excluded"), Logged(owed, 10, "grievances.colleague_excluded"));
        // Of what was promised: done on its day, done before it, overdue. What is planned only, another's, or of long ago is none of it.
        db.AddRange(
            Measure(late, 30, MeasureState.Done, 30), Measure(five[0], -5, MeasureState.Verified, 12), Measure(late, 20, MeasureState.Planned), Measure(late, -20, MeasureState.Planned), Measure(late, 150, MeasureState.Done, 151),
            Measure(waiting, 20, MeasureState.Planned), Measure(late, 20, MeasureState.Planned, other: true));
        // The same, of a time before.
        db.AddRange(
            new LegalNote { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = inTime.Id, Kind = LegalNoteKind.HandOver, Text = [1], WriterRole = "case-handler", At = Day(150) },
            new CaseMeeting { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = inTime.Id, HolderId = inTime.Id, State = MeetingState.Minuted, Proposal = [1], AgreedFor = Day(150), ProposedAt = Day(160) },
            new RemedyOffer { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = inTime.Id, Number = 1, State = OfferState.Countered, Offered = [1], OfferedByRole = "case-handler", OfferedAt = Day(160), AnsweredAt = Day(150) },
            new CaseSurvey { TenantId = tenant.Id, CaseId = inTime.Id, HolderId = inTime.Id, Moment = SurveyMoment.Closure, Satisfied = 1, Heard = 1, AnsweredAt = Day(150) });
        foreach (var (ago, changed) in new[] { (10, true), (20, false), (30, false), (150, true) })
            db.Add(new CaseLesson { TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = waiting.Id, Cause = RootCause.Process, Text = [1], Changed = changed ? [1] : null, WriterRole = "case-handler", At = Day(ago), Version = 1 });
        // Both rows of a pair: it happened again in the later case alone.
        db.AddRange(
            new CaseRelation { TenantId = tenant.Id, CaseId = again.Id, OtherId = inTime.Id, Kind = RelationKind.Recurrence, By = "handler", At = Day(30) },
            new CaseRelation { TenantId = tenant.Id, CaseId = inTime.Id, OtherId = again.Id, Kind = RelationKind.Recurrence, By = "handler", At = Day(30) });
        return db.SaveChangesAsync();

        AuditLine Logged(Grievance kase, double ago, string action) =>
            new() { TenantId = tenant.Id, Id = Guid.NewGuid(), At = Day(ago), Actor = Guid.NewGuid().ToString(), Role = "case-handler", Action = action, Subject = $"case:{kase.Id}", Purpose = "test" };

        RemedyAction Measure(Grievance kase, double due, MeasureState state, double? done = null, bool other = false) => new()
        {
            TenantId = tenant.Id, Id = Guid.NewGuid(), CaseId = kase.Id, Measure = RemedyMeasure.HumanReview, State = state, Text = [1], Language = "en", OwnerRole = "case-handler", ByTenant = other ? Guid.NewGuid() : null,
            DueOn = DateOnly.FromDateTime(Day(due).UtcDateTime), DoneAt = done is { } at ? Day(at) : null,
        };
    }

    private static int? Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? (int)number.GetDecimal() : null;
}

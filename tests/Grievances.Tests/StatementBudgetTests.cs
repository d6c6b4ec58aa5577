using System.Data.Common;
using System.Security.Claims;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Learning;
using Grievances.Features.Legal;
using Grievances.Features.Mailbox;
using Grievances.Features.Patterns;
using Grievances.Features.Remedy;
using Grievances.Features.Responsibility;
using Grievances.Features.Surveys;
using Grievances.Help;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Hosting.Start;
using Platform.Security;
using Platform.Tenancy;

using Xunit;

namespace Grievances.Tests;

/// <summary>No use case of this service sends more than eight statements; a save counts as one, since PostgreSQL gets it as one batch.</summary>
public sealed class StatementBudgetTests : IAsyncLifetime
{
    private const int Budget = 8;
    private readonly string folder = Directory.CreateTempSubdirectory("heed-budget-").FullName;
    private readonly Guid tenant = Guid.NewGuid();
    private readonly Counter counter = new();
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = PlatformHost.CreateBuilder(["--Issuer=http://localhost:1", $"--Data:Folder={folder}", $"--Keys:Directory={folder}/keys", "--Keys:Create=true", "--Database:Provider=Sqlite", "--Bus:Transport=InMemory"]);
        builder.AddPlatform("grievances", _ => { });
        builder.AddGrievances();
        builder.Services.ConfigureDbContext<GrievancesDb>(o => o.AddInterceptors(counter));
        app = builder.Build();
        await app.Services.GetRequiredService<SchemaMigration>().Run();
        await In<GrievancesDb, bool>(async db =>
        {
            await db.Remember(tenant, "clinic", "Clinic", true, 1, default);
            await app.Services.GetRequiredService<TenantKeys>().Ensure(db, CaseKeys.Groups, default);
            return true;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task NoUseCase_SendsMoreThanEightStatements_HoweverMuchThereIs()
    {
        var filed = await Within("file", () => In<FileGrievance, Outcome<FiledGrievance>>(file => file.Run(new FileRequest("en", "summary", "what happened", AffectedPerson.Self), FilingChannel.Machine, null, default)));
        for (var i = 0; i < 30; i++)
            await In<FileGrievance, Outcome<FiledGrievance>>(file => file.Run(new FileRequest("en", "summary", "what happened", AffectedPerson.Self), FilingChannel.Machine, null, default));
        var session = await Within("open mailbox", async () =>
            app.Services.GetRequiredService<MailboxTokens>().Open((await In<OpenMailbox, Outcome<OpenedMailbox>>(open => open.Run(filed.Value!.Receipt, false, default))).Value!.Token)!);
        for (var i = 0; i < 20; i++)
            await Within("write as person", () => In<WriteAsPerson, Outcome<WrittenMessage>>(write => write.Run(session, "a message", MessageKind.Ordinary, default)));
        await Within("say about", () => In<SayAbout, Outcome<Done>>(about => about.Run(session, new AboutAnswers("18_to_29", "woman", false, "EG"), default)));
        Assert.Equal("015", (await Within("read about", () => In<SayAbout, Outcome<AboutView>>(about => about.Read(session, default)))).Value!.Region);
        await Within("take about back", () => In<SayAbout, Outcome<Done>>(about => about.TakeBack(session, default)));
        await Within("list", () => In<ListCases, Outcome<Platform.Contracts.Page<CaseRow>>>(list => list.Run(new CaseFilter("open"), null, 20, default)));
        await Within("count", () => In<ListCases, (int, int, int, int)>(list => list.Count(DateTimeOffset.UtcNow, default)));
        await Within("acknowledge", () => In<AcknowledgeCase, Outcome<Done>>(acknowledge => acknowledge.Run(session.CaseId, default)));
        await Within("answer", () => In<AnswerPerson, Outcome<WrittenMessage>>(answer => answer.Run(session.CaseId, new AnswerRequest("an answer"), default)));
        await Within("triage", () => In<TriageCase, Outcome<Done>>(triage => triage.Decide(session.CaseId, CaseBand.High, (Guid.NewGuid(), Guid.NewGuid()))));
        // Linked to an impact of another AI system, it says which stood there before.
        await Within("triage anew", () => In<TriageCase, Outcome<Done>>(triage => triage.Decide(session.CaseId, null, (Guid.NewGuid(), Guid.NewGuid()))));
        Assert.Equal(["from:none", "from:"], await In<GrievancesDb, List<string>>(async db => [.. (await db.Set<AuditLine>().Where(l => l.Action == SystemChange.Action).OrderBy(l => l.At).ThenBy(l => l.Id).Select(l => l.Purpose).ToListAsync()).Select(p => p.Length > 20 ? p[..5] : p)]));
        var opened = await Within("open", () => In<OpenCase, Outcome<OpenedCase>>(open => open.Run(session.CaseId, null, default)));
        Assert.Equal(21, opened.Value!.Messages.Count);
        // What follows is told to whoever handles the case too, and what is written together stands in the mailbox.
        await In<GrievancesDb, int>(db =>
        {
            var share = new CaseShare { TenantId = tenant, Id = Guid.NewGuid(), CaseId = session.CaseId, OtherTenantId = Guid.NewGuid(), OtherName = "Works", Given = true, State = ShareState.Accepted, LeadTenantId = tenant, ProposedByRole = "case-handler", ProposedAt = DateTimeOffset.UtcNow };
            db.AddRange(share, new SharedEntry { TenantId = tenant, Id = Guid.NewGuid(), ShareId = share.Id, CaseId = session.CaseId, FromTenantId = tenant, Kind = SharedKind.Uncontested, WriterRole = "case-handler", At = DateTimeOffset.UtcNow });
            return db.SaveChangesAsync();
        });
        foreach (var measure in new[] { new MeasureRequest(RemedyMeasure.Apology, "We are sorry.", "case-handler", Signatory: "chief executive"), new MeasureRequest(RemedyMeasure.Compensation, "Forty euros.", "case-handler", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9)) })
            await Within("plan", () => In<PlanRemedy, Outcome<AddedMeasure>>(plan => plan.Add(session.CaseId, measure, default)));
        await Within("not owed", () => In<OweNoRemedy, Outcome<Done>>(owe => owe.Run(session.CaseId, new NotOwedRequest("None."), default)));
        await Within("offer", () => In<OfferRemedy, Outcome<MadeOffer>>(offer => offer.Run(session.CaseId, new OfferRequest("Words."), default)));
        await Within("refuse", () => In<AnswerRemedy, Outcome<Done>>(answer => answer.Run(session, new RemedyAnswerRequest(1, RemedyAnswer.Refuse), default)));
        await Within("close", () => In<CloseCase, Outcome<Done>>(close => close.Run(session.CaseId, new CloseRequest(CaseOutcome.Substantiated, new LetterRequest("en", "We are sorry.", "We were to blame.", "It is put right.")), default)));
        // After the closing every step starts retention anew.
        await Within("accept", () => In<AnswerRemedy, Outcome<Done>>(answer => answer.Run(session, new RemedyAnswerRequest(1, RemedyAnswer.Accept), default)));
        var promised = (await Within("read remedy", () => In<ReadRemedy, Outcome<RemedyView>>(read => read.Run(session, default)))).Value!.Measures[1].Id;
        await Within("carry out", () => In<CarryOutMeasure, Outcome<Done>>(carry => carry.Run(session.CaseId, promised, new MeasureDoneRequest("Paid."), default)));
        await Within("dispute", () => In<ConfirmMeasure, Outcome<Done>>(confirm => confirm.Run(session, promised, new ConfirmRequest(false, "Not paid."), default)));
        await Within("handlers read remedy", () => In<ReadRemedy, Outcome<CaseRemedyView>>(read => read.ForHandler(session.CaseId, default)));
        await Within("survey", () => In<AnswerSurvey, Outcome<Done>>(survey => survey.Run(session, SurveyMoment.Closure, new SurveyAnswers(Fair: 3), default)));
        await Within("list surveys", () => In<AnswerSurvey, Outcome<IReadOnlyList<SurveyView>>>(survey => survey.List(session, default)));
        var view = await Within("read mailbox", () => In<ReadMailbox, Outcome<MailboxView>>(read => read.Run(session, null, null, default)));
        Assert.Equal(("closed", "We are sorry."), (view.Value!.State, view.Value.Letter!.WhatWentWrong));
        var appeal = (await Within("appeal", () => In<FileAppeal, Outcome<FiledAppeal>>(file => file.Run(session, new AppealRequest(AppealAgainst.Outcome, "I disagree."), default)))).Value!.Id;
        await Within("list appeals", () => In<FileAppeal, Outcome<AppealsView>>(file => file.Read(session, default)));
        var reviewer = Guid.NewGuid();
        await In<GrievancesDb, int>(db => db.Appeals.ExecuteUpdateAsync(a => a.SetProperty(x => x.ReviewerId, reviewer).SetProperty(x => x.ReviewerRole, "ombuds")));
        await In<GrievancesDb, int>(db =>
        {
            db.Add(new CaseAssignment { TenantId = tenant, Id = Guid.NewGuid(), CaseId = session.CaseId, AccountId = reviewer, Duty = AssignedDuty.AppealReviewer, AssignedAt = DateTimeOffset.UtcNow });
            return db.SaveChangesAsync();
        });
        await In<IServiceProvider, int>(async services =>
        {
            var keys = services.GetRequiredService<CaseKeys>();
            await keys.WrapForGroup(session.CaseId, CaseKeys.Ombuds, (await keys.OpenForGroup(session.CaseId, CaseKeys.Team, default))!, default);
            return await services.GetRequiredService<GrievancesDb>().SaveChangesAsync();
        });
        var upheld = await Within("decide", () => In<DecideAppeal, Outcome<Done>>(decide => decide.Run(session.CaseId, appeal, new AppealDecisionRequest(AppealDecision.Upheld, "You are right."), default), ombuds: reviewer));
        Assert.Null(upheld.Refusal);
    }

    [Fact]
    public async Task Responsibility_Law_AndLearning_StayWithinTheBudget_HoweverMuchThereIs()
    {
        for (var i = 0; i < 20; i++)
            await In<FileGrievance, Outcome<FiledGrievance>>(file => file.Run(new FileRequest("en", "summary", "what happened", AffectedPerson.Self), FilingChannel.Machine, null, default));
        var id = await In<GrievancesDb, Guid>(db => db.Grievances.OrderBy(g => g.FiledAt).Select(g => g.Id).LastAsync());
        var lines = new AttributionRequest([.. Enumerable.Range(0, 20).Select(i => new AttributionLine(ResponsibleParty.Deployer, Involvement.Caused, OrganisationId: i == 0 ? tenant : null, Name: $"Works {i}", Evidence: "evidence"))]);
        for (var i = 0; i < 3; i++)
            await Within("record attribution", () => In<RecordAttribution, Outcome<RecordedAttribution>>(attribution => attribution.Run(id, lines, default)));
        await Within("list attributions", () => In<RecordAttribution, Outcome<IReadOnlyList<AttributionRecordView>>>(attribution => attribution.List(id, default)));
        var soon = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9);
        Outcome<WrittenLegalNote> note = default;
        for (var i = 0; i < 5; i++)
            note = await Within("note", () => In<LegalNotes, Outcome<WrittenLegalNote>>(notes => notes.Write(id, new LegalNoteRequest(LegalNoteKind.Hold, "text", null, soon), default)));
        await Within("end", () => In<LegalNotes, Outcome<Done>>(notes => notes.End(id, note.Value!.Id, default)));
        await Within("list notes", () => In<LegalNotes, Outcome<IReadOnlyList<LegalNoteView>>>(notes => notes.List(id, default)));
        await Within("gather for a hand-over", async () => await In<CaseDoor, int>(async doors => await In<GatherCase, int>(async gather =>
        {
            var door = await doors.Open(id, "handover", default);
            counter.Reset();
            return (await gather.Run(door.Value!, HelpDirectory.Current.Body("de-bfdi"), "reason", default)).Case.Attribution.Count;
        }, write: false)));
        Outcome<WrittenLesson> lesson = default;
        for (var i = 0; i < 5; i++)
            lesson = await Within("lesson", () => In<WriteLesson, Outcome<WrittenLesson>>(write => write.Run(id, new LessonRequest(RootCause.Process, "text"), default)));
        await Within("change lesson", () => In<WriteLesson, Outcome<WrittenLesson>>(write => write.Change(id, lesson.Value!.Id, new LessonRequest(RootCause.Process, "text", "changed", 1), default)));
        await Within("lessons", () => In<Lessons, Outcome<Platform.Contracts.Page<LessonView>>>(lessons => lessons.List(new LessonFilter(Right: "privacy"), null, null, default)));
        await Within("recurrences", () => In<Recurrences, Outcome<IReadOnlyList<EarlierCase>>>(recurrences => recurrences.Run(id, default)));
        await Within("effectiveness", () => In<Effectiveness, Outcome<(EffectivenessView, MechanismFacts)>>(effectiveness => effectiveness.Run("year", default)));
    }

    [Fact]
    public async Task APattern_StaysWithinTheBudget_AlsoWhereItsNumberIsToldAnew()
    {
        var pattern = (await Within("open a pattern", () => In<Patterns, Outcome<PatternView>>(patterns => patterns.Add(new PatternRequest("title", "description"), default)))).Value!.Id;
        var request = new FileRequest("en", "summary", "what happened", AffectedPerson.Self, Rights: ["HARM-04"], PatternId: pattern);
        for (var i = 0; i < 9; i++)
            await In<FileGrievance, Outcome<FiledGrievance>>(file => file.Run(request, FilingChannel.Machine, null, default));
        await Within("file the tenth", () => In<FileGrievance, Outcome<FiledGrievance>>(file => file.Run(request, FilingChannel.Machine, null, default)));
        var id = await In<GrievancesDb, Guid>(db => db.Grievances.OrderBy(g => g.FiledAt).Select(g => g.Id).LastAsync());
        await In<OpenCase, Outcome<OpenedCase>>(open => open.Run(id, null, default));
        await Within("mark as spam", () => In<MarkCase, Outcome<Done>>(mark => mark.Run(id, new MarkRequest(Spam: true, Reason: "It sells watches."), default)));
        await Within("mark as none", () => In<MarkCase, Outcome<Done>>(mark => mark.Run(id, new MarkRequest(Spam: false), default)));
        await Within("take out", () => In<AttachToPattern, Outcome<Done>>(attach => attach.Undo(id, default)));
        await Within("progress", () => In<PatternNews, Outcome<PatternProgress>>(news => news.Run(pattern, new ProgressRequest(PatternState.Confirmed, "text"), default)));
        await Within("close it", () => In<PatternNews, Outcome<PatternProgress>>(news => news.Close(pattern, new ProgressRequest(PatternState.Fixed, "text"), default)));
    }

    [Fact]
    public async Task AuditChain_HoldsWhatWasDone_AndShowsATamperedLine()
    {
        var filed = await In<FileGrievance, Outcome<FiledGrievance>>(file => file.Run(new FileRequest("en", "summary", "what happened", AffectedPerson.Self), FilingChannel.Machine, null, default));
        Assert.NotNull(filed.Value);
        var id = await In<GrievancesDb, Guid>(db => db.Grievances.Select(g => g.Id).SingleAsync());
        await In<OpenCase, Outcome<OpenedCase>>(open => open.Run(id, null, default));
        await In<AcknowledgeCase, Outcome<Done>>(acknowledge => acknowledge.Run(id, default));
        // The sealer is a background service; here it is given the turn it would take within a second.
        await app.StartAsync();
        for (var i = 0; i < 100 && await In<GrievancesDb, int>(db => db.Set<AuditLink>().CountAsync()) < 2; i++)
            await Task.Delay(100);
        Assert.Null(await In<GrievancesDb, long?>(db => AuditChain.FirstBroken(db, default)));
        await In<GrievancesDb, int>(db => db.Set<AuditLine>().Where(l => l.Action == "grievances.acknowledged").ExecuteUpdateAsync(s => s.SetProperty(l => l.Role, "auditor")));
        Assert.Equal(2, await In<GrievancesDb, long?>(db => AuditChain.FirstBroken(db, default)));
        await app.StopAsync();
    }

    private async Task<T> Within<T>(string what, Func<Task<T>> work)
    {
        counter.Reset();
        var value = await work();
        Assert.True(counter.Count is > 0 and <= Budget, $"{what}: {counter.Count} statements\n{counter.Text}");
        return value;
    }

    private async Task<T> In<TUseCase, T>(Func<TUseCase, Task<T>> work, bool write = true, Guid? ombuds = null) where TUseCase : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext =
            new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", ombuds?.ToString() ?? "handler"), new Claim("role", ombuds is null ? "case-handler" : "ombuds"), .. ombuds is null ? Array.Empty<Claim>() : [new Claim("permission", Platform.Contracts.Permissions.GrievancesHear)]], "test")) };
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(write, () => work(scope.ServiceProvider.GetRequiredService<TUseCase>()), _ => true, default);
    }

    private sealed class Counter : DbCommandInterceptor
    {
        private readonly List<string> statements = [];
        private bool saving;

        public int Count => statements.Count;
        public string Text => string.Join("\n", statements);

        public void Reset()
        {
            statements.Clear();
            saving = false;
        }

        public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) => Note(command, eventData, result);

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Note(command, eventData, result));

        public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Note(command, eventData, result));

        private T Note<T>(DbCommand command, CommandExecutedEventData data, T result)
        {
            var save = data.CommandSource == CommandSource.SaveChanges;
            if (!save || !saving)
                statements.Add(save ? "save" : command.CommandText);
            saving = save;
            return result;
        }
    }
}

using System.Data.Common;
using System.Security.Claims;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
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
            await app.Services.GetRequiredService<TenantKeys>().Ensure(db, [CaseKeys.Team], default);
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
        await Within("list", () => In<ListCases, Outcome<Platform.Contracts.Page<CaseRow>>>(list => list.Run(new CaseFilter("open"), null, 20, default)));
        await Within("count", () => In<ListCases, (int, int, int, int)>(list => list.Count(DateTimeOffset.UtcNow, default)));
        await Within("acknowledge", () => In<AcknowledgeCase, Outcome<Done>>(acknowledge => acknowledge.Run(session.CaseId, default)));
        await Within("answer", () => In<AnswerPerson, Outcome<WrittenMessage>>(answer => answer.Run(session.CaseId, new AnswerRequest("an answer"), default)));
        await Within("triage", () => In<TriageCase, Outcome<Done>>(triage => triage.Decide(session.CaseId, CaseBand.High, (Guid.NewGuid(), Guid.NewGuid()))));
        var opened = await Within("open", () => In<OpenCase, Outcome<OpenedCase>>(open => open.Run(session.CaseId, null, default)));
        Assert.Equal(21, opened.Value!.Messages.Count);
        await Within("close", () => In<CloseCase, Outcome<Done>>(close => close.Run(session.CaseId, new CloseRequest(CaseOutcome.Substantiated, "We are sorry."), default)));
        var view = await Within("read mailbox", () => In<ReadMailbox, Outcome<MailboxView>>(read => read.Run(session, null, null, default)));
        Assert.Equal(("closed", "We are sorry."), (view.Value!.State, view.Value.ClosingLetter));
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

    private async Task<T> In<TUseCase, T>(Func<TUseCase, Task<T>> work) where TUseCase : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext =
            new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "handler"), new Claim("role", "case-handler")], "test")) };
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Run(true, () => work(scope.ServiceProvider.GetRequiredService<TUseCase>()), _ => true, default);
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

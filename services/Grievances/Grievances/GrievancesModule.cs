using Assessments.Contracts;
using Assessments.Contracts.Events;
using Grievances.Consumers;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Clocks;
using Grievances.Features.Drafts;
using Grievances.Features.Erasure;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.OnBehalf;
using Grievances.Features.Patterns;
using Grievances.Features.Proof;
using Grievances.Features.Routing;
using Grievances.Help;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Clocks;
using Platform.Files;
using Platform.Forms;
using Platform.Hosting.Between;
using Platform.Mail;
using Platform.Hosting.Http;
using Platform.Hosting.Start;
using Platform.Messaging;
using Platform.Ui.Localization;

namespace Grievances;

/// <summary>What the grievances service consists of.</summary>
public static class GrievancesModule
{
    public static IHostApplicationBuilder AddGrievances(this IHostApplicationBuilder builder)
    {
        builder.AddService<GrievancesDb, GrievancesSqlite, GrievancesPostgres>("grievances", "Grievances", typeof(GrievanceFiled).Assembly);
        builder.AddServiceClient<IAssessmentsApi>("assessments");
        var services = builder.Services;
        services.AddSingleton(ReceiptDoor.Door);
        services.AddSingleton<ReceiptDoor>().AddSingleton<MailboxTokens>().AddSingleton<MissQueue>();
        builder.AddBlobStore();
        services.AddForms().AddMail<GrievancesDb>("grievances");
        services.AddDueSweep<GrievancesDb, CaseDue>("grievances");
        services.AddHostedService<ReplayTombstones>().AddHostedService<EpochTurn>().AddHostedService<OrphanedFiles>();
        services.AddScoped<CaseKeys>().AddScoped<CaseThread>().AddScoped<CaseClocks>().AddScoped<MissedDeadlines>().AddScoped<Pings>().AddScoped<EraseCase>();
        services.AddScoped<FileGrievance>().AddScoped<CasePeople>().AddScoped<PingAddresses>().AddScoped<FormOfTenant>().AddScoped<ReadQuestionnaire>().AddScoped<Drafts>().AddSingleton<OpenDrafts>().AddSingleton<WaitingFiles>().AddScoped<FilingProof>().AddScoped<FileForOther>();
        services.AddScoped<IntakeForm>();
        services.AddScoped<StagedFiles>().AddScoped<FileChecks>().AddScoped<CaseFiles>().AddScoped<LateScan>().AddScoped<ServeFiles>().AddScoped<RouteCase>().AddScoped<ReceiveCase>();
        services.AddScoped<OpenMailbox>().AddScoped<ReadMailbox>().AddScoped<WriteAsPerson>().AddScoped<ListMailboxMessages>().AddScoped<HolderOfSession>().AddScoped<ChangeReceipt>();
        services.AddScoped<DecideConsents>().AddScoped<ChoosePing>().AddScoped<Companions>().AddScoped<LeaveCase>().AddScoped<ReadProof>().AddScoped<ExportCase>();
        services.AddScoped<ListCases>().AddScoped<OpenCase>().AddScoped<ListCaseMessages>().AddScoped<AcknowledgeCase>().AddScoped<AnswerPerson>().AddScoped<TriageCase>().AddScoped<CloseCase>();
        services.AddScoped<ExtendFindings>().AddScoped<MarkCase>().AddScoped<ListNotices>().AddScoped<ClockSettings>().AddScoped<Patterns>();
        return builder;
    }

    public static void AddGrievancesConsumers(this Platform.Messaging.Consumers consumers) => consumers
        .Add<GrievancesDb, TenantProvisioned, RememberTenant>("grievances")
        .Add<GrievancesDb, AiSystemPublished, RememberSystem>("grievances");

    public static IEndpointRouteBuilder MapGrievances(this IEndpointRouteBuilder app)
    {
        var api = app.MapServiceApi<GrievancesDb>("grievances");
        FileGrievance.Map(api);
        OpenMailbox.Map(api);
        ReadMailbox.Map(api);
        WriteAsPerson.Map(api);
        ListMailboxMessages.Map(api);
        ListCases.Map(api);
        OpenCase.Map(api);
        ListCaseMessages.Map(api);
        AcknowledgeCase.Map(api);
        AnswerPerson.Map(api);
        TriageCase.Map(api);
        CloseCase.Map(api);
        ExtendFindings.Map(api);
        MarkCase.Map(api);
        ListNotices.Map(api);
        ClockSettings.Map(api);
        Patterns.Map(api);
        ChangeReceipt.Map(api);
        DecideConsents.Map(api);
        ChoosePing.Map(api);
        Companions.Map(api);
        LeaveCase.Map(api);
        ReadProof.Map(api);
        ExportCase.Map(api);
        FileForOther.Map(api);
        FileFromProduct.Map(api);
        ReadHelp.Map(api);
        IntakeFormApi.Map(api);
        ReadQuestionnaire.Map(api);
        RouteCase.Map(api);
        Upload.Map(api);
        ServeFiles.Map(api);
        app.MapGet("/portal", (HttpContext http) => TypedResults.Redirect(http.KeepLanguage("/"))).Anonymous("leads to the first page").WithMetadata(new WithoutTenantAttribute());
        return app;
    }
}

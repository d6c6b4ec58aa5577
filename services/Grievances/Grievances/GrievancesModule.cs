using Assessments.Contracts;
using Assessments.Contracts.Events;
using Grievances.Consumers;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Access;
using Grievances.Features.Appeals;
using Grievances.Features.Cases;
using Grievances.Features.Clocks;
using Grievances.Features.Drafts;
using Grievances.Features.Erasure;
using Grievances.Features.Files;
using Grievances.Features.Forms;
using Grievances.Features.Imports;
using Grievances.Features.Intake;
using Grievances.Features.Keys;
using Grievances.Features.Learning;
using Grievances.Features.Legal;
using Grievances.Features.Machines;
using Grievances.Features.Mailbox;
using Grievances.Features.OnBehalf;
using Grievances.Features.Patterns;
using Grievances.Features.Proof;
using Grievances.Features.Queue;
using Grievances.Features.Remedy;
using Grievances.Features.Referrals;
using Grievances.Features.Responsibility;
using Grievances.Features.Routing;
using Grievances.Features.Surveys;
using Grievances.Features.Talk;
using Grievances.Help;
using Identity.Contracts;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Platform.Clocks;
using Platform.Contracts;
using Platform.Files;
using Platform.Forms;
using Platform.Guests;
using Platform.Hosting.Between;
using Platform.Mail;
using Platform.Hosting.Http;
using Platform.Hosting.Start;
using Platform.Messaging;
using Platform.Tenancy;
using Platform.Ui.Localization;
using Platform.Webhooks;
using Platform.Webhooks.Features;

namespace Grievances;

/// <summary>What the grievances service consists of.</summary>
public static class GrievancesModule
{
    public static IHostApplicationBuilder AddGrievances(this IHostApplicationBuilder builder)
    {
        builder.AddService<GrievancesDb, GrievancesSqlite, GrievancesPostgres>("grievances", "Grievances", typeof(GrievanceFiled).Assembly);
        builder.AddServiceClient<IAssessmentsApi>("assessments");
        builder.AddServiceClient<IIdentityApi>("identity");
        var services = builder.Services;
        services.AddSingleton(ReceiptDoor.Door);
        services.AddSingleton<ReceiptDoor>().AddSingleton<MailboxTokens>().AddSingleton<MissQueue>();
        builder.AddBlobStore();
        services.AddForms().AddMail<GrievancesDb>("grievances");
        services.AddDueSweep<GrievancesDb, CaseDue>("grievances");
        services.AddHostedService<ReplayTombstones>().AddHostedService<EpochTurn>().AddHostedService<OrphanedFiles>();
        services.AddScoped<CaseKeys>().AddScoped<CaseDoor>().AddScoped<Deciders>().AddScoped<Areas.Grievances.Pages.Console.CasePageTools>().AddScoped<CaseThread>().AddScoped<CaseClocks>().AddScoped<MissedDeadlines>().AddScoped<Pings>().AddScoped<EraseCase>();
        services.AddScoped<FileGrievance>().AddScoped<CasePeople>().AddScoped<PingAddresses>().AddScoped<FormOfTenant>().AddScoped<ReadQuestionnaire>().AddScoped<Drafts>().AddSingleton<OpenDrafts>().AddSingleton<WaitingFiles>().AddScoped<FilingProof>().AddScoped<FileForOther>();
        services.AddScoped<IntakeForm>();
        services.AddScoped<StagedFiles>().AddScoped<FileChecks>().AddScoped<CaseFiles>().AddScoped<LateScan>().AddScoped<ServeFiles>().AddScoped<KeepFiles>().AddScoped<RouteCase>().AddScoped<ReceiveCase>();
        services.AddScoped<OpenMailbox>().AddScoped<ReadMailbox>().AddScoped<WriteAsPerson>().AddScoped<ListMailboxMessages>().AddScoped<HolderOfSession>().AddScoped<ChangeReceipt>();
        services.AddScoped<DecideConsents>().AddScoped<ChoosePing>().AddScoped<Companions>().AddScoped<LeaveCase>().AddScoped<ReadProof>().AddScoped<ExportCase>();
        services.AddScoped<ListCases>().AddScoped<OpenCase>().AddScoped<ListCaseMessages>().AddScoped<AcknowledgeCase>().AddScoped<AnswerPerson>().AddScoped<TriageCase>().AddScoped<CloseCase>();
        services.AddScoped<AssignCase>().AddScoped<Colleagues>().AddScoped<ColleagueNames>().AddScoped<ExcludeColleague>().AddScoped<MoveToGroup>().AddScoped<ChooseReaders>().AddScoped<IdentityRequests>().AddScoped<DecideIdentity>();
        services.AddScoped<RefusedAttempts>().AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, RefusedAccess>();
        services.AddScoped<RotateKeys>();
        services.AddScoped<ProposeReferral>().AddScoped<TakeBackReferral>().AddScoped<AnswerReferral>().AddScoped<WorkTogether>().AddScoped<SharedPart>().AddScoped<DeliverParcel>().AddScoped<TakeIn>();
        services.AddScoped<JointRemedy>().AddScoped<ThisSide>().AddScoped<TakeMeasure>().AddScoped<TakeRemedy>().AddScoped<TakeFile>();
        services.AddHostedService(provider => new ShareMirror(new SweptTable<GrievancesDb>(provider.GetRequiredService<IConfiguration>(), "grievances", provider.GetRequiredService<WriteGate<GrievancesDb>>(), ShareMirror.Rows,
            "Heed.Referrals", "heed_referrals_oldest_seconds", provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<CommitSignals>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ShareMirror>>()));
        services.AddScoped<DecideAdmissibility>().AddScoped<LeadReasons>();
        services.AddScoped<ExtendFindings>().AddScoped<MarkCase>().AddScoped<ListNotices>().AddScoped<ClockSettings>().AddScoped<Patterns>();
        services.AddScoped<PartKeys>().AddScoped<SavedViews>().AddScoped<ExportQueue>().AddScoped<BulkWork>().AddScoped<RelateCases>().AddScoped<MergeCases>().AddScoped<SplitCase>().AddScoped<CaseRelations>().AddScoped<AttachToPattern>().AddScoped<PatternNews>();
        services.AddScoped<PlanRemedy>().AddScoped<OweNoRemedy>().AddScoped<OfferRemedy>().AddScoped<TakeBackOffer>().AddScoped<AnswerRemedy>().AddScoped<CarryOutMeasure>().AddScoped<ConfirmMeasure>().AddScoped<RecordAnswer>().AddScoped<ReadRecorded>().AddScoped<ReadRemedy>().AddScoped<RemedyDue>();
        services.AddScoped<FileAppeal>().AddScoped<Reviewers>().AddScoped<AssignReviewer>().AddScoped<DecideAppeal>().AddScoped<AnswerSurvey>().AddScoped<ReadSurveyWords>().AddScoped<LetterReceipt>();
        services.AddScoped<CaseNotes>().AddScoped<ReplyTemplates>().AddScoped<MeetingSides>().AddScoped<ArrangeMeeting>().AddScoped<KeepMinutes>().AddScoped<Meetings>();
        services.AddScoped<Translations>().AddScoped<OpenTranslations>().AddScoped<RedactCase>().AddScoped<Mediations>().AddScoped<MediatorDoor>().AddScoped<MediatorRoom>();
        services.AddGuests<GrievancesDb, MediationPurpose>(MediationPurpose.Place);
        services.AddWebhooks<GrievancesDb>("grievances", CaseKeys.Webhooks, TellMachines.Types);
        services.AddScoped<TellMachines>().AddScoped<LastWork<GrievancesDb>>(provider => provider.GetRequiredService<TellMachines>().Run);
        services.AddScoped<ImportSealing>().AddScoped<BringRegister>().AddScoped<TakeInRows>().AddScoped<TakeBackImport>().AddScoped<ReadImports>().AddScoped<ImportReport>();
        services.AddScoped<RecordAttribution>().AddScoped<ReadResponsibility>().AddScoped<LegalNotes>().AddScoped<LegalDue>().AddScoped<ReadLaw>().AddScoped<HandOver>().AddScoped<GatherCase>();
        services.AddScoped<ReadLog>().AddScoped<ExportLog>();
        services.AddScoped<Lessons>().AddScoped<WriteLesson>().AddScoped<Recurrences>().AddScoped<ExportLessons>().AddScoped<ReadMechanismFacts>().AddScoped<Effectiveness>();
        services.AddSingleton<MechanismGlance>().AddHostedService(provider => provider.GetRequiredService<MechanismGlance>());
        return builder;
    }

    public static void AddGrievancesConsumers(this Platform.Messaging.Consumers consumers) => consumers
        .Add<GrievancesDb, TenantProvisioned, RememberTenant>("grievances")
        .Add<GrievancesDb, AccountChanged, EndAssignments>("grievances")
        .Add<GrievancesDb, GrievanceClosed, EndMediations>("grievances")
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
        RotateKeys.Map(api);
        ProposeReferral.Map(api);
        AnswerReferral.Map(api);
        WorkTogether.Map(api);
        TakeBackReferral.Map(api);
        DecideAdmissibility.Map(api);
        LeadReasons.Map(api);
        AssignCase.Map(api);
        ExcludeColleague.Map(api);
        MoveToGroup.Map(api);
        ChooseReaders.Map(api);
        IdentityRequests.Map(api);
        DecideIdentity.Map(api);
        CloseCase.Map(api);
        PlanRemedy.Map(api);
        OweNoRemedy.Map(api);
        OfferRemedy.Map(api);
        TakeBackOffer.Map(api);
        AnswerRemedy.Map(api);
        CarryOutMeasure.Map(api);
        ConfirmMeasure.Map(api);
        RecordAnswer.Map(api);
        ReadRemedy.Map(api);
        FileAppeal.Map(api);
        AssignReviewer.Map(api);
        DecideAppeal.Map(api);
        AnswerSurvey.Map(api);
        ExtendFindings.Map(api);
        MarkCase.Map(api);
        ListNotices.Map(api);
        ClockSettings.Map(api);
        Patterns.Map(api);
        AttachToPattern.Map(api);
        PatternNews.Map(api);
        ExportQueue.Map(api);
        SavedViews.Map(api);
        BulkWork.Map(api);
        BringRegister.Map(api);
        ReadImports.Map(api);
        ImportReport.Map(api);
        TakeBackImport.Map(api);
        RelateCases.Map(api);
        MergeCases.Map(api);
        SplitCase.Map(api);
        CaseNotes.Map(api);
        TemplatesApi.Map(api);
        MeetingsApi.Map(api);
        OpenTranslations.Map(api);
        RedactCase.Map(api);
        MediationApi.Map(api);
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
        RecordAttribution.Map(api);
        ReadResponsibility.Map(api);
        LegalNotes.Map(api);
        ReadLaw.Map(api);
        HandOver.Map(api);
        ReadLog.Map(api);
        ExportLog.Map(api);
        Lessons.Map(api);
        WriteLesson.Map(api);
        Recurrences.Map(api);
        ExportLessons.Map(api);
        Effectiveness.Map(api);
        Upload.Map(api);
        ServeFiles.Map(api);
        KeepFiles.Map(api);
        WebhookEndpoints.Map<GrievancesDb>(api, Permissions.GrievancesConfigure, "Grievances_");
        app.MapGet("/portal", (HttpContext http) => TypedResults.Redirect(http.KeepLanguage("/"))).Anonymous("leads to the first page").WithMetadata(new WithoutTenantAttribute());
        return app;
    }
}

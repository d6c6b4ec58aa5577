using Assessments.Contracts;
using Assessments.Contracts.Events;
using Grievances.Consumers;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Identity.Contracts.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Hosting.Between;
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
        services.AddScoped<CaseKeys>().AddScoped<CaseThread>();
        services.AddScoped<FileGrievance>();
        services.AddScoped<OpenMailbox>().AddScoped<ReadMailbox>().AddScoped<WriteAsPerson>().AddScoped<ListMailboxMessages>();
        services.AddScoped<ListCases>().AddScoped<OpenCase>().AddScoped<ListCaseMessages>().AddScoped<AcknowledgeCase>().AddScoped<AnswerPerson>().AddScoped<TriageCase>().AddScoped<CloseCase>();
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
        app.MapGet("/portal", (HttpContext http) => TypedResults.Redirect(http.KeepLanguage("/"))).Anonymous("leads to the first page").WithMetadata(new WithoutTenantAttribute());
        return app;
    }
}

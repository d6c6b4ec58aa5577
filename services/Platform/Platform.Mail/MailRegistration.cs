using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Platform.Clocks;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;

namespace Platform.Mail;

/// <summary>Registers mail.</summary>
public static class MailRegistration
{
    /// <summary>Name of the meter; its gauge is <c>heed_mail_oldest_seconds</c>.</summary>
    public const string MeterName = "Heed.Mail";

    /// <summary>
    /// Adds <see cref="MailQueue"/>, <see cref="FolderMail"/>, <see cref="DeadMail{TDb}"/> and the hosted delivery of a service
    /// whose model has <see cref="MailModel.AddMailItems"/>. Reads the section <c>Mail</c> (see <see cref="MailSettings"/>);
    /// <see cref="Secrets"/> and the service's database are registered before.
    /// </summary>
    public static IServiceCollection AddMail<TDb>(this IServiceCollection services, string service) where TDb : PlatformDb
    {
        ProblemTexts.Add(typeof(MailRegistration).Assembly);
        services.TryAddSingleton(provider => MailSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<MailQueue>();
        services.TryAddSingleton<FolderMail>();
        services.AddSingleton(provider => new MailTable<TDb>(new SweptTable<TDb>(provider.GetRequiredService<IConfiguration>(), service,
            provider.GetRequiredService<WriteGate<TDb>>(), MailDelivery<TDb>.Rows, MeterName, "heed_mail_oldest_seconds", provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton(provider => new DeadMail<TDb>(provider.GetRequiredService<MailTable<TDb>>().Swept, provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService(provider =>
        {
            var settings = provider.GetRequiredService<MailSettings>();
            return new MailDelivery<TDb>(provider.GetRequiredService<MailTable<TDb>>().Swept, Transport(provider, settings), settings,
                provider.GetRequiredService<Secrets>(), provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<CommitSignals>(),
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<MailDelivery<TDb>>>());
        });
    }

    private static IMailTransport? Transport(IServiceProvider provider, MailSettings settings) => settings.Route switch
    {
        MailRoute.Smtp => new SmtpTransport(settings, provider.GetRequiredService<Secrets>()),
        MailRoute.Folder => new FolderTransport(settings, provider.GetRequiredService<Secrets>(), provider.GetRequiredService<TimeProvider>()),
        _ => null,
    };

    // The due dates of the same service have a swept table of the same type.
    private sealed record MailTable<TDb>(SweptTable<TDb> Swept) : IDisposable where TDb : PlatformDb
    {
        public void Dispose() => Swept.Dispose();
    }
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Platform.Clocks;
using Platform.Tenancy;
using Platform.Webhooks.Features;
using Platform.Webhooks.Sending;

namespace Platform.Webhooks;

/// <summary>Registers webhooks.</summary>
public static partial class WebhooksRegistration
{
    /// <summary>Name of the meter; its gauges are <c>heed_webhook_oldest_seconds</c> and <c>heed_webhook_event_oldest_seconds</c>.</summary>
    public const string MeterName = "Heed.Webhooks";

    /// <summary>
    /// Adds <see cref="Webhooks{TDb}"/>, what the API needs, and the two hosted sweeps of a service whose model has
    /// <see cref="Rows.WebhookModel.AddWebhooks"/>, the keys of tenants, the audit tables and the idempotency records. Reads the section
    /// <c>Webhooks</c> (see <see cref="WebhookSettings"/>) when the host starts.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="service">Name of the service.</param>
    /// <param name="group">Group of handlers whose key seals addresses and secrets; each tenant has it before it can add an endpoint.</param>
    /// <param name="types">Codes of what the service announces, for example <c>grievances.case_filed</c>.</param>
    public static IServiceCollection AddWebhooks<TDb>(this IServiceCollection services, string service, string group, params string[] types) where TDb : PlatformDb
    {
        if (types.FirstOrDefault(type => !TypeForm().IsMatch(type)) is { } malformed)
            throw new ArgumentException($"{malformed} is no type of an event.", nameof(types));
        services.AddSingleton(new WebhookSource<TDb>(service, group, types));
        services.TryAddSingleton(provider => WebhookSettings.Read(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>()));
        services.TryAddSingleton<IAddressLookup, SystemLookup>();
        services.TryAddSingleton<WebhookAddress>();
        services.TryAddSingleton(provider => new WebhookClient(provider.GetRequiredService<WebhookSettings>(), provider.GetRequiredService<IAddressLookup>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetService<WebhookTrust>()));
        services.AddSingleton<WebhookAudience<TDb>>();
        services.AddScoped<Webhooks<TDb>>().AddScoped<WebhookSealing<TDb>>().AddScoped<AddWebhook<TDb>>().AddScoped<ChangeWebhook<TDb>>().AddScoped<ReadWebhooks<TDb>>().AddScoped<ReplayWebhooks<TDb>>();
        services.AddHostedService(provider => new WebhookFanOut<TDb>(
            Table<TDb>(provider, service, WebhookFanOut<TDb>.Rows, "heed_webhook_event_oldest_seconds"), provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<CommitSignals>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<WebhookFanOut<TDb>>>()));
        return services.AddHostedService(provider => new WebhookSender<TDb>(
            Table<TDb>(provider, service, WebhookSender<TDb>.Rows, "heed_webhook_oldest_seconds"), provider.GetRequiredService<WebhookClient>(),
            provider.GetRequiredService<WebhookSource<TDb>>(), provider.GetService<Random>() ?? Random.Shared,
            provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<CommitSignals>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<WebhookSender<TDb>>>()));
    }

    private static SweptTable<TDb> Table<TDb>(IServiceProvider provider, string service, SweptRows rows, string gauge) where TDb : PlatformDb =>
        new(provider.GetRequiredService<IConfiguration>(), service, provider.GetRequiredService<WriteGate<TDb>>(), rows, MeterName, gauge, provider.GetRequiredService<TimeProvider>());

    [GeneratedRegex(@"\A[a-z0-9_]+(\.[a-z0-9_-]+)+\z")]
    private static partial Regex TypeForm();
}

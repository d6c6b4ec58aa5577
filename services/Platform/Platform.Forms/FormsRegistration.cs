using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Hosting.Http;

namespace Platform.Forms;

/// <summary>What a service calls that asks questions.</summary>
public static class FormsRegistration
{
    /// <summary>Adds the use cases of form versions, and the words of their errors. They work on the context that they are given.</summary>
    public static IServiceCollection AddForms(this IServiceCollection services)
    {
        ProblemTexts.Add(typeof(FormsRegistration).Assembly);
        services.TryAddSingleton<ReadForm>();
        services.TryAddSingleton<ListVersions>();
        services.TryAddSingleton<SaveDraft>();
        services.TryAddSingleton<CopyVersion>();
        services.TryAddSingleton<DiscardDraft>();
        services.TryAddSingleton<PublishDraft>();
        return services;
    }
}

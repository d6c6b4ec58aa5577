using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Identity.OpenId;

/// <summary>
/// The process's bounded cache, with a size of one for entries that name none: OpenIddict's stores use the shared cache and
/// know nothing of bounds, and a bounded cache throws at them.
/// </summary>
internal sealed class SizedCache(IMemoryCache inner) : IMemoryCache
{
    public static void Register(IServiceCollection services)
    {
        services.AddMemoryCache();
        services.Replace(ServiceDescriptor.Singleton<IMemoryCache>(provider => new SizedCache(
            new MemoryCache(provider.GetRequiredService<IOptions<MemoryCacheOptions>>(), provider.GetRequiredService<ILoggerFactory>()))));
    }

    public ICacheEntry CreateEntry(object key)
    {
        var entry = inner.CreateEntry(key);
        entry.Size = 1;
        return entry;
    }

    public void Remove(object key) => inner.Remove(key);

    public bool TryGetValue(object key, out object? value) => inner.TryGetValue(key, out value);

    public void Dispose() => inner.Dispose();
}

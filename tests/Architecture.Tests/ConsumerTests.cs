using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Messaging;
using Testing;
using Xunit;

namespace Architecture.Tests;

/// <summary>A handler that no list names gets no queue: its events would be lost without a word.</summary>
public sealed partial class ConsumerTests(BuiltPlatform platform)
{
    [Fact]
    public void EveryHandler_IsOnTheOneList()
    {
        var consumers = platform.Services.Services.GetRequiredService<Consumers>();
        var handlers = platform.Contexts().Select(c => c.GetType().Assembly).Distinct().SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && EventOf(t) is not null).ToList();
        Assert.True(handlers.Count > 10, $"Only {handlers.Count} handlers were found.");
        foreach (var group in handlers.GroupBy(h => EventOf(h)!))
            Assert.True(group.Count() == consumers.Of(group.Key).Count,
                $"{group.Key.Name} is handled by {string.Join(", ", group.Select(h => h.FullName))}, and consumed by {string.Join(", ", consumers.Of(group.Key))}");
    }

    [Fact]
    public void TheListOfAllServices_IsWrittenDownOnce()
    {
        var lists = new[] { "services/Migrator", "services/AllInOne" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && AddsConsumers().IsMatch(File.ReadAllText(file)));
        Assert.Equal(["EveryConsumer.cs"], lists.Select(Path.GetFileName));
    }

    private static Type? EventOf(Type type)
    {
        for (var of = type.BaseType; of is not null; of = of.BaseType)
            if (of.IsGenericType && of.GetGenericTypeDefinition() == typeof(EventHandlerOf<,>))
                return of.GetGenericArguments()[1];
        return null;
    }

    [GeneratedRegex(@"\.Add[A-Z]\w+Consumers\(")]
    private static partial Regex AddsConsumers();
}

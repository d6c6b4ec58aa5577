using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Platform.Contracts;
using Platform.Tenancy;
using Testing;
using Xunit;

namespace Architecture.Tests;

/// <summary>What every table and every message must be like.</summary>
public sealed class ModelTests(BuiltPlatform platform)
{
    [Fact]
    public void EveryTenantOwnedEntity_HasTheTenantInItsKey_AndTheFilter()
    {
        foreach (var entity in platform.Contexts().SelectMany(c => c.Model.GetEntityTypes()).Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)))
        {
            Assert.True(entity.GetTableName() == "inbox" || entity.FindPrimaryKey()!.Properties.Any(p => p.Name == nameof(ITenantOwned.TenantId)), $"{entity.Name}: key without tenant");
            Assert.NotNull(entity.FindDeclaredQueryFilter(PlatformDb.TenantFilter));
            foreach (var index in entity.GetIndexes().Where(i => i.IsUnique))
                Assert.True(index.Properties.Any(p => p.Name == nameof(ITenantOwned.TenantId)), $"{entity.Name}: unique index without tenant");
        }
    }

    [Fact]
    public void PublishedTables_HaveACellForEveryCode()
    {
        static IEnumerable<string> Of<T>() where T : struct, Enum => Enum.GetValues<T>().Select(Grievances.Domain.Codes.Of).Order();
        Assert.Equal(Of<Grievances.Domain.AffectedPerson>(), Transparency.Domain.Grid.Affected.Order());
        Assert.Equal(Of<Grievances.Domain.CaseOutcome>(), Transparency.Domain.Grid.Outcomes.Order());
    }

    [Fact]
    public void EveryTextOfAnEntity_IsSealedPublicOrCoarse()
    {
        var unmarked = platform.Contexts().SelectMany(c => c.Model.GetEntityTypes())
            // Accounts are staff, known to their own administrator; OpenIddict's tables are its own.
            .Where(e => !e.ClrType.FullName!.StartsWith("OpenIddict", StringComparison.Ordinal) && e.ClrType.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) != true && e.ClrType.Name != "Account")
            .SelectMany(e => e.ClrType.GetProperties().Where(p => p.PropertyType == typeof(string)).Select(p => (e.ClrType, p)))
            .Where(x => !Marked(x.p)).Select(x => $"{x.ClrType.Name}.{x.p.Name}");
        Assert.Empty(unmarked.Distinct());
    }

    [Fact]
    public void EveryTextOfAMessage_IsPublicOrCoarse_NeverSealed()
    {
        var messages = Messages().SelectMany(Whole).Distinct().ToList();
        Assert.NotEmpty(messages);
        foreach (var type in messages)
            foreach (var property in type.GetProperties().Where(p => p.PropertyType == typeof(string) || p.PropertyType == typeof(IReadOnlyList<string>)))
            {
                var parameter = type.GetConstructors().SelectMany(c => c.GetParameters()).FirstOrDefault(p => p.Name == property.Name);
                Assert.True(Has<PublicAttribute>(property, parameter) || Has<CoarseAttribute>(property, parameter), $"{type.Name}.{property.Name} is not marked public or coarse");
            }
    }

    [Fact]
    public async Task WireNamesAndShapes_AreTheApprovedOnes()
    {
        var text = new StringBuilder();
        foreach (var type in Messages().OrderBy(t => t.GetCustomAttribute<WireNameAttribute>()!.Name, StringComparer.Ordinal))
            text.Append(type.GetCustomAttribute<WireNameAttribute>()!.Name).Append("  ").Append(type.FullName).Append('\n').Append(Shape(type, "  "));
        var approved = Path.Combine(Repository.Root, "tests", "Architecture.Tests", "messages.approved.txt");
        // A new message or a new field is added to the approved file by hand; a changed or missing line breaks consumers.
        Assert.Equal(await File.ReadAllTextAsync(approved), text.ToString());
    }

    private static IEnumerable<Type> Messages() => new[] { "Grievances", "Assessments", "Transparency", "Identity", "Engagement" }
        .SelectMany(s => Assembly.Load(s + ".Contracts").GetExportedTypes()).Where(t => t.GetCustomAttribute<WireNameAttribute>() is not null);

    private static IEnumerable<Type> Whole(Type message) =>
        message.GetProperties().Select(p => p.PropertyType).Where(t => t.Namespace == message.Namespace).SelectMany(Whole).Prepend(message);

    private static string Shape(Type type, string indent) => string.Concat(type.GetProperties().Select(p =>
        $"{indent}{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)}: {Name(p.PropertyType)}\n" + (p.PropertyType.Namespace == type.Namespace ? Shape(p.PropertyType, indent + "  ") : "")));

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? inner.Name + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(Name))}>" : type.Name;

    private static bool Has<TMark>(PropertyInfo property, ParameterInfo? parameter) where TMark : Attribute =>
        property.IsDefined(typeof(TMark)) || parameter?.IsDefined(typeof(TMark)) == true;

    private static bool Marked(PropertyInfo property) =>
        property.IsDefined(typeof(SealedAttribute)) || property.IsDefined(typeof(PublicAttribute)) || property.IsDefined(typeof(CoarseAttribute));
}

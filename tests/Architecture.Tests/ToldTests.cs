using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Testing;
using Xunit;

namespace Architecture.Tests;

/// <summary>Whatever staff and machines change in a case is published, so that the organisation's systems are told; what is not says why.</summary>
public sealed partial class ToldTests(BuiltPlatform platform)
{
    private const string Setting = "a setting of the organisation; no case changes";
    private const string Own = "somebody's own list; no case changes";
    private const string Elsewhere = "told by the use case behind it";
    private const string Identity = "who asks who somebody is, is for the custodian and the person; a receiver of webhooks would learn whom to ask about";

    private const string Said = "what was said is said in another language; no case and no figure changes";

    /// <summary>Endpoints that publish nothing themselves, each with its reason.</summary>
    private static readonly Dictionary<string, string> Silent = new(StringComparer.Ordinal)
    {
        ["Grievances_AskIdentity"] = Identity,
        ["Grievances_DecideIdentity"] = Identity,
        ["Grievances_EndIdentity"] = Identity,
        ["Grievances_TakeSimilar"] = "which later reports attach is told with each that does",
        ["Grievances_TranslatePattern"] = Said,
        ["Grievances_TranslateProgress"] = Said,
        ["Grievances_SeeNotice"] = Own,
        ["Grievances_SaveView"] = Own,
        ["Grievances_ChangeView"] = Own,
        ["Grievances_DeleteView"] = Own,
        ["Grievances_SetClocks"] = Setting,
        ["Grievances_SetFigureLimit"] = Setting,
        ["Grievances_SaveFormDraft"] = Setting,
        ["Grievances_PublishForm"] = Setting,
        ["Grievances_DiscardFormDraft"] = Setting,
        ["Grievances_CopyForm"] = Setting,
        ["Grievances_AddTemplate"] = Setting,
        ["Grievances_TakeStartingTemplates"] = Setting,
        ["Grievances_ChangeTemplate"] = Setting,
        ["Grievances_DeleteTemplate"] = Setting,
        ["Grievances_RotateKeys"] = Setting,
        ["Grievances_AddWebhook"] = Setting,
        ["Grievances_RemoveWebhook"] = Setting,
        ["Grievances_SetWebhookState"] = Setting,
        ["Grievances_RenewWebhookSecret"] = Setting,
        ["Grievances_PingWebhook"] = Setting,
        ["Grievances_ReplayWebhookDelivery"] = Setting,
        ["Grievances_ReplayWebhook"] = Setting,
        ["Grievances_BringRegister"] = Elsewhere,
        ["Grievances_TakeBackImport"] = Elsewhere,
        ["Grievances_StopImport"] = "what was taken in stays; no case changes",
        ["Grievances_WriteForOther"] = Elsewhere,
        ["Grievances_BulkWork"] = Elsewhere,
        ["Grievances_RecordAppeal"] = Elsewhere,
        ["Grievances_ReadForOther"] = "it reads; what is sent opens a receipt",
        ["Grievances_WriteMinutes"] = Elsewhere,
        ["Grievances_AgreeMinutes"] = Elsewhere,
        ["Grievances_RouteCase"] = Elsewhere,
        ["Grievances_RedactCase"] = "a masked copy; nothing of the case changes",
        ["Grievances_QuarantineFile"] = "a file is set apart or back; nothing of the case changes",
    };

    [Fact]
    public void EveryChangeOfACase_IsPublished_OrSaysWhyNot()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "services", "Grievances", "Grievances"), "*.cs", SearchOption.AllDirectories)
            .Select(file => File.ReadAllText(file)).Where(text => Publishes().IsMatch(text)).ToList();
        var changing = platform.Endpoints.Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/grievances/", StringComparison.Ordinal)
            && e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Any(method => method != "GET" && method != "HEAD")).ToList();
        Assert.True(changing.Count > 60, $"{changing.Count} endpoints change something");
        var silent = changing.Where(e => !e.Metadata.OfType<MethodInfo>().SelectMany(m => m.GetParameters()).Any(p => sources.Exists(text => Regex.IsMatch(text, $@"\bclass {p.ParameterType.Name}\b"))))
            .Select(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).ToHashSet(StringComparer.Ordinal);
        string[] wrong = [.. silent.Except(Silent.Keys).Select(name => $"{name} publishes nothing and says not why"), .. Silent.Keys.Except(silent).Select(name => $"{name} publishes, or is gone")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [GeneratedRegex(@"\.Publish\(new ")]
    private static partial Regex Publishes();
}

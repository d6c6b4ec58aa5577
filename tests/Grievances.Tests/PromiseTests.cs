using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Platform.Contracts;
using Platform.Ui.Localization;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What an organisation's page promises before anybody files is what its clocks hold it to.</summary>
public sealed class PromiseTests(GrievancesServer server)
{
    [Fact]
    public async Task ThePortal_PromisesTheTenantsOwnDays_InEveryLanguage()
    {
        var (common, strict) = (await server.Provisioned(), await server.Provisioned());
        await Promise(strict, new { acknowledgeDays = 2, findingsDays = 21 });
        using var browser = server.Anybody();
        foreach (var (language, usual, usualEnd, two, days) in new[]
        {
            ("en", "Within 7 days", "Within 3 months", "Within 2 days", "Within 21 days"), ("es", "plazo de 7 días", "plazo de 3 meses", "plazo de 2 días", "plazo de 21 días"),
            ("fr", "Sous 7 jours", "Dans les 3 mois", "Sous 2 jours", "délai de 21 jours"), ("ru", "течение 7 дней", "течение 3 месяцев", "течение 2 дней", "течение 21 дня"),
            ("zh", "7 天之内", "3 个月之内", "2 天之内", "21 天之内"), ("ar", "خلال 7 أيام", "خلال 3 أشهر", "خلال يومين", "خلال 21 يومًا"),
        })
        {
            var ordinary = (await browser.Page($"/portal/{common.Slug}?lang={language}")).QuerySelector("main ol")!.TextContent;
            Assert.Contains(usual, ordinary, StringComparison.Ordinal);
            Assert.Contains(usualEnd, ordinary, StringComparison.Ordinal);
            var promised = (await browser.Page($"/portal/{strict.Slug}?lang={language}")).QuerySelector("main ol")!.TextContent;
            Assert.Contains(two, promised, StringComparison.Ordinal);
            Assert.Contains(days, promised, StringComparison.Ordinal);
            Assert.DoesNotContain(usual, promised, StringComparison.Ordinal);
            Assert.DoesNotContain(usualEnd, promised, StringComparison.Ordinal);
            Assert.DoesNotContain("|", promised, StringComparison.Ordinal);
        }
        Assert.Contains("Within 1 day somebody", PortalText.Words.Count("home.acknowledge_days", 1, CultureInfo.GetCultureInfo("en")), StringComparison.Ordinal);
    }

    [Fact]
    public void CountedWords_HaveEveryForm_OfEachLanguage()
    {
        foreach (var language in PortalLanguages.All)
            foreach (var key in new[] { "home.acknowledge_days", "home.findings_days" })
                Assert.Equal(StringCatalogue.PluralFormsIn(language.Code), PortalText.Words.Get(key, language.Culture).Split('|').Length);
    }

    private async Task Promise(TestTenant tenant, object policy)
    {
        using var administrator = server.Staff(tenant, Permissions.GrievancesRead, Permissions.GrievancesConfigure);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{GrievancesServer.Api}/settings/clocks") { Content = JsonContent.Create(policy) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        using var stored = await administrator.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, stored.StatusCode);
    }
}

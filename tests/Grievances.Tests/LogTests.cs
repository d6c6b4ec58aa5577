using System.Net;
using System.Security.Cryptography;
using System.Text;
using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The audit log before whoever checks it: found by case, role and what was refused; walked; computed elsewhere; and shown to nobody else.</summary>
public sealed class LogTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private const string Console = "/console/grievances/log";

    [Fact]
    public async Task AnAuditor_FindsWhoOpenedACase_AndWhoWasRefused_AndNobodyElseReadsTheLog()
    {
        var (tenant, other) = (await server.Provisioned(), await server.Provisioned());
        var (first, second) = (await Filed(tenant), await Filed(tenant));
        using var handler = server.Staff(tenant, Guid.CreateVersion7(), "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle);
        await handler.Get($"{Api}/cases/{first.Id}");
        await handler.Get($"{Api}/cases/{second.Id}");
        using var publisher = server.Staff(tenant, Guid.CreateVersion7(), "publisher", Permissions.TransparencyRead);
        Assert.Equal(HttpStatusCode.Forbidden, (await publisher.GetAsync($"{Api}/cases/{first.Id}")).StatusCode);

        using var auditor = Auditor(tenant);
        var lines = (await auditor.Get($"{Api}/log?reference={first.Reference.ToLowerInvariant()}")).GetProperty("items").EnumerateArray().Select(l => (l.GetProperty("action").GetString(), l.GetProperty("role").GetString(), l.GetProperty("reference").GetString())).ToList();
        Assert.Contains(("grievances.case_opened", "case-handler", first.Reference), lines);
        Assert.Contains(("grievances.access_refused", "publisher", first.Reference), lines);
        Assert.DoesNotContain(lines, line => line.Item3 != first.Reference);
        Assert.Single((await auditor.Get($"{Api}/log?role=publisher&action=grievances.access_refused&since=2020-01-01&until=9999-12-31")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await auditor.Get($"{Api}/log?until=2020-01-01")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await auditor.Get($"{Api}/log?reference=0000000000")).GetProperty("items").GetArrayLength());

        var page = await auditor.Page($"{Console}?What=grievances.access_refused");
        Assert.Equal("Who did what with grievances", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Publisher"], page.QuerySelectorAll("tbody tr td:nth-child(2)").Select(cell => cell.FirstChild!.TextContent));
        Assert.Empty(page.Scripts);
        Assert.NotNull((await auditor.Page("/console/grievances")).QuerySelector($"a[href='{Console}']"));

        using (var theirs = Auditor(other))
            Assert.Equal(0, (await theirs.Get($"{Api}/log?reference={first.Id}")).GetProperty("items").GetArrayLength());
        foreach (var path in new[] { $"{Api}/log", $"{Api}/log/chain", $"{Api}/log/export", Console, Console + "?handler=File", Console + "?handler=Check" })
            foreach (var client in new[] { handler, publisher })
                Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task TwoAccountsOfOneDay_AreToldApart_AndLeadToWhatEachDid()
    {
        var tenant = await server.Provisioned();
        var kase = await Filed(tenant);
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var account in new[] { one, other })
            using (var handler = server.Staff(tenant, account, "case-handler", Permissions.GrievancesRead, Permissions.GrievancesHandle))
                await handler.Get($"{Api}/cases/{kase.Id}");
        using var auditor = Auditor(tenant);

        var page = await auditor.Page($"{Console}?Reference={kase.Reference}&What=opened");
        var people = page.QuerySelectorAll("tbody tr td:nth-child(2) a").ToDictionary(link => link.GetAttribute("title")!);
        Assert.Equal(new[] { $"{one}", $"{other}" }.Order(), people.Keys.Order());
        Assert.All(people, person => Assert.StartsWith(person.Key[^8..], person.Value.TextContent, StringComparison.Ordinal));
        var alone = await auditor.Page(people[$"{one}"].GetAttribute("href")!);
        Assert.All(alone.QuerySelectorAll("tbody tr td:nth-child(2) a"), link => Assert.Equal($"{one}", link.GetAttribute("title")));
        Assert.NotEmpty((await auditor.Get($"{Api}/log?actor={other}&group=opened")).GetProperty("items").EnumerateArray());
        Assert.Empty((await auditor.Get($"{Api}/log?actor={other}&group=appeal")).GetProperty("items").EnumerateArray());
        Assert.NotNull(page.QuerySelector("a[href='/console/administration/log']"));
        var kinds = page.QuerySelectorAll("select[name=What] option").Select(option => option.GetAttribute("value")).ToList();
        Assert.Empty(new[] { "", "refused", "opened", "identity", "assignment", "exclusion", "closing", "offer", "appeal", "referral", "import" }.Except(kinds));
        // One action by itself is an address as well, and stays chosen.
        Assert.Equal("grievances.test", (await auditor.Page($"{Console}?What=grievances.test")).QuerySelector("select[name=What] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task ItPagesToTheEnd_EachLineOnce_TheNewestFirst()
    {
        var tenant = await server.Provisioned();
        await server.Work(tenant, async db =>
        {
            for (var i = 0; i < 130; i++)
                db.Record(DateTimeOffset.UnixEpoch.AddYears(57).AddSeconds(i), "system", "system", "grievances.test", "thing", $"n{i}");
            await db.SaveChangesAsync();
        });
        using var auditor = Auditor(tenant);
        var read = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await auditor.Get($"{Api}/log?action=grievances.test&limit=50" + (cursor is null ? "" : "&cursor=" + cursor));
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("purpose").GetString()!));
            if ((cursor = page.GetProperty("next").GetString()) is null)
                break;
        }
        Assert.Equal(Enumerable.Range(0, 130).Reverse().Select(i => $"n{i}"), read);
        var shown = await auditor.Page($"{Console}?What=grievances.test");
        var older = await auditor.Page(shown.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.EndsWith("· N" + (129 - shown.QuerySelectorAll("tbody tr").Length), older.QuerySelector("tbody tr th")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task TheChainIsWalked_AndComputedElsewhere_AndSaysWhereItBroke(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var own = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero), database);
        var tenant = await own.Tenant();
        await own.File(tenant);
        using var handler = own.Handler(tenant);
        foreach (var _ in new int[3])
            await handler.Get($"{Api}/cases/{await own.CaseOf(tenant)}");
        using var auditor = own.Staff(tenant, Guid.CreateVersion7(), "auditor", Permissions.AuditRead, Permissions.GrievancesRead);
        await own.Until(() => own.Read(tenant, async db => await db.Set<AuditLink>().AnyAsync() && !await db.Set<PendingAuditLine>().AnyAsync()), done => done, TimeSpan.FromMilliseconds(200));
        var chain = await auditor.Get($"{Api}/log/chain");
        Assert.Equal((System.Text.Json.JsonValueKind.Null, true), (chain.GetProperty("firstBroken").ValueKind, chain.GetProperty("lines").GetInt64() > 0));
        Assert.Contains("The log holds", (await auditor.Page(Console + "?handler=Check")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        // By what the file says alone.
        var table = (await auditor.GetStringAsync($"{Api}/log/export")).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("sequence,hash,tenant,id,at,actor,role,action,subject,purpose", table[0]);
        var before = new byte[32];
        foreach (var (cells, place) in table.Skip(1).Select((line, i) => (line.Split(','), i + 1)))
        {
            var fields = cells[2..].SelectMany(cell => Encoding.UTF8.GetBytes(cell) is var bytes ? [.. BitConverter.GetBytes(bytes.Length), .. bytes] : bytes);
            before = SHA256.HashData([.. before, .. fields]);
            Assert.Equal((place.ToString(System.Globalization.CultureInfo.InvariantCulture), Convert.ToHexStringLower(before)), (cells[0], cells[1]));
        }
        Assert.Equal(1, await own.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.log_exported")));

        // The application's own role may add lines and read them where the database has roles (see AttackTests); where it is a file, whoever has it may do anything.
        if (postgres)
            return;
        await own.Work(tenant, async db =>
        {
            var first = await db.Set<AuditLink>().Where(l => l.Sequence == 1).Select(l => l.LineId).SingleAsync();
            Assert.Equal(1, await db.Set<AuditLine>().Where(l => l.Id == first).ExecuteUpdateAsync(l => l.SetProperty(x => x.Purpose, "x")));
        });
        Assert.Equal(1, (await auditor.Get($"{Api}/log/chain")).GetProperty("firstBroken").GetInt64());
        var broken = await auditor.Page(Console + "?handler=Check");
        Assert.Equal("The log does not hold: line 1 is not what it was", broken.QuerySelector("h1")!.TextContent);
    }

    private async Task<(Guid Id, string Reference)> Filed(TestTenant tenant)
    {
        var (reference, _) = await server.File(tenant);
        return (await server.CaseOf(tenant, reference), reference);
    }

    private HttpClient Auditor(TestTenant tenant) => server.Staff(tenant, Guid.CreateVersion7(), "auditor", Permissions.AuditRead, Permissions.GrievancesRead);
}

using System.Globalization;
using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Learning;
using Identity.Contracts;
using Identity.Domain;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Who is hit and who is heard by what people say of themselves: shown of enough people alone, and never so that it moves with one case.</summary>
public sealed class AskedSplitsTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset January = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void NothingIsShown_ThatTellsOfFewerThanTen_OrOfTwentyChildrenOrDisabledPeople()
    {
        var dice = new Random(7);
        var shown = 0;
        // At the sixth step thirty-six of forty said nothing: to show these leaves four others.
        var few = new[] { ("woman", "20 2 16 0 7 0 0"), ("man", "0 2 6 5 8 0 0"), ("another", "12 0 0 18 0 4 0"), (null, "14 0 0 22 0 25 11") }.SelectMany(row => row.Item2.Split(' ').SelectMany((many, step) => Enumerable.Range(0, int.Parse(many, CultureInfo.InvariantCulture)).Select(_ => FunnelFacts.Case(step, FunnelFacts.Open, "en")).Select(f => f with
        {
            Case = f.Case with { About = row.Item1 is { } gender ? new AboutFacts(null, gender, null, null, new DateOnly(2027, 1, 2)) : null },
        }))).ToList();
        for (var round = 0; round < 30; round++)
        {
            var filings = round == 0 ? few : Enumerable.Range(0, dice.Next(5, 700)).Select(_ => FunnelFacts.Case(dice.Next(0, 7), dice.Next(0, 8), "en")).Select(f => f with
            {
                Case = f.Case with
                {
                    About = dice.Next(4) == 0 ? null : new AboutFacts(Any(AboutPerson.Ages), Any(AboutPerson.Genders), dice.Next(3) == 0 ? null : dice.Next(5) == 0, Any(["015", "145", "202", "419", "155", "054"]), new DateOnly(2027, 1, dice.Next(2, 30))),
                },
            }).ToList();
            var facts = FunnelFacts.Of(filings);
            int[] all = [.. Enumerable.Range(0, Funnel.Steps.Count).Select(step => filings.Count(f => f.Step >= step))];
            foreach (var split in AskedSplits.Of(facts))
            {
                shown++;
                var rows = split.Rows.Select(row => (row.Value, Steps: row.Cases.ToArray())).ToList();
                if (split.By == "region")
                    Assert.All(rows, row => Assert.Contains(row.Steps, count => count is not null));
                Assert.Contains(rows, row => row.Value != AskedSplits.NotSaid && row.Steps[0] is not null);
                for (var step = 0; step < all.Length; step++)
                    if (rows.Sum(row => row.Steps[step] ?? 0) is var told and > 0)
                        Assert.False(all[step] - told is > 0 and < SmallCells.Least, $"{split.By} at step {step}: {string.Join(' ', rows.Select(row => row.Steps[step]))} of {all[step]}");
                // Whoever has the total, as everybody has who knows the cases, and all rows but one, has that one.
                for (var step = 0; step < all.Length; step++)
                    if (rows.Count(row => row.Steps[step] is null) == 1)
                        rows.Single(row => row.Steps[step] is null).Steps[step] = all[step] - rows.Sum(row => row.Steps[step] ?? 0);
                foreach (var (value, steps) in rows)
                    Tells(steps, value is "under_18" or "yes" or "no" ? 20 : 10);
                Assert.True(split.Said is null or >= 10);
            }
        }
        Assert.True(shown > 40, $"{shown} splits were shown.");

        string? Any(IReadOnlyList<string> codes) => dice.Next(5) == 0 ? null : codes[(int)(Math.Pow(dice.NextDouble(), 2) * codes.Count)];

        static void Tells(int?[] steps, int least)
        {
            var known = steps.OfType<int>().ToList();
            Assert.All(known, count => Assert.True(count is 0 || count >= least, string.Join(' ', steps)));
            Assert.All(known.Zip(known.Skip(1)), pair => Assert.True(pair.First == pair.Second || pair.First - pair.Second >= least, string.Join(' ', steps)));
        }
    }

    [Fact]
    public void WhoeverSaidIt_IsCountedInFullTens_InTheOrderOfSayingIt()
    {
        var view = Split(Facts(Said(29, "woman", 3), Said(40, null, 3)));
        Assert.Equal(["woman 20", "not_said 49"], Filed(view));
        Assert.Equal(20, view!.Said);
        // One more, and ten more are counted: nobody is told apart by having come last.
        Assert.Equal(["woman 30", "not_said 40"], Filed(Split(Facts(Said(29, "woman", 3), Said(1, "woman", 9), Said(40, null, 3)))));
        Assert.Null(Split(Facts(Said(9, "woman", 3), Said(40, null, 3))));
        // Nine that stand beside twenty-one are kept back as if nobody had said so.
        Assert.Equal(Told(Facts(Said(21, "woman", 3), Said(49, null, 3))), Told(Facts(Said(20, "woman", 3), Said(9, "man", 9), Said(41, null, 3))));
    }

    [Fact]
    public void ItStands_AsThingsStoodWhenTheMonthBegan()
    {
        // Of thirty, fifteen are confirmed in January and fifteen in February, when forty others say something.
        List<CaseFacts> cases = [.. Said(30, "woman", 3).Select((c, i) => c with { AcknowledgedAt = January.AddDays(i < 15 ? 4 : 35) }), .. Said(40, "man", 3).Select(c => c with { About = c.About! with { SaidOn = new DateOnly(2027, 2, 5) } })];
        Assert.Null(Split(Facts(cases) with { Now = January.AddDays(30) }));
        Assert.Equal(["woman 30", "not_said 40"], Filed(Split(Facts(cases) with { Now = January.AddDays(31) })));
        Assert.Equal(["woman 30", "not_said 40"], Filed(Split(Facts(cases) with { Now = January.AddDays(58) })));
        Assert.Equal([30, 15], Split(Facts(cases) with { Now = January.AddDays(58) })!.Rows[0].Cases.Take(2));
        var march = Split(Facts(cases) with { Now = January.AddDays(59) })!;
        Assert.Equal(["woman 30", "man 40", "not_said 0"], Filed(march));
        Assert.Equal([30, 30], march.Rows[0].Cases.Take(2));
        // What was closed since then was still open.
        var closed = cases.ConvertAll(c => c with { State = CaseState.Closed, Outcome = CaseOutcome.Withdrawn, ClosedAt = January.AddDays(40) });
        Assert.Equal((0, 30), (Split(Facts(closed) with { Now = January.AddDays(58) })!.Rows[0].Withdrawn, Split(Facts(closed) with { Now = January.AddDays(59) })!.Rows[0].Withdrawn));
    }

    [Fact]
    public async Task ItIsCounted_ForWhoeverHandlesNoCase_OverTwelveMonthsAlone()
    {
        var tenant = await server.Provisioned();
        var filed = DateTimeOffset.UtcNow.AddMonths(-2);
        await server.Work(tenant, async db =>
        {
            for (var i = 0; i < 90; i++)
            {
                var id = Guid.CreateVersion7();
                db.Add(new Grievance
                {
                    TenantId = tenant.Id, Id = id, Reference = Guid.NewGuid().ToString("N")[..10].ToUpperInvariant(), Version = 1, Language = "en", People = 1, FiledAt = filed, AcknowledgeBy = filed.AddDays(7), AcknowledgedAt = i % 2 == 0 ? filed.AddDays(1) : null,
                    DueAt = filed.AddDays(7), ActiveAt = filed, Summary = [1], WhatHappened = [1],
                });
                if (i < 60)
                    db.Add(new AboutPerson { TenantId = tenant.Id, CaseId = id, Gender = i < 30 ? "woman" : "man", Region = i < 4 ? "061" : null, SaidOn = DateOnly.FromDateTime(filed.UtcDateTime) });
            }
            await db.SaveChangesAsync();
        });
        using var lead = server.Staff(tenant, Guid.CreateVersion7(), RoleIds.HumanRightsLead, [.. Roles.PermissionsOf(RoleIds.HumanRightsLead)]);
        var view = await lead.Get($"{Api}/effectiveness");
        var split = Assert.Single(Asked(view));
        Assert.Equal("gender", split.GetProperty("by").GetString());
        Assert.Equal(["woman", "man", "another", "not_said"], split.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("value").GetString()));
        Assert.Equal([30, 15], split.GetProperty("rows")[0].GetProperty("cases").EnumerateArray().Take(2).Select(c => c.GetInt32()));
        Assert.DoesNotContain("061", view.GetRawText(), StringComparison.Ordinal);
        var page = (await lead.Page("/console/grievances/effectiveness")).QuerySelector("main")!.TextContent;
        Assert.Contains("60 people who said it are counted.", page, StringComparison.Ordinal);
        Assert.Contains("Too few have said this to show it: age, disability, region.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Polynesia", page, StringComparison.Ordinal);
        foreach (var period in new[] { "quarter", "half_year", "two_years" })
            Assert.Empty(Asked(await lead.Get($"{Api}/effectiveness?period={period}")));
        foreach (var role in new[] { RoleIds.CaseHandler, RoleIds.Ombuds })
        {
            using var handler = server.Staff(tenant, Guid.CreateVersion7(), role, [.. Roles.PermissionsOf(role)]);
            Assert.Empty(Asked(await handler.Get($"{Api}/effectiveness")));
            Assert.Contains("for those who do not handle cases themselves", (await handler.Page("/console/grievances/effectiveness")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<JsonElement> Asked(JsonElement view) => view.GetProperty("splits").EnumerateArray().Where(s => AskedSplits.By.Contains(s.GetProperty("by").GetString()));

    private static IEnumerable<CaseFacts> Said(int many, string? gender, int day) =>
        Enumerable.Range(0, many).Select(_ => FunnelFacts.Case(1, FunnelFacts.Open, "en").Case with { About = gender is null ? null : new AboutFacts(null, gender, null, null, new DateOnly(2027, 1, day)) });

    private static MechanismFacts Facts(params IEnumerable<CaseFacts>[] cases) => FunnelFacts.Of([.. cases.SelectMany(some => some).Select(c => new FunnelFacts.Filing(c, null, 1))]);

    private static FunnelSplit? Split(MechanismFacts facts) => AskedSplits.Of(facts).SingleOrDefault(split => split.By == "gender");

    private static string Told(MechanismFacts facts) => string.Join(", ", Split(facts)!.Rows.Select(row => $"{row.Value} {string.Join(' ', row.Cases)}"));

    private static IEnumerable<string> Filed(FunnelSplit? split) => split!.Rows.Where(row => row.Cases[0] is not null).Select(row => $"{row.Value} {row.Cases[0]}");
}

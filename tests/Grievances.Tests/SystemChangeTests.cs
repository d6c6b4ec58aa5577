using Grievances.Domain;
using Grievances.Features.Cases;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Whatever impact a case is linked to, the AI system that the person named stays to be found.</summary>
public sealed class SystemChangeTests(GrievancesServer server)
{
    [Fact]
    public async Task WhatThePersonNamed_StandsBesideWhatAHandlerFound_OnThePageAndInTheLog()
    {
        var tenant = await server.Provisioned();
        var (named, found, later) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await server.Work(tenant, async db =>
        {
            foreach (var (id, name) in new[] { (named, "Rota <b>Planner</b>"), (found, "Triage assistant"), (later, "Bed finder") })
                db.Add(new KnownSystem { TenantId = tenant.Id, Id = id, Name = name, Published = true, Version = 1 });
            await db.SaveChangesAsync();
        });
        var filed = await server.File(tenant, new { language = "en", summary = "S", whatHappened = "W", affected = "self", systemId = named, systemDescription = "The planner of my shifts" });
        var kase = await server.CaseOf(tenant);
        using var handler = server.Handler(tenant);
        Assert.DoesNotContain("AI system the person named", (await handler.Page($"/console/grievances/{kase}")).Body!.TextContent, StringComparison.Ordinal);
        // The assessments service, which is asked for impacts, is not part of these tests.
        foreach (var system in new[] { named, found, later })
            await server.Work(tenant, async db =>
            {
                var row = await db.Grievances.SingleAsync();
                if (row.SystemId != system)
                    db.Record(DateTimeOffset.UtcNow, Guid.NewGuid().ToString(), "case-handler", SystemChange.Action, $"case:{kase}", SystemChange.Purpose(row.SystemId));
                row.Triage(null, system, Guid.NewGuid(), DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
            });
        var opened = await handler.Get($"{GrievancesServer.Api}/cases/{kase}");
        Assert.Equal(("Bed finder", "The planner of my shifts"), (opened.GetProperty("systemName").GetString(), opened.GetProperty("systemDescription").GetString()));
        var page = (await handler.Page($"/console/grievances/{kase}")).QuerySelector("main")!;
        foreach (var words in new[] { "AI system the person named", "Rota <b>Planner</b> → Triage assistant · Case handler", "Triage assistant → Bed finder", "The planner of my shifts" })
            Assert.Contains(words, string.Join(' ', page.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("b"));
        // The person reads what they said, and no more of what the organisation finds out about itself.
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        Assert.Equal("Rota <b>Planner</b>", (await person.Get($"{GrievancesServer.Api}/mailbox")).GetProperty("systemName").GetString());
    }
}

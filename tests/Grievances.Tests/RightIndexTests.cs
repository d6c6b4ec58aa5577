using System.Net;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Tenancy;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The cases of one right are found by an index of their own, wherever they come from, and nothing of it outlives them.</summary>
public sealed class RightIndexTests
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task ACaseIsFoundByItsRight_WhereItWasFiled_SplitOff_Imported_AndPassedOn_AndByNoOther()
    {
        await using var server = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var (desk, clinic) = (await server.Tenant(), await server.Tenant());
        server.Services.GetRequiredService<IConfiguration>()["Portal:NeutralDesk"] = desk.Slug;
        using var handler = server.Handler(desk);
        using var responsible = server.Handler(clinic);

        var (filed, receipt) = await Filed(server, desk, "PRIV-04", "HARM-04");
        var part = (await GrievancesServer.Post(handler, $"/cases/{await server.CaseOf(desk, filed)}/split", new { summary = "S", whatHappened = "The chatbot said no." })).GetProperty("reference").GetString()!;
        using var lead = server.Staff(desk, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesImport);
        var mapping = new[] { "number", "text", "filed_at", "rights" }.ToDictionary(field => field);
        var import = await GrievancesServer.Post(lead, "/imports", new { register = "R", language = "en", mapping, csv = "number,text,filed_at,rights\n1,It said no.,2027-01-01,HARM-01 PRIV-04\n2,It said no.,2027-01-01,\n" });
        await server.Until(() => lead.Get($"{Api}/imports/{import.GetProperty("id").GetString()}"), i => i.GetProperty("state").GetString() == "done", TimeSpan.FromMilliseconds(100));
        var imported = await server.Read(desk, db => db.Grievances.Where(g => g.Channel == FilingChannel.Import && g.Rights != "").Select(g => g.Reference).SingleAsync());
        Assert.Equal(new[] { filed, part, imported }.Order(), await Found(handler, "PRIV-04"));
        Assert.Equal(new[] { filed, part }.Order(), await Found(handler, "HARM-04"));
        Assert.Equal([imported], await Found(handler, "HARM-01"));

        // Passed on, it is found where it is then.
        var (passed, _) = await Filed(server, desk, "PRIV-04", "X-EDU");
        using (var on = await handler.Post($"{Api}/cases/{await server.CaseOf(desk, passed)}/route", new { organisation = clinic.Slug }))
            Assert.Equal(HttpStatusCode.NoContent, on.StatusCode);
        Assert.Equal([passed], await Found(responsible, "X-EDU"));

        // A code that another begins with is not the other.
        await server.Work(clinic, db =>
        {
            db.AddRange(QueueFilterTests.Case(clinic, "LONGER0000", g => g.Rights = "HARM-010"), QueueFilterTests.Case(clinic, "EXACT00000", g => g.Rights = "HARM-01,HARM-010"));
            return db.SaveChangesAsync();
        });
        Assert.Equal(["EXACT00000"], await Found(responsible, "HARM-01"));

        await server.Settled(desk);
        using (var person = await server.Mailbox(receipt))
        using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await server.Settled(desk);
        Assert.Equal([imported], await Found(handler, "PRIV-04"));
        Assert.Equal(["HARM-01", "PRIV-04"], await server.Read(desk, db => db.CaseRights.Select(r => r.Code).Order().ToListAsync()));
    }

    [Fact]
    public async Task ItsRights_DoNotChange_AsTheirIndexWouldNot()
    {
        await using var server = await OwnServer.Now();
        var tenant = await server.Tenant();
        await Filed(server, tenant, "PRIV-04");
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Work(tenant, async db =>
        {
            (await db.Grievances.SingleAsync()).Rights = "HARM-04";
            await db.SaveChangesAsync();
        }));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task CasesFromBefore_AreFoundAfterTheMigration(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero), database);
        var (tenant, other) = (await server.Tenant(), await server.Tenant());
        var (both, _) = await Filed(server, tenant, "PRIV-04", "HARM-04", "X-EDU");
        var (one, _) = await Filed(server, tenant, "PRIV-04");
        await Filed(server, tenant);
        var (theirs, _) = await Filed(server, other, "PRIV-04");
        await server.Settled(tenant);

        await using (GrievancesDb owner = postgres
            ? new GrievancesPostgres(new DbContextOptionsBuilder<GrievancesPostgres>().UseNpgsql(server.Services.GetRequiredService<IConfiguration>().GetConnectionString("grievances-owner")).Options)
            : new GrievancesSqlite(new DbContextOptionsBuilder<GrievancesSqlite>().UseSqlite($"Data Source={Path.Combine(server.Folder, "grievances.db")}").Options))
        {
            await owner.GetService<IMigrator>().MigrateAsync("OpenCases");
            await owner.GetService<IMigrator>().MigrateAsync();
            // Whose tables they are still sees no row of anybody's.
            if (postgres)
                Assert.Equal([0L], await owner.Database.SqlQueryRaw<long>("select count(*) as \"Value\" from grievances").ToListAsync());
        }
        await server.Services.GetRequiredService<SchemaMigration>().Run();
        using var handler = server.Handler(tenant);
        using var stranger = server.Handler(other);
        Assert.Equal(new[] { both, one }.Order(), await Found(handler, "PRIV-04"));
        Assert.Equal([both], await Found(handler, "HARM-04"));
        Assert.Equal([both], await Found(handler, "X-EDU"));
        Assert.Equal([theirs], await Found(stranger, "PRIV-04"));
        Assert.Equal(4, await server.Read(tenant, db => db.CaseRights.CountAsync()));
    }

    private static async Task<(string Reference, string Receipt)> Filed(GrievancesServer server, TestTenant tenant, params string[] rights)
    {
        var filed = await server.File(tenant, new { language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", rights });
        return (filed.GetProperty("reference").GetString()!, filed.GetProperty("receipt").GetString()!);
    }

    private static async Task<List<string>> Found(HttpClient handler, string right) =>
        [.. (await handler.Get($"{Api}/cases?right={right}")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("reference").GetString()!).Order()];
}

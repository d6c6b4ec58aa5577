using System.Net;
using System.Net.Http.Json;
using Grievances.Contracts.Events;
using Grievances.Domain;
using Grievances.Features.Erasure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Audit;
using Platform.Clocks;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>A case that a person has erased, and what is left of it.</summary>
public sealed class ErasureTests
{
    private const string Api = GrievancesServer.Api;
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task AnErasedReceipt_IsAnsweredLikeOneThatNeverWas()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using (var person = await server.Mailbox(receipt))
        {
            using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
                Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
            foreach (var path in new[] { "", "/messages", "/openings", "/files", "/consents", "/companions", "/proof", "/export" })
                using (var answer = await person.GetAsync($"{Api}/mailbox{path}"))
                    Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {answer.StatusCode}");
        }
        var erasedAtOnce = await Answer(server, receipt);
        await server.Settled(tenant);
        Assert.Equal(await Answer(server, Platform.Security.Receipt.New().Digits), erasedAtOnce);
        Assert.Equal(erasedAtOnce, await Answer(server, receipt));
        Assert.StartsWith("404", erasedAtOnce, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAnErasedCase_NothingIsLeft_ButATombstone()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var (tenant, other) = (await server.Tenant(), await server.Tenant());
        await server.File(other);
        using var handler = server.Handler(tenant);
        var (id, receipt) = await Full(server, tenant, handler);
        await server.GoTo(Begin.AddDays(4), tenant);
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        Assert.True((await Uploads.Stored(blobs, tenant)).Count >= 1);
        Assert.Equal("1 1 1 1 3 2 3 1 1", await Rows(server, tenant));

        using (var person = await server.Mailbox(receipt))
        using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using (var shut = await handler.GetAsync($"{Api}/cases/{id}"))
            Assert.NotEqual(HttpStatusCode.OK, shut.StatusCode);
        await server.Settled(tenant);

        Assert.Equal("0 0 0 0 0 0 0 0 0", await Rows(server, tenant));
        Assert.Equal(0, await server.Read(tenant, db => db.Set<DueDate>().CountAsync(d => d.Subject == id)));
        Assert.Empty(await Uploads.Stored(blobs, tenant));
        Assert.Equal((id, ErasureCause.Person), await server.Read(tenant, async db => (await db.Tombstones.Select(t => t.CaseId).SingleAsync(), await db.Tombstones.Select(t => t.Cause).SingleAsync())));
        Assert.Equal(0, await blobs.Get(EraseCase.TombstoneName(tenant.Id, id), new byte[1]));
        var told = (await server.Events<CaseErased>(tenant)).Single();
        Assert.Equal("person", told.GetProperty("cause").GetString());
        // Whoever counts hears before that it ended by the person's wish: it waits for no answer any more.
        var ended = (await server.Events<GrievanceClosed>(tenant)).Single().GetProperty("case");
        Assert.Equal(("closed", "withdrawn", true), (ended.GetProperty("state").GetString(), ended.GetProperty("outcome").GetString(), ended.GetProperty("version").GetInt64() < told.GetProperty("version").GetInt64()));
        Assert.Equal(1, await server.Read(tenant, db => db.Set<AuditLine>().CountAsync(l => l.Action == "grievances.case_erased")));
        Assert.Equal(1, await server.Read(other, db => db.Grievances.CountAsync()));
        using (var shut = await handler.GetAsync($"{Api}/cases/{id}"))
            Assert.Equal("grievances.case_unknown", await shut.Problem(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("legalHold")]
    [InlineData("appealHold")]
    public async Task AHold_KeepsACaseFromBeingErased_UntilItIsLifted(string hold)
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        var (_, receipt) = await server.File(tenant);
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        var note = hold == "legalHold" ? await server.Hold(handler, id) : (Guid?)null;
        if (note is null)
            await GrievancesServer.Post(handler, $"/cases/{id}/marks", new { appealHold = true });
        using var person = await server.Mailbox(receipt);
        using (var held = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal("grievances.on_hold", await held.Problem(HttpStatusCode.Conflict));
        Assert.Equal("received", (await person.Get($"{Api}/mailbox")).GetProperty("state").GetString());
        await (note is { } ended ? GrievancesServer.Release(handler, id, ended) : GrievancesServer.Post(handler, $"/cases/{id}/marks", new { appealHold = false }));
        using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task ARestoredDatabase_ErasesAgainWhatWasErased()
    {
        await using var server = await OwnServer.WithClock(Begin);
        var tenant = await server.Tenant();
        using var handler = server.Handler(tenant);
        var (id, receipt) = await Full(server, tenant, handler);
        var (_, kept) = await server.File(tenant);
        await server.Stop();
        SqliteConnection.ClearAllPools();
        var (file, copy) = (Path.Combine(server.Folder, "grievances.db"), Path.Combine(server.Folder, "copy"));
        Directory.CreateDirectory(copy);
        foreach (var part in Parts(file))
            System.IO.File.Copy(part, Path.Combine(copy, Path.GetFileName(part)));

        await server.Start();
        using (var person = await server.Mailbox(receipt))
        using (var gone = await person.Post($"{Api}/mailbox/withdrawal", new { erase = true }))
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        await server.Settled(tenant);
        Assert.Equal(1, await server.Read(tenant, db => db.Grievances.CountAsync()));
        await server.Stop();
        SqliteConnection.ClearAllPools();
        foreach (var part in Parts(file))
            System.IO.File.Delete(part);
        foreach (var part in Directory.GetFiles(copy))
            System.IO.File.Copy(part, Path.Combine(server.Folder, Path.GetFileName(part)));

        await server.Start();
        Assert.Equal(1, await server.Until(() => server.Read(tenant, db => db.Grievances.CountAsync()), count => count == 1));
        Assert.Equal(0, await server.Read(tenant, db => db.Wraps.CountAsync(w => w.CaseId == id)));
        Assert.StartsWith("404", await Answer(server, receipt), StringComparison.Ordinal);
        using var other = await server.Mailbox(kept);
        Assert.Equal("received", (await other.Get($"{Api}/mailbox")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatARestoredCopyBroughtBack_IsGoneBeforeAnythingOfTheServiceStarts(bool postgres)
    {
        await using var database = postgres ? await OwnDatabase.Create() : null;
        await using var server = await OwnServer.WithClock(Begin, database);
        var tenant = await server.Tenant();
        var (reference, receipt) = await server.File(tenant);
        var (_, kept) = await server.File(tenant);
        var id = await server.CaseOf(tenant, reference);
        // As after a restore: the database still has the case, its tombstone lies beside the files.
        await server.Services.GetRequiredService<IBlobStore>().Put(EraseCase.TombstoneName(tenant.Id, id), Array.Empty<byte>());
        await server.Stop();
        (int Cases, int Receipts)? first = null;
        server.FirstLook = async services =>
        {
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Platform.Tenancy.TenantContext>().Enter(tenant.Id);
            var db = scope.ServiceProvider.GetRequiredService<Data.GrievancesDb>();
            first = await scope.ServiceProvider.GetRequiredService<Platform.Tenancy.UnitOfWork<Data.GrievancesDb>>()
                .Read(async () => (await db.Grievances.CountAsync(g => g.Id == id), await db.Receipts.CountAsync(r => r.CaseId == id)));
        };
        await server.Start();

        Assert.Equal((0, 0), first);
        Assert.StartsWith("404", await Answer(server, receipt), StringComparison.Ordinal);
        Assert.Equal(id, await server.Read(tenant, db => db.Tombstones.Select(t => t.CaseId).SingleAsync()));
        using var other = await server.Mailbox(kept);
        Assert.Equal("received", (await other.Get($"{Api}/mailbox")).GetProperty("state").GetString());
    }

    // A case with everything a case can have.
    private static async Task<(Guid Id, string Receipt)> Full(OwnServer server, TestTenant tenant, HttpClient handler)
    {
        using var anybody = server.Anybody();
        var upload = await Uploads.Whole(anybody, tenant, "note.txt", "A note"u8.ToArray());
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Turned away", whatHappened = "The chatbot said no.", affected = "self", ping = "me@home.example", consents = new[] { "join_similar" }, files = new[] { upload },
        });
        var receipt = filed.GetProperty("receipt").GetString()!;
        var id = await server.CaseOf(tenant, filed.GetProperty("reference").GetString());
        using var person = await server.Mailbox(receipt);
        await GrievancesServer.Post(person, "/mailbox/messages", new { text = "Are you there?" });
        await GrievancesServer.Post(handler, $"/cases/{id}/messages", new { text = "We are." });
        await GrievancesServer.Post(person, "/mailbox/retaliation", new { text = "My shifts were cut." });
        await GrievancesServer.Post(person, "/mailbox/companions", new { role = "adviser", name = "My neighbour" });
        return (id, receipt);
    }

    private static Task<string> Rows(OwnServer server, TestTenant tenant) => server.Read(tenant, async db => string.Join(' ', new[]
    {
        await db.Grievances.CountAsync(), await db.Files.CountAsync(), await db.Consents.CountAsync(), await db.PingAddresses.CountAsync(), await db.Messages.CountAsync(),
        await db.Holders.CountAsync(), await db.Wraps.CountAsync(), Math.Min(1, await db.Receipts.CountAsync()), Math.Min(1, await db.Notices.CountAsync()),
    }));

    private static IEnumerable<string> Parts(string file) => new[] { file, file + "-wal", file + "-shm" }.Where(System.IO.File.Exists);

    // Status, headers and body of an attempt to open a mailbox; the clock runs while the answer is held back.
    private static async Task<string> Answer(OwnServer server, string receipt)
    {
        using var anybody = server.Anybody();
        var asked = anybody.PostAsJsonAsync($"{Api}/mailbox/session", new { receipt });
        using var answer = await server.Until(() => Task.FromResult(asked), task => task.IsCompleted, TimeSpan.FromMilliseconds(100)).Unwrap();
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        var body = await answer.Content.ReadAsStringAsync();
        return $"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n{body.Length}\n{body}";
    }
}

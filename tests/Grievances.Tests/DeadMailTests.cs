using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Mail;
using ServiceTests;
using Testing;

namespace Grievances.Tests;

/// <summary>What the operator can do about mails that were given up, in the service and by the command.</summary>
public sealed class DeadMailTests
{
    [Fact]
    public async Task GivenUpMails_AreListed_QueuedAgain_AndDropped_AndLivingOnesStay()
    {
        await using var server = await OwnServer.Now();
        var tenant = await server.Tenant();
        var ids = await Mails(server, tenant);
        var dead = server.Services.GetRequiredService<DeadMail<GrievancesDb>>();

        var heads = await dead.Heads();
        Assert.Equal([(ids[0], "mail.tls", true), (ids[1], "mail.recipient_refused", false)], heads.Select(h => (h.Id, h.Fault, h.Sendable)));
        Assert.Equal((tenant.Id, MailText.SomethingNew, 40), (heads[0].Tenant, heads[0].Template, heads[0].Attempts));
        Assert.Single(await dead.Heads(1));
        Assert.Equal(0, await dead.Drop("mail.sign_in"));
        Assert.Equal(1, await dead.Drop("mail.recipient_refused"));
        Assert.Equal(1, await dead.Requeue());
        Assert.Equal(new[] { ids[0], ids[2] }.Order(), (await Waiting(server, tenant)).Order());
        Assert.Equal(0, await dead.Drop());
    }

    [Fact]
    public async Task TheCommand_ListsWithoutAddresses_QueuesAgain_AndDrops()
    {
        await using var database = await OwnDatabase.Create();
        await using var server = await OwnServer.WithClock(DateTimeOffset.UtcNow, database);
        var tenant = await server.Tenant();
        var ids = await Mails(server, tenant);

        var listed = await Run(database, "list");
        Assert.Contains($"{ids[0]}  mail.tls", listed, StringComparison.Ordinal);
        Assert.Contains("address forgotten", listed.Split('\n').Single(line => line.StartsWith(ids[1].ToString(), StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, listed.Split('\n').Count(line => line.Contains(tenant.Id.ToString(), StringComparison.Ordinal)));
        Assert.DoesNotContain(ids[2].ToString(), listed, StringComparison.Ordinal);
        Assert.DoesNotContain("@", listed, StringComparison.Ordinal);
        Assert.Contains("1 queued", await Run(database, "requeue", "mail.tls"), StringComparison.Ordinal);
        Assert.Contains("1 dropped", await Run(database, "drop", "all"), StringComparison.Ordinal);
        Assert.Equal(new[] { ids[0], ids[2] }.Order(), (await Waiting(server, tenant)).Order());
        Assert.DoesNotContain("mail.", await Run(database, "list"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dead-mail list", "drop")]
    [InlineData("no fault", "drop", "everything")]
    [InlineData("no number", "list", "many")]
    public async Task WhatIsMistyped_IsRefused_BeforeAnythingIsDropped(string said, params string[] words)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Command([.. words]));
        Assert.Contains("ended with 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    private static Task<string> Run(OwnDatabase database, params string[] words) => Command([.. words, .. database.Settings]);

    private static async Task<string> Command(IEnumerable<string> words) =>
        await ServerProcess.Run("services/Migrator", ["dead-mail", .. words, "--Issuer=http://localhost:1"], new Dictionary<string, string> { ["HEED_SERVERS_JSON"] = await DistributedPlatform.ServersJson() });

    /// <summary>One that can go again, one whose address is gone, and one that waits.</summary>
    private static async Task<Guid[]> Mails(OwnServer server, TestTenant tenant)
    {
        var now = DateTimeOffset.UtcNow;
        MailItem Item(string? fault, byte[]? address, int hours) => new()
        {
            TenantId = tenant.Id, Id = Guid.NewGuid(), Template = MailText.SomethingNew, Language = "en", Recipient = Guid.NewGuid().ToByteArray().Concat(new byte[16]).ToArray(), Address = address,
            CreatedAt = now, DueAt = now, NextAttemptAt = now.AddDays(1), Attempts = fault is null ? 0 : 40, FailedAt = fault is null ? null : now.AddHours(-hours), Fault = fault,
        };
        MailItem[] items = [Item("mail.tls", new byte[40], 1), Item("mail.recipient_refused", null, 2), Item(null, new byte[40], 0)];
        await server.Work(tenant, db =>
        {
            db.AddRange(items);
            return db.SaveChangesAsync();
        });
        return [.. items.Select(item => item.Id)];
    }

    private static async Task<List<Guid>> Waiting(OwnServer server, TestTenant tenant) => await server.Read(tenant, db =>
        db.Set<MailItem>().Where(m => m.FailedAt == null).Select(m => m.Id).ToListAsync());
}

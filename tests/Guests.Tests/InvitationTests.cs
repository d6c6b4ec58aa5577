using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Audit;
using Platform.Hosting.Http;

namespace Guests.Tests;

/// <summary>What the staff does with invitations, under row-level security.</summary>
[Collection("Postgres")]
public sealed class InvitationTests(PostgresVisits host)
{
    private static readonly Inviter Handler = new("account-2", "handler");

    private static GuestSubject Subject(MadeInvitation made) => new(made.Invitation.Purpose, made.Invitation.Subject);

    private Task<Outcome<Done>> Revoke(Guid tenant, GuestSubject subject, Guid id) => host.Staff(tenant, i => i.Revoke(subject, id, Handler, default));

    private Task<Outcome<Done>> Prolong(MadeInvitation made, double days) =>
        host.Staff(made.Invitation.TenantId, i => i.Prolong(Subject(made), made.Invitation.Id, host.Clock.GetUtcNow().AddDays(days), Handler, default));

    [Fact]
    public async Task TheTable_KeepsNothingThatOpens()
    {
        var pin = GuestPin.New();
        var made = await host.Invite(pin: pin);
        var token = host.Get<GuestTokens>().Read(made.Link.Split('/', '?')[3])!;
        var row = await host.Row(made);
        Assert.Equal((32, 32), (row.SecretDigest.Length, row.PinDigest!.Length));
        Assert.Equal(host.Get<GuestTokens>().Key(token), made.Key, (a, b) => a.Bytes.AsSpan().SequenceEqual(b.Bytes));
        Assert.NotEqual(made.Key.Bytes, row.SecretDigest);
        // The same PIN of two invitations can't be told.
        Assert.NotEqual(row.PinDigest, (await host.Row(await host.Invite(made.Invitation.TenantId, pin: pin))).PinDigest);
    }

    [Fact]
    public async Task AnotherTenant_SeesAndChangesNothing()
    {
        var made = await host.Invite();
        var stranger = Guid.NewGuid();
        Assert.Empty((await host.Staff<List<GuestInvitation>>(stranger, async i => await i.List(Subject(made), default))).Value!);
        Assert.Equal(GuestCodes.Unknown, (await Revoke(stranger, Subject(made), made.Invitation.Id)).Refusal!.Code);
        // The database itself holds to it, whatever the query says.
        await using var source = NpgsqlDataSource.Create(host.Connection);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            return await command.ExecuteScalarAsync();
        }
        Assert.Equal(0L, await Run("select count(*) from guest_invitations"));
        await Run($"select set_config('app.tenant_id', '{stranger}', true)");
        Assert.Equal(0L, await Run("select count(*) from guest_invitations"));
        Assert.Equal(0L, await Run("with changed as (update guest_invitations set wrong_pins = 0 returning 1) select count(*) from changed"));
        await Run($"select set_config('app.tenant_id', '{made.Invitation.TenantId}', true)");
        Assert.Equal(1L, await Run("select count(*) from guest_invitations"));
        Assert.Null((await host.Row(made)).RevokedAt);
    }

    [Fact]
    public async Task AnInvitation_IsTakenBackThroughItsOwnSubjectAlone_AndTwiceIsNoFault()
    {
        var made = await host.Invite();
        var tenant = made.Invitation.TenantId;
        Assert.Equal((404, GuestCodes.Unknown), Said(await Revoke(tenant, Subject(made) with { Id = Guid.NewGuid() }, made.Invitation.Id)));
        Assert.Equal((404, GuestCodes.Unknown), Said(await Revoke(tenant, Subject(made) with { Purpose = VisitHost.Other }, made.Invitation.Id)));
        Assert.Null((await host.Row(made)).RevokedAt);
        Assert.Null((await Revoke(tenant, Subject(made), made.Invitation.Id)).Refusal);
        Assert.Null((await Revoke(tenant, Subject(made), made.Invitation.Id)).Refusal);
        Assert.Equal((host.Clock.GetUtcNow(), 2L), ((await host.Row(made)).RevokedAt, (await host.Row(made)).Version));
        Assert.Equal([("guests.invited", "account-1"), ("guests.revoked", "account-2")], await Lines(tenant));
        Assert.Equal((409, GuestCodes.Ended), Said(await Prolong(made, 30)));
    }

    [Fact]
    public async Task ATerm_IsAtMostNinetyDays_AndIsOnlyEverProlonged()
    {
        var made = await host.Invite();
        foreach (var days in new[] { -1, 0, 7, 90.1 })
            Assert.Equal((400, "platform.invalid"), Said(await Prolong(made, days)));
        Assert.Null((await Prolong(made, 90)).Refusal);
        Assert.Equal((host.Clock.GetUtcNow().AddDays(90), 2L), ((await host.Row(made)).ExpiresAt, (await host.Row(made)).Version));
        Assert.Equal([("guests.invited", "account-1"), ("guests.prolonged", "account-2")], await Lines(made.Invitation.TenantId));
        foreach (var (days, language) in new[] { (91, "en"), (0, "en"), (7, "tlh") })
        {
            var refused = await host.Staff(Guid.NewGuid(), i => i.Invite(new NewInvitation(Guid.NewGuid(), Subject(made), language, [1], host.Clock.GetUtcNow().AddDays(days)), Handler, default));
            Assert.Equal((400, language == "en" ? GuestCodes.Term : GuestCodes.Language), (refused.Refusal!.Status, refused.Refusal.Errors!.Values.Single()[0]));
        }
    }

    [Fact]
    public async Task TheList_ShowsEveryInvitationToASubject_InTheOrderTheyWereMade()
    {
        var (tenant, subject) = (Guid.NewGuid(), Guid.NewGuid());
        var first = await host.Invite(tenant, subject: subject);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await host.Invite(tenant, subject: subject);
        await host.Invite(tenant);
        await host.Invite(tenant, VisitHost.Other, subject: subject);
        await Revoke(tenant, Subject(first), first.Invitation.Id);
        var listed = (await host.Staff<List<GuestInvitation>>(tenant, async i => await i.List(Subject(first), default))).Value!;
        Assert.Equal([(first.Invitation.Id, false), (second.Invitation.Id, true)], listed.Select(i => (i.Id, i.IsOpenAt(host.Clock.GetUtcNow()))));
        Assert.Equal("sealed elsewhere"u8.ToArray(), listed[0].Name);
    }

    private static (int, string) Said<T>(Outcome<T> outcome) => (outcome.Refusal!.Status, outcome.Refusal.Code);

    private async Task<List<(string, string)>> Lines(Guid tenant) =>
        [.. (await host.Read(tenant, db => db.Set<AuditLine>().ToListAsync())).OrderBy(l => l.Action, StringComparer.Ordinal).Select(l => (l.Action, l.Actor))];
}

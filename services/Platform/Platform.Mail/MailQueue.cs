using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Platform.Mail;

/// <summary>
/// Queues pings in the current unit of work, written at once. Nobody gets more than one a day from a tenant: what comes in
/// between joins the one that waits, or waits itself until the day is over.
/// </summary>
public sealed class MailQueue(MailSettings settings, Secrets secrets, TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromHours(24);

    /// <summary>Whether pings can be had at all; forms ask for no address where they can't.</summary>
    public bool IsOpen => settings.Route != MailRoute.None;

    /// <summary>Queues a ping.</summary>
    /// <param name="db">Context of the tenant, inside a unit of work.</param>
    /// <param name="template">Which words: <see cref="MailText.SomethingNew"/>.</param>
    /// <param name="language">Code or tag of the person's language; English where the portal does not speak it.</param>
    /// <param name="address">One bare address.</param>
    /// <param name="notBefore">Earliest instant; it leaves up to two rounds later.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>Done, or <c>mail.off</c>, <c>mail.template_unknown</c>, <c>mail.address_malformed</c>.</returns>
    public async Task<Outcome<Done>> Enqueue(PlatformDb db, string template, string language, string address, DateTimeOffset? notBefore = null, CancellationToken cancellation = default)
    {
        if (!IsOpen)
            return Refusal.Conflict("mail.off");
        if (!MailText.Knows(template))
            return Refusal.Field("mail.template_unknown", "/template", "mail.template_unknown");
        if (MailAddress.Read(address) is not { } sound)
            return Refusal.Field("mail.address_malformed", "/address", "mail.address_malformed");
        var (tenant, now) = (db.Tenant.Required, clock.GetUtcNow());
        var recipient = secrets.Recipient(tenant, sound);
        await TakeTurn(db, recipient, cancellation);
        var recent = await db.Set<MailItem>().AsNoTracking().Where(m => m.Recipient == recipient && m.FailedAt == null)
            .Select(m => new { m.Id, m.Attempts, m.NextAttemptAt, Sent = m.DeliveredAt ?? m.StartedAt }).ToListAsync(cancellation);
        var earliest = notBefore is { } wanted && wanted > now ? wanted : now;
        // One that is being sent may arrive before this commit and counts as sent.
        foreach (var sent in recent.Where(r => r.Sent is not null).Select(r => r.Sent!.Value + Apart))
            earliest = sent > earliest ? sent : earliest;
        var leaves = Rounded(earliest, settings.Round, Random.Shared.NextDouble());
        db.AfterCommit.Add(typeof(MailItem));
        if (recent.Find(r => r.Sent is null) is { } waiting)
        {
            if (waiting.Attempts == 0 && leaves < waiting.NextAttemptAt)
                await db.Set<MailItem>().Where(m => m.Id == waiting.Id && m.StartedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, leaves).SetProperty(m => m.NextAttemptAt, leaves), cancellation);
            return new Done();
        }
        var id = Guid.NewGuid();
        db.Add(new MailItem
        {
            TenantId = tenant,
            Id = id,
            Template = template,
            Language = (PortalLanguages.Find(language) ?? PortalLanguages.English).Code,
            Recipient = recipient,
            Address = secrets.SealAddress(tenant, id, sound),
            CreatedAt = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero),
            DueAt = leaves,
            NextAttemptAt = leaves,
        });
        await db.SaveChangesAsync(cancellation);
        return new Done();
    }

    /// <summary>Forgets an address whose owner wants no more pings, waiting or delivered.</summary>
    public async Task Forget(PlatformDb db, string address, CancellationToken cancellation = default)
    {
        if (MailAddress.Read(address) is not { } sound)
            return;
        var recipient = secrets.Recipient(db.Tenant.Required, sound);
        await TakeTurn(db, recipient, cancellation);
        await db.Set<MailItem>().Where(m => m.Recipient == recipient).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The next whole multiple of the round after a random share of one: neither the minute nor its end tells when it was queued.</summary>
    internal static DateTimeOffset Rounded(DateTimeOffset earliest, TimeSpan round, double share)
    {
        if (round <= TimeSpan.Zero)
            return earliest.ToUniversalTime();
        var ticks = earliest.UtcTicks + (long)(round.Ticks * share);
        return new DateTimeOffset((ticks + round.Ticks - 1) / round.Ticks * round.Ticks, TimeSpan.Zero);
    }

    private static async Task TakeTurn(PlatformDb db, byte[] recipient, CancellationToken cancellation)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Mail is queued in a unit of work.");
        // Two units that write to one person at once would each see no other ping.
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"mail " + Convert.ToHexString(recipient)}, 0))", cancellation);
    }
}

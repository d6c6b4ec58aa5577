using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Clocks;
using Platform.Security;
using Platform.Tenancy;
using Platform.Ui.Localization;

namespace Platform.Mail;

/// <summary>
/// Delivers what is queued, at least once: an attempt is written down before the server is spoken to and its outcome after, so
/// that two instances never send one mail, and a repeat happens only where a crash falls between the server's yes and our
/// commit. Repeats carry the same Message-ID. No transaction is open while a server is spoken to.
/// </summary>
internal sealed class MailDelivery<TDb>(
    SweptTable<TDb> table, IMailTransport? transport, MailSettings settings, Secrets secrets, IServiceScopeFactory scopes,
    CommitSignals signals, TimeProvider clock, ILogger<MailDelivery<TDb>> log)
    : TenantSweep<TDb>(table, typeof(MailItem), signals, clock, log) where TDb : PlatformDb
{
    internal static readonly SweptRows Rows = new("mail_items", "delivered_at IS NULL AND failed_at IS NULL", "due_at");

    // Longer than any attempt can last.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    protected override TimeSpan LongestBackoff => TimeSpan.FromHours(1);

    protected override int TenantsAtOnce => 4;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => transport is null ? Task.CompletedTask : base.ExecuteAsync(stoppingToken);

    protected override async Task<Swept> Settle(SweptRow row, CancellationToken stopping)
    {
        var item = await Start(row, stopping);
        if (item is null)
            return Swept.Passed;
        var delivery = await Attempt(item);
        await Finish(item, delivery);
        return delivery.State == DeliveryState.ServerOut ? Swept.OutOfReach : Swept.Done;
    }

    protected override async Task Tidy(DateTimeOffset now, CancellationToken stopping)
    {
        await Table.Execute("DELETE FROM mail_items WHERE delivered_at < @before", stopping, ("before", now.AddDays(-2)));
        await Table.Execute("DELETE FROM mail_items WHERE failed_at < @before", stopping, ("before", now.AddDays(-30)));
    }

    private Task<MailItem?> Start(SweptRow row, CancellationToken stopping) => In(row.Tenant, (db, unit) => unit.Run(true, async () =>
    {
        var now = Clock.GetUtcNow();
        var mine = await db.Set<MailItem>().Where(m => m.Id == row.Id && m.DeliveredAt == null && m.FailedAt == null && m.NextAttemptAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.StartedAt, now).SetProperty(m => m.NextAttemptAt, now + Lease)
                .SetProperty(m => m.Attempts, m => m.Attempts + 1), CancellationToken.None);
        return mine == 0 ? null : await db.Set<MailItem>().AsNoTracking().FirstAsync(m => m.Id == row.Id, CancellationToken.None);
    }, item => item is not null, stopping));

    private async Task<Delivery> Attempt(MailItem item)
    {
        try
        {
            var language = PortalLanguages.Find(item.Language) ?? PortalLanguages.English;
            var (subject, body) = MailText.Of(item.Template, language, settings.Link);
            return await transport!.Send(new MailMessage
            {
                Tenant = item.TenantId,
                Id = secrets.MessageId(item.Id),
                From = settings.From,
                To = secrets.OpenAddress(item.TenantId, item.Id, item.Address!),
                Subject = subject,
                Body = body,
                Language = language.Tag,
                At = Clock.GetUtcNow(),
            });
        }
        catch (CryptographicException)
        {
            return new(DeliveryState.Never, "mail.unreadable");
        }
        catch (Exception failure)
        {
            // Whatever a transport throws may quote the address: only its type is told.
            Log.LogError("A transport of mail failed: {Fault}", failure.GetType().FullName);
            return new(DeliveryState.Later, "mail.unreachable");
        }
    }

    private Task<int> Finish(MailItem item, Delivery delivery) => In(item.TenantId, (db, unit) => unit.Run(true, async () =>
    {
        var now = Clock.GetUtcNow();
        var row = await db.Set<MailItem>().FirstOrDefaultAsync(m => m.Id == item.Id, CancellationToken.None);
        // Forgotten on its owner's wish while it was on its way.
        if (row is null)
            return 0;
        row.StartedAt = null;
        row.Fault = delivery.Fault;
        if (delivery.State == DeliveryState.Accepted)
            (row.DeliveredAt, row.Address) = (now, null);
        else if (delivery.State == DeliveryState.Never)
            // A refused message may pass once the server's operator has been asked; a refused address is gone.
            (row.FailedAt, row.Address) = (now, delivery.Fault == "mail.message_refused" ? row.Address : null);
        else if (row.Attempts >= settings.MostAttempts || now - row.DueAt >= settings.GiveUpAfter)
            row.FailedAt = now;
        else
            row.NextAttemptAt = now + TimeSpan.FromSeconds(Math.Min(LongestBackoff.TotalSeconds, 15 << Math.Min(row.Attempts, 10)));
        if (row.FailedAt is not null)
            Log.LogError("Mail {Item} was given up after {Count} attempts: {Fault}", row.Id, row.Attempts, row.Fault);
        return await db.SaveChangesAsync(CancellationToken.None);
    }, _ => true, CancellationToken.None));

    private async Task<T> In<T>(Guid tenant, Func<TDb, UnitOfWork<TDb>, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
        return await work(scope.ServiceProvider.GetRequiredService<TDb>(), scope.ServiceProvider.GetRequiredService<UnitOfWork<TDb>>());
    }
}

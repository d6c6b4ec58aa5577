using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace Platform.Webhooks.Rows;

/// <summary>The tables of webhooks.</summary>
public static class WebhookModel
{
    /// <summary>Adds <c>webhook_endpoints</c>, <c>webhook_events</c> and <c>webhook_deliveries</c> to a service's model. The relay works on the last two; where endpoints are, it never sees.</summary>
    public static void AddWebhooks(this ModelBuilder model)
    {
        model.Entity<WebhookEndpoint>(endpoint =>
        {
            endpoint.ToTable("webhook_endpoints");
            endpoint.HasKey(e => new { e.TenantId, e.Id });
            endpoint.Property(e => e.Events).HasMaxLength(2000);
            endpoint.Property(e => e.Reason).HasMaxLength(20);
            endpoint.Property(e => e.Version).IsConcurrencyToken();
            endpoint.Ignore(e => e.Wanted);
        });
        model.Entity<WebhookEvent>(evt =>
        {
            evt.ToTable("webhook_events");
            evt.HasKey(e => new { e.TenantId, e.Id });
            evt.Property(e => e.Type).HasMaxLength(120);
            evt.Property(e => e.Subject).HasMaxLength(120);
            evt.Property(e => e.Body).HasMaxLength(4096);
            evt.HasIndex(e => new { e.TenantId, e.NextAttemptAt, e.Id }).HasFilter("fanned_out_at IS NULL").HasDatabaseName("ix_webhook_events_waiting");
            evt.HasIndex(e => e.At).HasDatabaseName("ix_webhook_events_oldest");
            evt.ForRelay();
        });
        model.Entity<WebhookDelivery>(delivery =>
        {
            delivery.ToTable("webhook_deliveries");
            delivery.HasKey(d => new { d.TenantId, d.Id });
            delivery.Property(d => d.Fault).HasMaxLength(60);
            delivery.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => new { d.TenantId, d.EndpointId }).OnDelete(DeleteBehavior.Cascade);
            delivery.HasOne<WebhookEvent>().WithMany().HasForeignKey(d => new { d.TenantId, d.EventId }).OnDelete(DeleteBehavior.Cascade);
            // An event reaches an endpoint once, whoever makes the deliveries.
            delivery.HasIndex(d => new { d.TenantId, d.EventId, d.EndpointId }).IsUnique();
            delivery.HasIndex(d => new { d.TenantId, d.EndpointId, d.CreatedAt, d.Id });
            delivery.HasIndex(d => new { d.TenantId, d.NextAttemptAt, d.Id }).HasFilter("state = 'Pending'").HasDatabaseName("ix_webhook_deliveries_waiting");
            delivery.HasIndex(d => new { d.TenantId, d.EndpointId, d.NextAttemptAt, d.Id }).HasFilter("state = 'Pending'").HasDatabaseName("ix_webhook_deliveries_queue");
            delivery.HasIndex(d => d.DueAt).HasFilter("state = 'Pending'").HasDatabaseName("ix_webhook_deliveries_oldest");
            delivery.HasIndex(d => d.CreatedAt).HasDatabaseName("ix_webhook_deliveries_kept");
            delivery.ForRelay();
        });
    }
}

using Platform.Tenancy;

namespace Platform.Messaging;

/// <summary>What a handler may know of the message beside its body.</summary>
/// <param name="MessageId">Id of the message: stable across deliveries.</param>
/// <param name="Tenant">Tenant the event belongs to.</param>
/// <param name="Now">Time of handling.</param>
public sealed record EventContext(Guid MessageId, Guid Tenant, DateTimeOffset Now);

/// <summary>
/// Handles one event inside a transaction that also holds the inbox entry: its effects happen exactly once, whatever is
/// delivered twice or dies half-way. Events come in any order: compare versions, and converge.
/// </summary>
public abstract class EventHandlerOf<TDb, TEvent> where TDb : PlatformDb where TEvent : class
{
    /// <summary>Applies the event. No HTTP, no clock of its own, no commit.</summary>
    public abstract Task Handle(TDb db, TEvent evt, EventContext context, CancellationToken cancellation);
}

using Platform.Tenancy;

namespace Platform.Clocks;

/// <summary>
/// What a service does when a due date comes. Made anew for each due date in a scope of its tenant; dependencies come through
/// the constructor.
/// </summary>
public abstract class DueHandler<TDb> where TDb : PlatformDb
{
    /// <summary>
    /// Has the effects, inside the unit of work that settles the due date: both are committed or neither. An exception takes
    /// the effects back and the due date comes again, later each time. Nothing outside the database may happen here.
    /// </summary>
    /// <param name="db">Context of the due date's tenant; it is saved afterwards.</param>
    /// <param name="due">The due date, already marked as fired; not tracked.</param>
    /// <param name="cancellation">Raised when the process stops: what is cancelled comes again and counts as no failure.</param>
    public abstract Task Fire(TDb db, DueDate due, CancellationToken cancellation);
}

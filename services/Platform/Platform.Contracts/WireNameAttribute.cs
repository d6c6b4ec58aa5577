namespace Platform.Contracts;

/// <summary>
/// The name of a message on the bus, for example <c>grievances.grievance-filed.v1</c>. It never changes once published:
/// a breaking change is a new record with a new name beside the old one.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WireNameAttribute(string name) : Attribute
{
    /// <summary>Exchange name and outbox type of the message.</summary>
    public string Name { get; } = name;
}

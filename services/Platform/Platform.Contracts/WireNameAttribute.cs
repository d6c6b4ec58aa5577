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

/// <summary>
/// An event that no service of the platform listens to yet. Every other event has to reach a queue before it counts as sent;
/// a test holds that the mark is where it belongs and nowhere else.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnheardAttribute : Attribute;

using Grievances.Features.Intake;

namespace Grievances.Domain;

/// <summary>How a person can be reached, as it is sealed: under the identity's own key, and in a copy for handlers while the person allows it.</summary>
public static class Identities
{
    /// <summary>Seals it under the identity's key.</summary>
    /// <param name="identity">A sealer with that key.</param>
    /// <param name="contact">What the person named.</param>
    public static byte[] Seal(CaseSealer identity, Contact contact) => identity.Seal("identity", identity.CaseId, "contact", Words(contact));

    /// <summary>Opens it with the identity's key.</summary>
    public static Contact? Open(CaseSealer identity, byte[]? text) => Read(identity.OpenIfAny("identity", identity.CaseId, "contact", text));

    /// <summary>The copy that the case's own key opens.</summary>
    public static byte[] Copy(CaseSealer sealer, Contact contact) => sealer.Seal("grievance", sealer.CaseId, "contact", Words(contact));

    /// <summary>Reads either.</summary>
    public static Contact? Read(string? words) => words?.Split(':', 2) is [var kind, var value] ? new Contact(kind, value.Trim()) : null;

    private static string Words(Contact contact) => $"{contact.Kind}: {contact.Value.Trim()}";
}

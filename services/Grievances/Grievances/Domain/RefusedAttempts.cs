using Platform.Hosting.Http;

namespace Grievances.Domain;

/// <summary>
/// Cases that whoever is signed in tried in the current request and was refused, wherever their ids stood: in the address, or in a body of
/// which nothing else is kept. Each is one line of the audit log once the request is over.
/// </summary>
public sealed class RefusedAttempts
{
    private readonly Dictionary<Guid, int> refused = [];

    /// <summary>Each case with the status it was refused with.</summary>
    public IReadOnlyDictionary<Guid, int> All => refused;

    /// <summary>Notes a refusal of a case, and hands it on.</summary>
    public Refusal Note(Guid caseId, Refusal refusal)
    {
        refused[caseId] = refusal.Status;
        return refusal;
    }
}

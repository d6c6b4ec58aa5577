using System.Text;
using Platform.Security;

namespace Grievances.Domain;

/// <summary>Seals the salt of a proof under a receipt's own key: the person can take the proof again, a handler never can.</summary>
internal static class ProofSalts
{
    public static byte[] Seal(byte[] receiptKey, Guid tenant, Guid caseId, Guid holderId, byte[] salt) =>
        Envelope.SealBytes(receiptKey, Place(tenant, caseId, holderId), salt);

    public static byte[] Open(byte[] receiptKey, Guid tenant, Guid caseId, Guid holderId, byte[] sealedSalt) =>
        Envelope.OpenBytes(receiptKey, Place(tenant, caseId, holderId), sealedSalt);

    private static byte[] Place(Guid tenant, Guid caseId, Guid holderId) => Encoding.UTF8.GetBytes($"proof-salt|v1|{tenant:N}|{caseId:N}|{holderId:N}");
}

using System.Text;
using Grievances.Data;
using Grievances.Domain;
using Platform.Security;

namespace Grievances.Features.Intake;

/// <summary>Seals addresses of pings apart from the case: neither a handler's door nor the case key opens one.</summary>
public sealed class PingAddresses(GrievancesDb db, Secrets secrets)
{
    private byte[] Key => secrets.Derive("ping-address", secrets.Get(Secrets.KeyEncryptionKey));

    /// <summary>A sealed address of a holder.</summary>
    public PingAddress Of(Guid caseId, Guid holderId, string address, string language) => new()
    {
        TenantId = db.Tenant.Required,
        CaseId = caseId,
        HolderId = holderId,
        Address = Envelope.SealBytes(Key, Place(db.Tenant.Required, caseId, holderId), Padded(address)),
        Language = language,
    };

    /// <summary>The address, for the mail queue alone.</summary>
    public string Open(PingAddress address)
    {
        var padded = Envelope.OpenBytes(Key, Place(address.TenantId, address.CaseId, address.HolderId), address.Address);
        return Encoding.UTF8.GetString(padded.AsSpan().TrimEnd((byte)0));
    }

    // All addresses are equally long in the database.
    private static byte[] Padded(string address)
    {
        var padded = new byte[320];
        Encoding.UTF8.GetBytes(address, padded);
        return padded;
    }

    private static byte[] Place(Guid tenant, Guid caseId, Guid holderId) => Encoding.UTF8.GetBytes($"ping|v1|{tenant:N}|{caseId:N}|{holderId:N}");
}

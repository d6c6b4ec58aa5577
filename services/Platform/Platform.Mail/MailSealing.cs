using System.Text;
using Platform.Security;

namespace Platform.Mail;

/// <summary>Keys of mail, apart from every key of a case.</summary>
internal static class MailSealing
{
    public static byte[] Recipient(this Secrets secrets, Guid tenant, string address) =>
        secrets.Digest("mail-recipient", [.. tenant.ToByteArray(), .. Encoding.UTF8.GetBytes(address.ToLowerInvariant())]);

    public static byte[] SealAddress(this Secrets secrets, Guid tenant, Guid item, string address) =>
        Envelope.Seal(AddressKey(secrets, tenant), Place(tenant, item), address);

    public static string OpenAddress(this Secrets secrets, Guid tenant, Guid item, byte[] envelope) =>
        Envelope.Open(AddressKey(secrets, tenant), Place(tenant, item), envelope);

    public static byte[] FolderKey(this Secrets secrets) => secrets.Derive("mail-folder", "folder"u8);

    /// <summary>The same for each attempt, so that a mailbox can drop a repeat; the row's id can't be read from it.</summary>
    public static string MessageId(this Secrets secrets, Guid item) =>
        Convert.ToHexStringLower(secrets.Digest("mail-message", item.ToByteArray()).AsSpan(0, 16));

    private static byte[] AddressKey(Secrets secrets, Guid tenant) => secrets.Derive("mail-address", tenant.ToByteArray());

    // No case: the place says tenant and item alone.
    private static SealedPlace Place(Guid tenant, Guid item) => new(tenant, Guid.Empty, "mail_items", item, "address");
}

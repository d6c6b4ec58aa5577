using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Platform.Security;

namespace Platform.Mail;

/// <summary>
/// Puts each mail as a sealed file into a folder: what the embedded mode would have sent, for its operator to see. Files older
/// than thirty days are removed.
/// </summary>
internal sealed class FolderTransport(MailSettings settings, Secrets secrets, TimeProvider clock) : IMailTransport
{
    internal const string Extension = ".mail";

    /// <summary>Says inside the sealed file whose letter it is.</summary>
    internal const string TenantHeader = "X-Heed-Tenant";

    /// <inheritdoc />
    public async Task<Delivery> Send(MailMessage message)
    {
        try
        {
            Directory.CreateDirectory(settings.Directory);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(settings.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Tidy();
            // The same mail tried again replaces itself.
            var name = message.Id + Extension;
            using var mime = MimeForm.Of(message);
            mime.Headers.Add(TenantHeader, message.Tenant.ToString("N"));
            using var clear = new MemoryStream();
            await mime.WriteToAsync(clear);
            var sealedMail = Envelope.SealBytes(secrets.FolderKey(), Associated(name), clear.ToArray());
            CryptographicOperations.ZeroMemory(clear.GetBuffer());
            await Write(Path.Combine(settings.Directory, name), sealedMail);
            return new(DeliveryState.Accepted);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(DeliveryState.ServerOut, "mail.folder");
        }
    }

    internal static byte[] Associated(string name) => Encoding.UTF8.GetBytes("mail-folder|" + name);

    private static async Task Write(string path, byte[] bytes)
    {
        var draft = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var stream = new FileStream(draft, options))
        {
            await stream.WriteAsync(bytes);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    private void Tidy()
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-30);
        foreach (var file in new DirectoryInfo(settings.Directory).EnumerateFiles("*" + Extension).Where(f => f.LastWriteTimeUtc < before))
            file.Delete();
    }
}

/// <summary>A mail of the folder as the console shows it.</summary>
/// <param name="At">When it left, to the second.</param>
/// <param name="To">The address, masked.</param>
/// <param name="Language">BCP 47 tag of its words.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Body">Plain text.</param>
public sealed record FolderLetter(DateTimeOffset At, string To, string Language, string Subject, string Body);

/// <summary>Opens the mails of the folder for the console.</summary>
public sealed class FolderMail(MailSettings settings, Secrets secrets)
{
    /// <summary>The newest mails of one tenant first. What does not say whose it is, is shown to nobody.</summary>
    /// <param name="tenant">Whose mails.</param>
    /// <param name="most">At most so many.</param>
    /// <returns>The letters, and how many files, whoever's, could not be opened with the keys of this platform.</returns>
    public (IReadOnlyList<FolderLetter> Letters, int Unreadable) List(Guid tenant, int most = 200)
    {
        if (settings.Route != MailRoute.Folder || !Directory.Exists(settings.Directory))
            return ([], 0);
        var (letters, unreadable) = (new List<FolderLetter>(), 0);
        foreach (var file in new DirectoryInfo(settings.Directory).EnumerateFiles("*" + FolderTransport.Extension).OrderByDescending(f => f.LastWriteTimeUtc).TakeWhile(_ => letters.Count < most))
        {
            try
            {
                if (Open(file, tenant) is { } letter)
                    letters.Add(letter);
            }
            catch (Exception failure) when (failure is CryptographicException or FormatException or IOException)
            {
                unreadable++;
            }
        }
        return ([.. letters.OrderByDescending(l => l.At)], unreadable);
    }

    private FolderLetter? Open(FileInfo file, Guid tenant)
    {
        var clear = Envelope.OpenBytes(secrets.FolderKey(), FolderTransport.Associated(file.Name), File.ReadAllBytes(file.FullName));
        using var stream = new MemoryStream(clear);
        using var mime = MimeMessage.Load(stream);
        if (!Guid.TryParseExact(mime.Headers[FolderTransport.TenantHeader], "N", out var owner) || owner != tenant)
            return null;
        return new FolderLetter(mime.Date, MailAddress.Mask(mime.To.Mailboxes.First().Address),
            mime.Body?.Headers[HeaderId.ContentLanguage] ?? "", mime.Subject ?? "", mime.TextBody ?? "");
    }
}

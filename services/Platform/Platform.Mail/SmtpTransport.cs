using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Platform.Security;

namespace Platform.Mail;

/// <summary>
/// Hands mails to a server, one connection each. It writes no protocol log, and what the library throws ends here: its
/// messages quote addresses and answers of the server.
/// </summary>
internal sealed class SmtpTransport(MailSettings settings, Secrets secrets) : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <inheritdoc />
    public async Task<Delivery> Send(MailMessage message)
    {
        using var patience = new CancellationTokenSource(Patience);
        // What the server lacks: STARTTLS until the connection stands, then a way to sign in that may be used.
        var lacking = "mail.tls";
        try
        {
            using var client = new SmtpClient { LocalDomain = MimeForm.DomainOf(settings.From), Timeout = 20_000, CheckCertificateRevocation = settings.CheckRevocation };
            if (settings.Authority is { } authority)
                client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsIssuedBy(authority, certificate, errors);
            await client.ConnectAsync(settings.Host, settings.Port, Options(), patience.Token);
            lacking = "mail.sign_in";
            if (settings.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, Password(), patience.Token);
            return await Hand(client, message, patience.Token);
        }
        catch (SslHandshakeException)
        {
            return new(DeliveryState.ServerOut, "mail.tls");
        }
        catch (NotSupportedException)
        {
            return new(DeliveryState.ServerOut, lacking);
        }
        catch (AuthenticationException)
        {
            return new(DeliveryState.ServerOut, "mail.sign_in");
        }
        catch (SmtpCommandException refusal)
        {
            return Read(refusal.ErrorCode, (int)refusal.StatusCode);
        }
        catch (Exception failure) when (failure is IOException or SocketException or SmtpProtocolException or ServiceNotConnectedException or OperationCanceledException or TimeoutException)
        {
            return new(DeliveryState.ServerOut, "mail.unreachable");
        }
    }

    private static async Task<Delivery> Hand(SmtpClient client, MailMessage message, CancellationToken cancellation)
    {
        var format = FormatOptions.Default.Clone();
        format.International = !Ascii.IsValid(message.To.AsSpan(0, message.To.LastIndexOf('@')));
        if (format.International && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return new(DeliveryState.Never, "mail.address_unsupported");
        using var mime = MimeForm.Of(message);
        await client.SendAsync(format, mime, cancellation);
        try
        {
            await client.DisconnectAsync(true, cancellation);
        }
        catch (Exception farewell) when (farewell is IOException or SocketException or SmtpProtocolException or SmtpCommandException or OperationCanceledException)
        {
            // It was accepted before; how the server says good-bye changes nothing.
            return new(DeliveryState.Accepted);
        }
        return new(DeliveryState.Accepted);
    }

    // 550 to 553 speak of the mailbox. 554 on a recipient is most often a server that was not told to relay for us.
    private static Delivery Read(SmtpErrorCode error, int status) => (error, status) switch
    {
        (SmtpErrorCode.SenderNotAccepted, _) => new(DeliveryState.ServerOut, "mail.sender_refused"),
        (SmtpErrorCode.RecipientNotAccepted, >= 550 and <= 553) => new(DeliveryState.Never, "mail.recipient_refused"),
        (SmtpErrorCode.RecipientNotAccepted, >= 500) => new(DeliveryState.Later, "mail.recipient_refused"),
        (SmtpErrorCode.MessageNotAccepted, >= 500) => new(DeliveryState.Never, "mail.message_refused"),
        (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, _) => new(DeliveryState.Later, "mail.server_later"),
        _ => new(DeliveryState.ServerOut, "mail.server_later"),
    };

    private SecureSocketOptions Options() => settings.Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    private string Password() => settings.Password ?? Encoding.UTF8.GetString(secrets.Get("smtp-password"));

    private static bool IsIssuedBy(string authority, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        // A private authority seldom publishes a list.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var own = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(own);
    }
}

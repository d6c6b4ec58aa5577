using System.Net;
using Microsoft.Extensions.Configuration;

namespace Platform.Mail;

/// <summary>How mail leaves the platform.</summary>
public enum MailRoute
{
    /// <summary>Not at all; nothing can be queued.</summary>
    None,

    /// <summary>Into a folder, sealed: the embedded mode, where the console shows it.</summary>
    Folder,

    /// <summary>Through a mail server.</summary>
    Smtp,
}

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>Upgraded by STARTTLS before anything is said; a server without it is refused.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>None; on loopback alone.</summary>
    None,
}

/// <summary>The section <c>Mail</c> of the configuration, checked when it is first read.</summary>
public sealed class MailSettings
{
    private MailSettings(IConfiguration mail, string? dataFolder)
    {
        Route = mail.GetValue("Transport", MailRoute.None);
        From = MailAddress.Read(mail["From"] ?? (Route == MailRoute.Smtp ? null : "noreply@mail.invalid"))
            ?? throw new InvalidOperationException("Mail:From is not set to an address. Choose a neutral one: it must not tell who writes about what.");
        Link = mail["Link"] is { Length: > 0 } link ? link : null;
        Round = TimeSpan.FromMinutes(mail.GetValue("RoundMinutes", 15));
        MostAttempts = mail.GetValue("Attempts", 40);
        GiveUpAfter = TimeSpan.FromHours(mail.GetValue("GiveUpHours", 24.0));
        Directory = Path.Combine(dataFolder ?? "", mail["Directory"] is { Length: > 0 } folder ? folder : "mail");
        if (Route == MailRoute.Folder && !Path.IsPathRooted(Directory))
            throw new InvalidOperationException("Mail:Directory is not set, and there is no Data:Folder to put it in.");
        var smtp = mail.GetSection("Smtp");
        Security = smtp.GetValue("Security", SmtpSecurity.StartTls);
        Host = smtp["Host"] ?? "";
        Port = smtp.GetValue("Port", Security == SmtpSecurity.Tls ? 465 : 587);
        (User, Password) = (smtp["User"], smtp["Password"]);
        Authority = smtp["Authority"] is { Length: > 0 } authority ? authority : null;
        CheckRevocation = smtp.GetValue("CheckRevocation", true);
        if (Route == MailRoute.Smtp && Host.Length == 0)
            throw new InvalidOperationException("Mail:Smtp:Host is not set.");
        if (Route == MailRoute.Smtp && Security == SmtpSecurity.None && !(Host == "localhost" || (IPAddress.TryParse(Host, out var ip) && IPAddress.IsLoopback(ip))))
            throw new InvalidOperationException("Mail:Smtp:Security may be None on loopback only: addresses would cross the network in clear.");
    }

    /// <summary><c>Mail:Transport</c>: smtp, folder or none (none unless said).</summary>
    public MailRoute Route { get; }

    /// <summary><c>Mail:From</c>: a neutral sender.</summary>
    public string From { get; }

    /// <summary><c>Mail:Link</c>: an address added to the words; none unless said, since it names who runs the page.</summary>
    public string? Link { get; }

    /// <summary><c>Mail:RoundMinutes</c> (15): mails leave at whole multiples of it, after a delay of zero to two of them.</summary>
    public TimeSpan Round { get; }

    /// <summary><c>Mail:Attempts</c> (40): failures after which a mail is given up.</summary>
    public int MostAttempts { get; }

    /// <summary><c>Mail:GiveUpHours</c> (24): time after which the next failure gives a mail up.</summary>
    public TimeSpan GiveUpAfter { get; }

    /// <summary><c>Mail:Directory</c>: folder of sealed mails, relative to the data folder (<c>mail</c>).</summary>
    public string Directory { get; }

    /// <summary><c>Mail:Smtp:Host</c>.</summary>
    public string Host { get; }

    /// <summary><c>Mail:Smtp:Port</c> (587, or 465 with TLS from the first byte).</summary>
    public int Port { get; }

    /// <summary><c>Mail:Smtp:Security</c> (StartTls).</summary>
    public SmtpSecurity Security { get; }

    /// <summary><c>Mail:Smtp:User</c>; nobody signs in without one.</summary>
    public string? User { get; }

    /// <summary><c>Mail:Smtp:Password</c>; the secret <c>smtp-password</c> where it is not set.</summary>
    public string? Password { get; }

    /// <summary><c>Mail:Smtp:Authority</c>: PEM file of a private authority, trusted in place of the system's.</summary>
    public string? Authority { get; }

    /// <summary><c>Mail:Smtp:CheckRevocation</c> (true): ask the authority whether the server's certificate was revoked.</summary>
    public bool CheckRevocation { get; }

    /// <summary>Reads and checks the section; throws with the name of the setting that is missing or unsound.</summary>
    public static MailSettings Read(IConfiguration configuration) => new(configuration.GetSection("Mail"), configuration["Data:Folder"]);
}

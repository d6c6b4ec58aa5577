using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace Clocks.Tests;

/// <summary>A real SMTP server (Debian's python3-aiosmtpd) on a loopback port, as a child process.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly string mailbox = Directory.CreateTempSubdirectory("heed-mailbox-").FullName;
    private Process? process;

    public int Port { get; } = Testing.ServerProcess.FreePort();

    /// <summary>PEM file of the certificate it shows when it speaks TLS.</summary>
    public string Certificate => Path.Combine(mailbox, "server.pem");

    public static async Task<MailServer> Start(params string[] options)
    {
        var server = new MailServer();
        await server.Up(options);
        return server;
    }

    public async Task Up(params string[] options)
    {
        await WriteCertificate();
        // A version manager's python would not see Debian's packages.
        var start = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3") { WorkingDirectory = AppContext.BaseDirectory, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PYTHONPATH"] = AppContext.BaseDirectory;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        string[] arguments = ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{Port}", "-c", "refusing.Refusing", .. options.Select(o => o == "CERTIFICATE" ? Certificate : o == "KEY" ? Certificate + ".key" : o), Path.Combine(mailbox, "box")];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var said = "";
        process.ErrorDataReceived += (_, e) => said += e.Data + "\n";
        process.BeginErrorReadLine();
        var patience = Stopwatch.StartNew();
        while (!await Answers())
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromSeconds(30))
                throw new InvalidOperationException("The mail server did not start: " + said);
            await Task.Delay(50);
        }
    }

    public async Task Down()
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Raw bytes of what arrived.</summary>
    public IReadOnlyList<byte[]> Raw()
    {
        var folder = Path.Combine(mailbox, "box", "new");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(File.ReadAllBytes)] : [];
    }

    public IReadOnlyList<MimeMessage> Arrived() => [.. Raw().Select(bytes => MimeMessage.Load(new MemoryStream(bytes)))];

    /// <summary>Settings of a client of this server.</summary>
    public Dictionary<string, string?> Settings(SmtpSecurityOfTest security = SmtpSecurityOfTest.None) => new()
    {
        ["Mail:Transport"] = "smtp", ["Mail:Smtp:Host"] = "127.0.0.1", ["Mail:Smtp:Port"] = $"{Port}", ["Mail:Smtp:Security"] = security.ToString(),
        ["Mail:From"] = "post@neutral.example", ["Mail:RoundMinutes"] = "0",
    };

    public async ValueTask DisposeAsync()
    {
        await Down();
        Directory.Delete(mailbox, recursive: true);
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task WriteCertificate()
    {
        if (File.Exists(Certificate))
            return;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Certificate + ".key", key.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>Names as they stand in a configuration.</summary>
public enum SmtpSecurityOfTest
{
    None,
    StartTls,
    Tls,
}

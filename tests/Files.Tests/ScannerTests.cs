using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Platform.Files;
using Testing;
using Xunit;

namespace Files.Tests;

/// <summary>ClamAV as it runs, with a signature that this test makes up.</summary>
public sealed class ScannerTests(Stores stores)
{
    private ClamdScanner Scanner => new(ClamdAddress.Parse(stores.Settings["Files:Clamd"]!), TimeSpan.FromSeconds(20));

    private async Task<string> Ask(string command)
    {
        var address = ClamdAddress.Parse(stores.Settings["Files:Clamd"]!);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port!.Value);
        await using var line = client.GetStream();
        await line.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"z{command}\0"));
        return (await new StreamReader(line).ReadToEndAsync()).TrimEnd('\0');
    }

    [Fact]
    public async Task Scan_OfACleanAFoundAndAStoppedScanner_SaysWhich()
    {
        var mark = RandomNumberGenerator.GetBytes(24);
        var signatures = stores.Settings["Admin:clamdSignatures"]!;
        var own = Path.Combine(signatures, "test.ndb");
        await File.WriteAllTextAsync(own, $"Heed.Test.Mark:0:*:{Convert.ToHexStringLower(mark)}\n");
        await Ask("RELOAD");
        byte[] infected = [.. RandomNumberGenerator.GetBytes(300_000), .. mark, .. RandomNumberGenerator.GetBytes(1000)];
        // The daemon answers with what it knew until it has read its folder again.
        await People.Eventually(async () => (await Scanner.Scan(new MemoryStream(infected))).Verdict, verdict => verdict == ScanVerdict.Infected, 30);
        Assert.Equal("Heed.Test.Mark.UNOFFICIAL", (await Scanner.Scan(new MemoryStream(infected))).Signature);
        Assert.Equal(new ScanResult(ScanVerdict.Clean), await Scanner.Scan(new MemoryStream(RandomNumberGenerator.GetBytes(300_000))));
        Assert.Equal(new ScanResult(ScanVerdict.Clean), await Scanner.Scan(new MemoryStream([])));
        File.Delete(own);

        // Sealed, too: what is scanned is the plaintext, as it streams out of the store.
        var (file, key) = (new SealedFile(Guid.NewGuid(), Guid.NewGuid(), SealedFile.Original), SealedFile.NewKey());
        using var writer = new SealedFileWriter(stores.Of("folder"), file, key, 10_000_000);
        await writer.Append(new MemoryStream(infected));
        await using (var sealedFile = new SealedFileStream(stores.Of("folder"), file, key, await writer.Complete()))
            Assert.Equal(ScanVerdict.Infected, (await Scanner.Scan(sealedFile)).Verdict);

        await Servers("clamd-stop");
        Assert.Equal(new ScanResult(ScanVerdict.Unavailable), await Scanner.Scan(new MemoryStream(infected)));
        await Servers("clamd-start");
        Assert.Equal(ScanVerdict.Clean, (await Scanner.Scan(new MemoryStream(infected))).Verdict);
    }

    [Fact]
    public async Task Scan_ByOneThatAcceptsAndSaysNothing_EndsAsUnavailable()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var scanner = new ClamdScanner(new ClamdAddress("127.0.0.1", ((IPEndPoint)mute.LocalEndpoint).Port), TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        Assert.Equal(ScanVerdict.Unavailable, (await scanner.Scan(new MemoryStream(new byte[50_000_000]))).Verdict);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Theory]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND", ScanVerdict.Infected)]
    [InlineData("stream: OK", ScanVerdict.Clean)]
    [InlineData("INSTREAM size limit exceeded. ERROR", ScanVerdict.TooLarge)]
    [InlineData("stream: Can't allocate memory ERROR", ScanVerdict.Unavailable)]
    [InlineData("", ScanVerdict.Unavailable)]
    public async Task Answer_OfTheDaemon_OnlyOkIsClean(string answer, ScanVerdict verdict)
    {
        using var daemon = new TcpListener(IPAddress.Loopback, 0);
        daemon.Start();
        var served = Task.Run(async () =>
        {
            using var client = await daemon.AcceptTcpClientAsync();
            await using var line = client.GetStream();
            var buffer = new byte[100_000];
            await line.ReadAtLeastAsync(buffer, "zINSTREAM\0".Length + 4 + 1000 + 4);
            await line.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer + "\0"));
        });
        var scanner = new ClamdScanner(new ClamdAddress("127.0.0.1", ((IPEndPoint)daemon.LocalEndpoint).Port), TimeSpan.FromSeconds(5));
        Assert.Equal(verdict, (await scanner.Scan(new MemoryStream(new byte[1000]))).Verdict);
        await served;
    }

    [Fact]
    public async Task WithoutAScanner_AFileIsUnscanned_NeverClean() => Assert.Equal(ScanVerdict.Unscanned, (await new NoScanner().Scan(new MemoryStream())).Verdict);

    [Fact]
    public async Task StoreThatFailsDuringAScan_IsNotTheScannersVerdict()
    {
        using var broken = new BreakingStream(new byte[100_000], 10);
        await Assert.ThrowsAsync<IOException>(() => Scanner.Scan(broken));
    }

    private async Task Servers(string command)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(stores.Settings["Admin:clamdSignatures"]!))!;
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "infra", "servers.sh"), command, "--dir", folder]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}

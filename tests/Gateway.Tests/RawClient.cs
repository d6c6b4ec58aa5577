using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Tests;

/// <summary>A client that sends what it likes, and reads the answer while it sends.</summary>
public sealed class RawClient : IDisposable
{
    private readonly TcpClient tcp;
    private readonly NetworkStream stream;

    public RawClient(string gateway)
    {
        tcp = new TcpClient("localhost", new Uri(gateway).Port);
        stream = tcp.GetStream();
        Answer = Task.Run(Read);
    }

    /// <summary>Status and body of the answer, as soon as it is there.</summary>
    public Task<(int Status, string Text)> Answer { get; }

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public async Task Send(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    public Task Head(string method, string path, string type, string length, string more = "") =>
        Send($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n{length}\r\n{more}\r\n");

    public Task Chunk(byte[] bytes) => Send(Framed(bytes));

    /// <summary>A chunk as it goes over the line.</summary>
    public static byte[] Framed(byte[] bytes) =>
        [.. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. bytes, .. "\r\n"u8];

    public void Dispose() => tcp.Dispose();

    private async Task<(int, string)> Read()
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            text.Write(buffer, 0, read);
            var all = Encoding.UTF8.GetString(text.ToArray());
            if (all.StartsWith("HTTP/1.1 100", StringComparison.Ordinal))
            {
                all = all[(all.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            }
            if (read == 0 || all.EndsWith("0\r\n\r\n", StringComparison.Ordinal) || (all.Contains("\r\n\r\n", StringComparison.Ordinal) && Complete(all)))
                return (int.Parse(all.Split(' ')[1], CultureInfo.InvariantCulture), all);
        }
    }

    private static bool Complete(string all)
    {
        var parts = all.Split("\r\n\r\n", 2);
        var length = parts[0].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is not null && Encoding.UTF8.GetByteCount(parts[1]) >= int.Parse(length.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}

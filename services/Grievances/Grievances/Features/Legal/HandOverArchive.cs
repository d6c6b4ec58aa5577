using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Grievances.Features.Mailbox;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Platform.Files;
using Platform.Security;

namespace Grievances.Features.Legal;

/// <summary>
/// The archive of a hand-over, streamed as it is opened: <c>README.txt</c>, <c>case.html</c> to read, <c>case.json</c> for machines, the files, and last
/// <c>manifest.json</c> with the SHA-256 of each with its signature. Whoever gets it checks it with openssl and the published key alone.
/// </summary>
public sealed class HandOverArchive(HandedCase handed, IReadOnlyList<HandedContent> files, IBlobStore blobs, Secrets secrets, string keyName) : ActionResult, IResult
{
    /// <summary>First line of the manifest's own words: what was signed for this can't be taken for a proof of filing.</summary>
    public const string Kind = "heed hand-over v1";

    // A browser that takes it for a page finds no tag in it.
    private static readonly JsonSerializerOptions Inert = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly List<ManifestEntry> written = [];

    private sealed record ManifestEntry(string Name, long Bytes, string Sha256);

    private sealed record Manifest(string Kind, string Schema, string Reference, string Organisation, string? For, DateTimeOffset MadeAt, string Key, string Signature, IReadOnlyList<ManifestEntry> Files);

    /// <inheritdoc />
    public override Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (headers, cancellation) = (httpContext.Response.Headers, httpContext.RequestAborted);
        httpContext.Response.ContentType = "application/zip";
        headers.ContentDisposition = AttachmentResult.Disposition($"hand-over-{handed.Facts.Reference}.zip");
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        await using var body = new ArchiveStream(httpContext.Response.Body);
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secrets.Get(keyName), out _);
        await Write(zip, "README.txt", HandOverReadme.Text(handed, keyName), cancellation);
        await Write(zip, "key.pem", key.ExportSubjectPublicKeyInfoPem() + "\n", cancellation);
        await Write(zip, "case.html", HandOverPage.Of(handed), cancellation);
        await Write(zip, "case.json", JsonSerializer.Serialize(handed, Inert), cancellation);
        foreach (var file in files)
        {
            await using var content = new SealedFileStream(blobs, file.Place, file.Key, file.Manifest);
            await Entry(zip, file.Entry, CompressionLevel.NoCompression, into => content.CopyToAsync(into, cancellation), cancellation);
        }
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new Manifest(Kind, handed.Schema, handed.Facts.Reference, handed.Organisation, handed.For?.Id, handed.MadeAt, keyName,
            "ECDSA P-256 with SHA-256 over the bytes of this file, DER, in manifest.sig", [.. written]), Inert);
        await Entry(zip, "manifest.json", CompressionLevel.Fastest, into => into.WriteAsync(manifest, cancellation).AsTask(), cancellation);
        var signature = key.SignData(manifest, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        await Entry(zip, "manifest.sig", CompressionLevel.NoCompression, into => into.WriteAsync(signature, cancellation).AsTask(), cancellation);
    }

    private Task Write(ZipArchive zip, string name, string text, CancellationToken cancellation) =>
        Entry(zip, name, CompressionLevel.Fastest, into => into.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation).AsTask(), cancellation);

    private async Task Entry(ZipArchive zip, string name, CompressionLevel level, Func<Stream, Task> write, CancellationToken cancellation)
    {
        using var digest = SHA256.Create();
        await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancellation);
        await using var tally = new Tally(entry);
        await using (var hashed = new CryptoStream(tally, digest, CryptoStreamMode.Write, leaveOpen: true))
        {
            await write(hashed);
            await hashed.FlushFinalBlockAsync(cancellation);
        }
        written.Add(new ManifestEntry(name, tally.Bytes, Convert.ToHexStringLower(digest.Hash!)));
    }

    // Counts what passes.
    private sealed class Tally(Stream into) : Stream
    {
        public long Bytes { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Bytes += buffer.Length;
            return into.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}

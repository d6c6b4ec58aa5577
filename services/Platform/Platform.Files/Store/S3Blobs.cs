using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Configuration;

namespace Platform.Files;

/// <summary>
/// Blobs in one bucket of an S3-compatible store, addressed by path. Reads <c>Endpoint</c>, <c>Bucket</c>, <c>AccessKey</c>,
/// <c>SecretKey</c> and, where the store cares, <c>Region</c>. Checksum trailers and chunked signatures are off: the chunks
/// carry their own proof, and stores other than Amazon's refuse the newer ones.
/// </summary>
public sealed class S3Blobs : IBlobStore, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly string bucket;

    /// <summary>A store by its section of the configuration, <c>Files:S3</c>.</summary>
    public S3Blobs(IConfigurationSection settings)
    {
        string Need(string key) => settings[key] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{settings.Path}:{key} is not set.");
        bucket = Need("Bucket");
        client = new AmazonS3Client(new BasicAWSCredentials(Need("AccessKey"), Need("SecretKey")), new AmazonS3Config
        {
            ServiceURL = Need("Endpoint"),
            ForcePathStyle = true,
            AuthenticationRegion = settings["Region"] ?? "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,
        });
    }

    /// <inheritdoc />
    public async Task Put(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation = default)
    {
        var part = MemoryMarshal.TryGetArray(content, out var array) ? array : new ArraySegment<byte>(content.ToArray());
        using var body = new MemoryStream(part.Array!, part.Offset, part.Count, writable: false);
        var request = new PutObjectRequest { BucketName = bucket, Key = BlobName.Checked(name), InputStream = body, UseChunkEncoding = false, ContentType = "application/octet-stream" };
        await Ask(() => client.PutObjectAsync(request, cancellation), cancellation);
    }

    /// <inheritdoc />
    public Task<int?> Get(string name, Memory<byte> buffer, CancellationToken cancellation = default)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = BlobName.Checked(name) };
        return Ask<int?>(async () =>
        {
            try
            {
                using var answer = await client.GetObjectAsync(request, cancellation);
                if (answer.ContentLength > buffer.Length)
                    throw new InvalidDataException("A blob is larger than what is asked for.");
                var length = (int)answer.ContentLength;
                await answer.ResponseStream.ReadExactlyAsync(buffer[..length], cancellation);
                return length;
            }
            catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
            {
                return null;
            }
        }, cancellation);
    }

    /// <inheritdoc />
    public async Task Delete(string name, CancellationToken cancellation = default)
    {
        var request = new DeleteObjectRequest { BucketName = bucket, Key = BlobName.Checked(name) };
        await Ask(() => client.DeleteObjectAsync(request, cancellation), cancellation);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<string> List(string prefix, CancellationToken cancellation = default) =>
        Pages(BlobName.CheckedPrefix(prefix), cancellation).Select(entry => entry.Key);

    /// <inheritdoc />
    public IAsyncEnumerable<StoredBlob> Everything(CancellationToken cancellation = default) =>
        // What does not say when it was written is as good as new.
        Pages("", cancellation).Select(entry => new StoredBlob(entry.Key, entry.LastModified is { } at ? new DateTimeOffset(at.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.MaxValue));

    private async IAsyncEnumerable<S3Object> Pages(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        while (true)
        {
            var page = await Ask(() => client.ListObjectsV2Async(request, cancellation), cancellation);
            foreach (var entry in page.S3Objects ?? [])
                yield return entry;
            if (page.IsTruncated != true)
                yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    /// <inheritdoc />
    public Task Check(CancellationToken cancellation = default) =>
        Ask(() => client.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellation), cancellation);

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    // What the client library says may quote an address or a key: the code alone goes on.
    private static async Task<T> Ask<T>(Func<Task<T>> request, CancellationToken cancellation)
    {
        try
        {
            return await request();
        }
        catch (AmazonServiceException fault)
        {
            throw new BlobStoreException($"The store of files refuses: {fault.ErrorCode ?? fault.StatusCode.ToString()}.");
        }
        catch (Exception fault) when (fault is AmazonClientException or HttpRequestException or (IOException and not BlobStoreException) or TimeoutException)
        {
            throw new BlobStoreException("The store of files can't be reached.", fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new BlobStoreException("The store of files does not answer.", fault);
        }
    }
}

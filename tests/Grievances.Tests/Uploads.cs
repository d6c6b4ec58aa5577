using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Platform.Files;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>Sends files as a program of a person does.</summary>
internal static class Uploads
{
    private const string Api = GrievancesServer.Api;

    /// <summary>Announces a file; where it goes and its token.</summary>
    public static async Task<(string Path, string Id, string Token)> Announce(HttpClient person, TestTenant tenant, string name, long length)
    {
        var announced = await GrievancesServer.Post(person, $"/public/{tenant.Slug}/uploads", new { name, length });
        var id = announced.GetProperty("id").GetString()!;
        return ($"{Api}/public/{tenant.Slug}/uploads/{id}", id, announced.GetProperty("token").GetString()!);
    }

    public static HttpRequestMessage Patch(string path, string token, long offset, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("Upload-Token", token);
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return request;
    }

    public static async Task<HttpResponseMessage> Send(HttpClient person, string path, string token, long offset, byte[] bytes)
    {
        using var request = Patch(path, token, offset, new ByteArrayContent(bytes));
        return await person.SendAsync(request);
    }

    /// <summary>How far an upload came; -1 where there is none.</summary>
    public static async Task<long> Offset(HttpClient person, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        request.Headers.Add("Upload-Token", token);
        using var answer = await person.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.OK ? long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture) : -1;
    }

    /// <summary>Uploads a whole file; what a filing names it by.</summary>
    public static async Task<UploadedRow> Whole(HttpClient person, TestTenant tenant, string name, byte[] bytes, bool original = false)
    {
        var (row, _) = await Seen(person, tenant, name, bytes, original);
        return row;
    }

    /// <summary>Uploads a whole file; also what was found in it.</summary>
    public static async Task<(UploadedRow Row, JsonElement View)> Seen(HttpClient person, TestTenant tenant, string name, byte[] bytes, bool original = false)
    {
        var (path, id, token) = await Announce(person, tenant, name, bytes.Length);
        using var sent = await Send(person, path, token, 0, bytes);
        var view = await sent.Json();
        Assert.True(sent.StatusCode == HttpStatusCode.OK && view.GetProperty("complete").GetBoolean(), view.ToString());
        return (new UploadedRow(id, token, original), view);
    }

    /// <summary>Names of the blobs of a tenant's files.</summary>
    public static async Task<List<string>> Stored(IBlobStore blobs, TestTenant tenant)
    {
        var names = new List<string>();
        await foreach (var name in blobs.List($"{tenant.Id:N}/"))
            names.Add(name);
        return names;
    }

    /// <summary>A file as a filing or an attachment names it.</summary>
    public sealed record UploadedRow(string Id, string Token, bool Original);
}

/// <summary>Looks into the archive a person takes along.</summary>
internal static class Archives
{
    public static async Task<ZipArchive> Open(HttpResponseMessage answer)
    {
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
    }

    public static async Task<string> Text(HttpResponseMessage answer, string entry)
    {
        using var archive = await Open(answer);
        return await Text(archive, entry);
    }

    public static async Task<string> Text(ZipArchive archive, string entry)
    {
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return await reader.ReadToEndAsync();
    }
}

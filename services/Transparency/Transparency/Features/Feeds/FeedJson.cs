using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Tenancy;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Feeds;

/// <summary>Writes releases as JSON. The body goes out as it was stored, so that its hash holds for what a reader receives.</summary>
public static class FeedJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Page(KnownTenant tenant, IReadOnlyList<Release> releases, string next, bool more, FeedAddresses addresses) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("publisher");
        json.WriteString("slug", tenant.Slug);
        json.WriteString("name", tenant.Name);
        json.WriteEndObject();
        json.WriteString("license", FeedAddresses.License);
        json.WriteStartArray("items");
        foreach (var release in releases)
            Item(json, tenant, release, addresses);
        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteBoolean("more", more);
        json.WriteEndObject();
    });

    public static byte[] One(KnownTenant tenant, Release release, FeedAddresses addresses) => Write(json => Item(json, tenant, release, addresses));

    private static void Item(Utf8JsonWriter json, KnownTenant tenant, Release release, FeedAddresses addresses)
    {
        json.WriteStartObject();
        json.WriteString("id", $"urn:uuid:{release.Id}");
        json.WriteNumber("sequence", release.Sequence);
        json.WriteString("disclosureId", $"urn:uuid:{release.DisclosureId}");
        json.WriteString("kind", release.Kind);
        json.WriteString("month", new Month(release.Month).ToString());
        json.WriteString("publishedAt", release.PublishedAt);
        json.WriteString("publishedBy", release.ActorRole);
        json.WriteString("title", release.Title);
        json.WriteString("url", addresses.Release(tenant.Slug, release.Id));
        json.WriteString("page", addresses.ReleasePage(tenant.Slug, release.Id));
        json.WriteString("bodySha256", release.BodyHash);
        json.WritePropertyName("body");
        json.WriteRawValue(release.Body);
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Readable))
            content(json);
        return buffer.WrittenSpan.ToArray();
    }
}

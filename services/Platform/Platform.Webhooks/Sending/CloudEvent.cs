using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Platform.Webhooks.Rows;

namespace Platform.Webhooks.Sending;

/// <summary>An event as CloudEvents 1.0 writes it, in the structured form: the body says all there is, and the signature covers it.</summary>
internal static class CloudEvent
{
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The same bytes at each attempt. The source names the tenant by its id, since <c>source</c> and <c>id</c> together name an event for ever and a slug may change.</summary>
    public static byte[] Write(WebhookEvent evt, string service)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", evt.Id);
            json.WriteString("source", $"/tenants/{evt.TenantId}/{service}");
            json.WriteString("type", evt.Type);
            if (evt.Subject is not null)
                json.WriteString("subject", evt.Subject);
            json.WriteString("time", evt.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(evt.Body);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}

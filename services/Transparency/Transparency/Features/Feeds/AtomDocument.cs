using System.Text;
using System.Xml;
using Platform.Tenancy;
using Transparency.Data;
using Transparency.Domain;

namespace Transparency.Features.Feeds;

/// <summary>Writes an Atom feed (RFC 4287).</summary>
public static class AtomDocument
{
    public const string MediaType = "application/atom+xml";
    public const string ContentType = MediaType + "; charset=utf-8";
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Write(KnownTenant tenant, IReadOnlyList<Release> releases, string self, string? older, FeedAddresses addresses)
    {
        using var memory = new MemoryStream();
        using (var xml = XmlWriter.Create(memory, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            Text(xml, "id", $"urn:uuid:{NamedId.Of(tenant.Id, "releases")}");
            Text(xml, "title", $"Public record of {tenant.Name}");
            // A feed must say when it changed last; an empty one never did.
            Instant(xml, "updated", releases.Count > 0 ? releases[0].PublishedAt : DateTimeOffset.UnixEpoch);
            xml.WriteStartElement("author", Atom);
            Text(xml, "name", tenant.Name);
            xml.WriteEndElement();
            Text(xml, "rights", "CC BY 4.0");
            Link(xml, "self", MediaType, self);
            Link(xml, "alternate", "text/html", addresses.Page(tenant.Slug));
            Link(xml, "license", null, FeedAddresses.License);
            if (older is not null)
                Link(xml, "next", MediaType, older);
            foreach (var release in releases)
                Entry(xml, tenant, release, addresses);
            xml.WriteEndElement();
        }
        return memory.ToArray();
    }

    private static void Entry(XmlWriter xml, KnownTenant tenant, Release release, FeedAddresses addresses)
    {
        var figures = MonthlyFigures.Parse(release.Body);
        xml.WriteStartElement("entry", Atom);
        Text(xml, "id", $"urn:uuid:{release.Id}");
        Text(xml, "title", release.Title);
        Instant(xml, "published", release.PublishedAt);
        Instant(xml, "updated", release.PublishedAt);
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", release.Kind);
        xml.WriteEndElement();
        Link(xml, "alternate", "text/html", addresses.ReleasePage(tenant.Slug, release.Id));
        Link(xml, "related", "application/json", addresses.Release(tenant.Slug, release.Id));
        Text(xml, "summary", $"Filed: {Words(figures.Filed)}. Closed: {Words(figures.Closed)}. Numbers of ten and more are rounded to five.");
        xml.WriteEndElement();
    }

    private static string Words(Figure figure) => figure.Value is { } value ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "not shown, fewer than ten";

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, string.Concat(text.EnumerateRunes().Where(IsXml)));

    // Every rune beyond the first plane is a character of XML; taken apart, neither of its halves is one.
    private static bool IsXml(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);

    private static void Instant(XmlWriter xml, string name, DateTimeOffset at) =>
        Text(xml, name, at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture));

    private static void Link(XmlWriter xml, string relation, string? type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        if (type is not null)
            xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }
}

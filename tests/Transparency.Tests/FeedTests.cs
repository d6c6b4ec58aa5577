using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ServiceTests;
using Transparency.Domain;

namespace Transparency.Tests;

public class FeedTests(TransparencyServer server)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task A_reader_pages_to_the_end_and_goes_on_later_without_losing_or_repeating_a_release()
    {
        var tenant = await server.TenantWithMonths(6);
        using var reader = server.Anybody();
        var empty = await reader.Get($"/feeds/v1/{tenant.Slug}/releases");
        Assert.Empty(empty.GetProperty("items").EnumerateArray());
        var cursor = empty.GetProperty("next").GetString()!;

        await Publish(tenant, -5, -4, -3, -2, -1);
        var seen = new List<long>();
        bool more;
        do
        {
            var page = await reader.Get($"/feeds/v1/{tenant.Slug}/releases?cursor={cursor}&limit=2");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("sequence").GetInt64()));
            cursor = page.GetProperty("next").GetString()!;
            more = page.GetProperty("more").GetBoolean();
        }
        while (more);
        Assert.Equal([1, 2, 3, 4, 5], seen);

        Assert.Empty((await reader.Get($"/feeds/v1/{tenant.Slug}/releases?cursor={cursor}")).GetProperty("items").EnumerateArray());
        await Publish(tenant, 0);
        var later = await reader.Get($"/feeds/v1/{tenant.Slug}/releases?cursor={cursor}");
        Assert.Equal(6, Assert.Single(later.GetProperty("items").EnumerateArray()).GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task An_item_says_what_it_is_and_its_hash_holds_for_the_bytes_received()
    {
        var tenant = await server.TenantWithMonths(1);
        await Publish(tenant, 0);
        using var reader = server.Anybody();
        var item = (await reader.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0];
        Assert.StartsWith("urn:uuid:", item.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("urn:uuid:", item.GetProperty("disclosureId").GetString(), StringComparison.Ordinal);
        Assert.Equal("original", item.GetProperty("kind").GetString());
        var body = item.GetProperty("body");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body.GetRawText()))), item.GetProperty("bodySha256").GetString());
        Assert.Equal((TransparencyServer.LastMonth.ToString(), 10), (body.GetProperty("month").GetString(), body.GetProperty("filed").GetProperty("value").GetInt32()));

        var address = new Uri(item.GetProperty("url").GetString()!);
        Assert.Equal(server.Address, address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(item.GetRawText(), (await reader.Get(address.AbsolutePath)).GetRawText());
        using var page = await reader.GetAsync(new Uri(item.GetProperty("page").GetString()!).AbsolutePath);
        Assert.Contains(item.GetProperty("bodySha256").GetString()!, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("releases")]
    [InlineData("atom.xml")]
    public async Task What_has_not_changed_is_not_sent_again(string feed)
    {
        var tenant = await server.TenantWithMonths(2);
        await Publish(tenant, -1);
        using var reader = server.Anybody();
        var path = $"/feeds/v1/{tenant.Slug}/{feed}";
        using var first = await reader.GetAsync(path);
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.Equal(("*", true), (first.Headers.GetValues("Access-Control-Allow-Origin").Single(), first.Headers.CacheControl!.Public));
        Assert.Contains("rel=\"license\"", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);

        using var same = await Conditionally(reader, path, tag);
        Assert.Equal((HttpStatusCode.NotModified, tag), (same.StatusCode, same.Headers.ETag));
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());

        await Publish(tenant, 0);
        using var changed = await Conditionally(reader, path, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
    }

    [Theory]
    [InlineData("releases")]
    [InlineData("atom.xml")]
    public async Task Head_answers_like_get_without_the_body(string feed)
    {
        var tenant = await server.TenantWithMonths(1);
        await Publish(tenant, 0);
        using var reader = server.Anybody();
        using var get = await reader.GetAsync($"/feeds/v1/{tenant.Slug}/{feed}");
        using var head = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/feeds/v1/{tenant.Slug}/{feed}"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal((get.Headers.ETag, get.Content.Headers.ContentLength, get.Content.Headers.ContentType), (head.Headers.ETag, head.Content.Headers.ContentLength, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_atom_feed_has_what_rfc_4287_asks_for_and_links_to_what_is_older()
    {
        var tenant = await server.TenantWithMonths(3);
        await Publish(tenant, -2, -1, 0);
        using var reader = server.Anybody();
        var feed = await Document(reader, $"/feeds/v1/{tenant.Slug}/atom.xml?limit=2");
        Assert.Equal(Atom + "feed", feed.Name);
        var empty = await server.NewTenant();
        foreach (var one in new[] { feed, await Document(reader, $"/feeds/v1/{empty.Slug}/atom.xml") })
        {
            Assert.True(Guid.TryParse(one.Element(Atom + "id")!.Value["urn:uuid:".Length..], out _));
            Assert.NotEmpty(one.Element(Atom + "title")!.Value);
            Assert.True(DateTimeOffset.TryParse(one.Element(Atom + "updated")!.Value, out _));
            Assert.Equal(tenant.Name, one.Element(Atom + "author")!.Element(Atom + "name")!.Value);
            Assert.StartsWith(server.Address, Link(one, "self"), StringComparison.Ordinal);
            Assert.NotNull(Link(one, "alternate"));
        }

        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(2, entries.Count);
        Assert.Equal(feed.Element(Atom + "updated")!.Value, entries[0].Element(Atom + "updated")!.Value);
        Assert.All(entries, e =>
        {
            Assert.StartsWith("urn:uuid:", e.Element(Atom + "id")!.Value, StringComparison.Ordinal);
            Assert.NotEmpty(e.Element(Atom + "title")!.Value);
            Assert.NotEmpty(e.Element(Atom + "summary")!.Value);
            Assert.True(DateTimeOffset.TryParse(e.Element(Atom + "updated")!.Value, out _));
            Assert.NotNull(Link(e, "alternate"));
        });
        var older = await Document(reader, new Uri(Link(feed, "next")!).PathAndQuery);
        var last = Assert.Single(older.Elements(Atom + "entry"));
        Assert.Null(Link(older, "next"));
        Assert.DoesNotContain(last.Element(Atom + "id")!.Value, entries.Select(e => e.Element(Atom + "id")!.Value));
    }

    [Fact]
    public async Task A_browser_on_another_site_may_ask_conditionally()
    {
        var tenant = await server.NewTenant();
        using var reader = server.Anybody();
        using var answer = await reader.SendAsync(new HttpRequestMessage(HttpMethod.Options, $"/feeds/v1/{tenant.Slug}/releases"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("If-None-Match", answer.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_a_problem_document()
    {
        var tenant = await server.TenantWithMonths(1);
        await Publish(tenant, 0);
        var other = await server.NewTenant();
        using var reader = server.Anybody();
        var id = (await reader.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0].GetProperty("id").GetString()!["urn:uuid:".Length..];
        foreach (var (path, status, code) in new[]
        {
            ("/feeds/v1/nobody/releases", HttpStatusCode.NotFound, "platform.tenant_unknown"),
            ($"/feeds/v1/{other.Slug}/releases/{id}", HttpStatusCode.NotFound, "transparency.release_unknown"),
            ($"/feeds/v1/{tenant.Slug}/releases?cursor=%21", HttpStatusCode.BadRequest, "platform.cursor_invalid"),
            ($"/feeds/v1/{tenant.Slug}/atom.xml?limit=0", HttpStatusCode.BadRequest, "platform.limit_invalid"),
            ($"/feeds/v1/{tenant.Slug}/releases?limit=many", HttpStatusCode.BadRequest, "platform.invalid"),
        })
        {
            using var answer = await reader.GetAsync(path);
            Assert.Equal(code, await answer.Problem(status));
            // A page of another site must be able to read why.
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }
    }

    [Fact]
    public async Task A_cursor_of_one_list_is_none_of_another()
    {
        var tenant = await server.TenantWithMonths(3);
        await Publish(tenant, -2, -1, 0);
        using var publisher = server.Publisher(tenant);
        var (feed, atom, desk) = ($"/feeds/v1/{tenant.Slug}/releases", $"/feeds/v1/{tenant.Slug}/atom.xml", "/api/transparency/v1/releases");
        var cursors = new Dictionary<string, string>
        {
            [feed] = (await publisher.Get(feed + "?limit=1")).GetProperty("next").GetString()!,
            [atom] = new Uri(Link(await Document(publisher, atom + "?limit=1"), "next")!).Query.Split('=', '&')[1],
            [desk] = (await publisher.Get(desk + "?limit=1")).GetProperty("next").GetString()!,
        };
        foreach (var list in cursors.Keys)
            foreach (var (of, cursor) in cursors)
            {
                using var answer = await publisher.GetAsync($"{list}?cursor={cursor}");
                if (list == of)
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                else
                    Assert.Equal("platform.cursor_invalid", await answer.Problem(HttpStatusCode.BadRequest));
            }
    }

    [Fact]
    public async Task Only_what_never_changes_says_by_the_second_when_it_did()
    {
        var tenant = await server.TenantWithMonths(1);
        await Publish(tenant, 0);
        using var reader = server.Anybody();
        foreach (var list in new[] { "releases", "atom.xml" })
        {
            using var answer = await reader.GetAsync($"/feeds/v1/{tenant.Slug}/{list}");
            Assert.Null(answer.Content.Headers.LastModified);
            using var since = new HttpRequestMessage(HttpMethod.Get, $"/feeds/v1/{tenant.Slug}/{list}") { Headers = { IfModifiedSince = DateTimeOffset.UtcNow.AddDays(2) } };
            using var again = await reader.SendAsync(since);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        }
        var item = (await reader.Get($"/feeds/v1/{tenant.Slug}/releases")).GetProperty("items")[0];
        using var one = await reader.GetAsync(new Uri(item.GetProperty("url").GetString()!).AbsolutePath);
        Assert.NotNull(one.Content.Headers.LastModified);
    }

    [Fact]
    public async Task A_name_keeps_its_rare_characters_and_loses_what_xml_has_not()
    {
        var tenant = await server.NewTenant("𠮷野家\u0001 Höfe");
        using var reader = server.Anybody();
        Assert.Equal("𠮷野家 Höfe", (await Document(reader, $"/feeds/v1/{tenant.Slug}/atom.xml")).Element(Atom + "author")!.Element(Atom + "name")!.Value);
    }

    [Fact]
    public async Task The_description_of_the_service_names_every_operation_once()
    {
        using var reader = server.Anybody();
        var paths = (await reader.Get("/api/transparency/openapi.json")).GetProperty("paths");
        var ids = paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Where(o => o.Value.TryGetProperty("operationId", out _))
            .Select(o => o.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Contains("Transparency_ReadFeed", ids);
        Assert.Contains("the oldest first", paths.GetProperty("/feeds/v1/{tenant}/releases").GetProperty("get").GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Contains("the newest first", paths.GetProperty("/feeds/v1/{tenant}/atom.xml").GetProperty("get").GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal(ids.Distinct(), ids);
    }

    private async Task Publish(TestTenant tenant, params int[] monthsFromLast)
    {
        using var publisher = server.Publisher(tenant);
        foreach (var offset in monthsFromLast)
            (await publisher.Post("/api/transparency/v1/releases", new { month = TransparencyServer.LastMonth.Plus(offset).ToString() })).EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> Conditionally(HttpClient reader, string path, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(tag);
        return await reader.SendAsync(request);
    }

    private static async Task<XElement> Document(HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(path);
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType?.MediaType);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
    }

    private static string? Link(XElement of, string relation) =>
        of.Elements(Atom + "link").SingleOrDefault(l => (string?)l.Attribute("rel") == relation)?.Attribute("href")?.Value;
}

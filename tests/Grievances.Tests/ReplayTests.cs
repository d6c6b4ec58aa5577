using System.Net;
using System.Text.Json;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>What creates something does it once for one key, and says so again.</summary>
public sealed class ReplayTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task TheSameKey_GivesTheSameAnswer_AnotherBodyIsRefused_AndNoKeyToo()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        var system = Guid.CreateVersion7();
        await server.Work(tenant, db =>
        {
            db.Add(new KnownSystem { TenantId = tenant.Id, Id = system, Name = "Triage assistant", Published = true, Version = 1 });
            return db.SaveChangesAsync();
        });
        using var person = await server.Mailbox(receipt);
        using var handler = server.Handler(tenant);
        using var hotline = server.Staff(tenant, Permissions.GrievancesFileForOthers);
        using var product = server.Staff(tenant, new Dictionary<string, object> { ["system"] = system.ToString() }, Permissions.GrievancesFileFromProduct);
        var id = await server.CaseOf(tenant);
        var grievance = new { language = "en", summary = "S", whatHappened = "W", affected = "self" };
        var operatorReceipt = (await GrievancesServer.Post(hotline, "/operator/grievances", grievance)).GetProperty("operatorReceipt").GetString()!;
        var upload = await Uploads.Whole(person, tenant, "note.txt", "A note"u8.ToArray());

        foreach (var (client, path, body, other) in new (HttpClient, string, object, object)[]
        {
            (person, $"/public/{tenant.Slug}/uploads", new { name = "a.txt", length = 5 }, new { name = "a.txt", length = 6 }),
            (person, "/mailbox/messages", new { text = "Hello" }, new { text = "Hello!" }),
            (person, "/mailbox/retaliation", new { text = "My shifts were cut." }, new { text = "My shifts were cut!" }),
            (person, "/mailbox/files", new { files = new[] { upload } }, new { files = new[] { new Uploads.UploadedRow(upload.Id, "other", false) } }),
            (person, "/mailbox/companions", new { role = "adviser", name = "A." }, new { role = "adviser", name = "B." }),
            (hotline, "/operator/grievances", grievance, new { grievance.language, summary = "T", grievance.whatHappened, grievance.affected }),
            (hotline, "/operator/messages", new { operatorReceipt, text = "She adds." }, new { operatorReceipt, text = "She adds!" }),
            (product, "/product/grievances", new { grievance }, new { grievance, excerpt = "E" }),
            (handler, "/patterns", new { title = "T", description = "D" }, new { title = "T", description = "E" }),
            (handler, $"/cases/{id}/messages", new { text = "We are here." }, new { text = "We are here!" }),
        })
        {
            var key = Guid.NewGuid().ToString();
            var before = await Count(tenant);
            using var first = await client.Post(Api + path, body, key);
            Assert.True(first.StatusCode == HttpStatusCode.Created, $"{path}: {first.StatusCode} {await first.Content.ReadAsStringAsync()}");
            var after = await Count(tenant);
            Assert.True(after > before, path);
            using var again = await client.Post(Api + path, body, key);
            Assert.Equal((HttpStatusCode.Created, (await first.Json()).ToString()), (again.StatusCode, (await again.Json()).ToString()));
            using (var reused = await client.Post(Api + path, other, key))
                Assert.Equal("platform.idempotency_key_reused", await reused.Problem(HttpStatusCode.UnprocessableEntity));
            Assert.Equal(after, await Count(tenant));
            foreach (var weak in new[] { "", "short" })
            {
                using var request = Answers.Posting(Api + path, body, "x");
                request.Headers.Remove("Idempotency-Key");
                if (weak.Length > 0)
                    request.Headers.Add("Idempotency-Key", weak);
                using var refused = await client.SendAsync(request);
                Assert.Equal("platform.idempotency_key_missing", await refused.Problem(HttpStatusCode.BadRequest));
            }
        }
    }

    [Fact]
    public async Task AChangeOfReceipt_WhoseAnswerWasLost_IsAnsweredAgain()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        var key = Guid.NewGuid().ToString();
        using var first = await person.Post($"{Api}/mailbox/receipt", null, key);
        using var again = await person.Post($"{Api}/mailbox/receipt", null, key);
        var fresh = (await first.Json()).GetProperty("receipt").GetString()!;
        Assert.Equal((HttpStatusCode.Created, fresh), (again.StatusCode, (await again.Json()).GetProperty("receipt").GetString()));
        using var owner = await server.Mailbox(fresh);
        Assert.Equal("received", (await owner.Get($"{Api}/mailbox")).GetProperty("state").GetString());
    }

    private Task<int> Count(TestTenant tenant) => server.Read(tenant, async db =>
        await db.Grievances.CountAsync() + await db.Messages.CountAsync() + await db.StagedFiles.CountAsync() + (2 * await db.Files.CountAsync()) + await db.Holders.CountAsync() + await db.Patterns.CountAsync());
}

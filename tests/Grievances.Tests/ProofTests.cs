using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Security;
using Platform.Tenancy;
using ServiceTests;
using Repository = Testing.Repository;

namespace Grievances.Tests;

/// <summary>The proof a person can take: checked with the documented script, which knows nothing of ours but the published key.</summary>
public sealed class ProofTests(GrievancesServer server)
{
    private const string Api = GrievancesServer.Api;

    [Fact]
    public async Task AProof_IsCheckedByTheDocumentedScript_AndSaysOrganisationAndDayAlone()
    {
        var tenant = await server.Provisioned();
        using var anybody = server.Anybody();
        var note = "A note. Über allem +++"u8.ToArray();
        var upload = await Uploads.Whole(anybody, tenant, "note.txt", note);
        var filed = await server.File(tenant, new
        {
            language = "en", summary = " Turned away ", whatHappened = "The chatbot said <no>. 🚑 + \"quoted\"\nTwice.", affected = "self", @unsafe = "Don't call me.", files = new[] { upload },
            answers = new Dictionary<string, string[]> { ["harm"] = ["harm"], ["affected"] = ["self"] },
        });
        using var person = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var proof = await person.Get($"{Api}/mailbox/proof");
        Assert.Equal(["content", "key", "salt", "signature", "statement"], proof.EnumerateObject().Select(p => p.Name).Order());

        var key = await Published(anybody, proof);
        var (code, said) = await Verify(proof.ToString(), key);
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(code == 0 && said.TrimEnd().EndsWith("OK", StringComparison.Ordinal), said);
        Assert.Contains($"organisation: {tenant.Slug}", said, StringComparison.Ordinal);

        var statement = Encoding.UTF8.GetString(Bytes(proof, "statement")).TrimEnd('\n').Split('\n');
        Assert.Equal(["heed proof of filing v1", $"organisation: {tenant.Slug}", $"day: {today}", $"commitment: {Commitment(proof)}"], statement);
        var content = JsonDocument.Parse(Bytes(proof, "content")).RootElement;
        Assert.Equal(("Turned away", "Don't call me.", filed.GetProperty("reference").GetString()), (content.GetProperty("summary").GetString(), content.GetProperty("unsafe").GetString(), content.GetProperty("reference").GetString()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(note)), content.GetProperty("files")[0].GetString());

        // The table of commitments holds it, by the day, and leads to no case.
        var row = await server.Read(tenant, db => db.Commitments.AsNoTracking().SingleAsync());
        Assert.Equal((Commitment(proof), today), (Convert.ToHexStringLower(row.Commitment), row.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(["Commitment", "Day", "TenantId"], typeof(FilingCommitment).GetProperties().Select(p => p.Name).Order());

        // Written by another program, it is the same proof.
        var spaced = JsonNode.Parse(proof.ToString())!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        Assert.Equal(0, (await Verify(spaced, key)).Code);
    }

    [Theory]
    [InlineData("content")]
    [InlineData("salt")]
    [InlineData("statement")]
    [InlineData("signature")]
    public async Task OneByteChanged_IsNoProof(string part)
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        var proof = await person.Get($"{Api}/mailbox/proof");
        var key = await Published(person, proof);
        Assert.Equal(0, (await Verify(proof.ToString(), key)).Code);

        var bytes = Bytes(proof, part);
        bytes[^2] ^= 1;
        Assert.NotEqual(0, (await Verify(With(proof, part, bytes), key)).Code);
        // Moving bytes between salt and content keeps the digest, and is found all the same.
        byte[] both = [.. Bytes(proof, "salt"), .. Bytes(proof, "content")];
        Assert.NotEqual(0, (await Verify(With(JsonDocument.Parse(With(proof, "salt", both[..40])).RootElement, "content", both[40..]), key)).Code);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.NotEqual(0, (await Verify(proof.ToString(), stranger.ExportSubjectPublicKeyInfoPem())).Code);
    }

    [Fact]
    public async Task AfterAChangedReceipt_TheProofIsTheSame_AndEveryMemberOfAGroupHasIt()
    {
        var tenant = await server.Provisioned();
        var filed = await server.File(tenant, new
        {
            language = "en", summary = "Pay was cut", whatHappened = "The tool cut our pay.", affected = "group", capacity = "group", members = new[] { new { name = "A.", mandate = new { kind = "oral" } } },
        });
        using var speaker = await server.Mailbox(filed.GetProperty("receipt").GetString()!);
        var first = await speaker.Get($"{Api}/mailbox/proof");
        var (again, _) = await server.TakeOver(filed.GetProperty("receipt").GetString()!);
        var (member, _) = await server.TakeOver(filed.GetProperty("members")[0].GetProperty("receipt").GetString()!);
        foreach (var holder in new[] { again, member })
        {
            var proof = await holder.Get($"{Api}/mailbox/proof");
            foreach (var part in new[] { "statement", "salt", "content" })
                Assert.Equal(first.GetProperty(part).GetString(), proof.GetProperty(part).GetString());
            holder.Dispose();
        }
    }

    [Fact]
    public async Task AHandler_HasNoWayToTheSalt()
    {
        var tenant = await server.Provisioned();
        var (_, receipt) = await server.File(tenant);
        using var person = await server.Mailbox(receipt);
        var proof = await person.Get($"{Api}/mailbox/proof");
        using var handler = server.Handler(tenant);
        var id = await server.CaseOf(tenant);
        var seen = (await handler.Get($"{Api}/cases/{id}")).ToString();
        Assert.DoesNotContain(proof.GetProperty("salt").GetString()!, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Commitment(proof), seen, StringComparison.Ordinal);
        using (var asked = await handler.GetAsync($"{Api}/mailbox/proof"))
            Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);

        // What lies in the database opens with the receipt's key and with no other.
        var holder = await server.Read(tenant, db => db.Holders.AsNoTracking().SingleAsync());
        Assert.True(holder.ProofSalt!.AsSpan().IndexOf(Bytes(proof, "salt")) < 0);
        var place = Encoding.UTF8.GetBytes($"proof-salt|v1|{tenant.Id:N}|{id:N}|{id:N}");
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant.Id);
        var keys = scope.ServiceProvider.GetRequiredService<CaseKeys>();
        Assert.Equal(ReceiptReading.Readable, Receipt.Read(receipt, out var read));
        var own = keys.FromReceipt(read);
        Assert.Equal(Bytes(proof, "salt"), Envelope.OpenBytes(own, place, holder.ProofSalt));
        var ofTheCase = await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Read(() => keys.OpenForPerson(id, id, own, CancellationToken.None));
        Assert.ThrowsAny<CryptographicException>(() => Envelope.OpenBytes(ofTheCase, place, holder.ProofSalt));
        Assert.ThrowsAny<CryptographicException>(() => Envelope.OpenBytes(keys.FromReceipt(Receipt.New()), place, holder.ProofSalt));
    }

    private static async Task<string> Published(HttpClient anybody, JsonElement proof) =>
        (await anybody.Get($"{Api}/public/proof-keys")).GetProperty(proof.GetProperty("key").GetString()!).GetString()!;

    private static byte[] Bytes(JsonElement proof, string part) => proof.GetProperty(part).GetBytesFromBase64();

    private static string Commitment(JsonElement proof) => Convert.ToHexStringLower(SHA256.HashData([.. Bytes(proof, "salt"), .. Bytes(proof, "content")]));

    private static string With(JsonElement proof, string part, byte[] bytes)
    {
        var changed = JsonNode.Parse(proof.ToString())!.AsObject();
        changed[part] = Convert.ToBase64String(bytes);
        return changed.ToJsonString();
    }

    private static async Task<(int Code, string Said)> Verify(string proof, string key)
    {
        var folder = Directory.CreateTempSubdirectory("heed-proof-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "proof.json"), proof);
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key);
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "docs", "verify-proof.sh"), Path.Combine(folder, "proof.json"), Path.Combine(folder, "key.pem")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        return (process.ExitCode, said);
    }
}

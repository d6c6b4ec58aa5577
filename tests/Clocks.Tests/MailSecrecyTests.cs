using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.Mail;
using Platform.Security;
using Xunit;

namespace Clocks.Tests;

/// <summary>No address in clear anywhere but on an encrypted wire.</summary>
public sealed class MailSecrecyTests
{
    private const string Canary = "canary.person@canary-domain.example";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task CanaryAddress_IsNowhereInClear(string database)
    {
        await using var store = await Store.Open(database);
        var host = await store.Start(mail: true, settings: new Dictionary<string, string?> { ["Mail:Transport"] = "folder", ["Mail:RoundMinutes"] = "0" });
        Assert.False((await MailTests.Enqueue(store, host, Canary, "fr", Store.Begin.AddHours(1))).Refused);
        await Task.Delay(300);
        await LookEverywhere(store);
        await store.Until(() => MailTests.Row(store, host), r => r.DeliveredAt is not null, TimeSpan.FromMinutes(2));
        await LookEverywhere(store);
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(store.Folder, "mail")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        var (letters, unreadable) = host.Services.GetRequiredService<FolderMail>().List(store.Tenant);
        var letter = Assert.Single(letters);
        Assert.Equal(("c•••@c•••.example", "fr", 0), (letter.To, letter.Language, unreadable));
        Assert.Equal(MailText.Catalogue.Get("new.body", System.Globalization.CultureInfo.GetCultureInfo("fr")), letter.Body.Trim());

        // Other keys, another name, a changed byte: it opens as it was written or not at all.
        var settings = host.Services.GetRequiredService<MailSettings>();
        var strangers = SecretFiles.Load(Path.Combine(store.Folder, "other-keys"), create: true, Store.Begin);
        Assert.Equal(1, new FolderMail(settings, strangers).List(store.Tenant).Unreadable);
        File.Copy(file, file.Replace(".mail", "0.mail", StringComparison.Ordinal));
        Assert.Equal((1, 1), host.Services.GetRequiredService<FolderMail>().List(store.Tenant) is var (found, lost) ? (found.Count, lost) : default);
    }

    [Theory]
    [InlineData("a@b.example\r\nBcc: x@y.example")]
    [InlineData("a@b.example\nSubject: hello")]
    [InlineData("a@b.example\r\n")]
    [InlineData("a@b.example,x@y.example")]
    [InlineData("a@b.example;x@y.example")]
    [InlineData("a@b.example> <x@y.example")]
    [InlineData("Anna <a@b.example>")]
    [InlineData("\"a b\"@b.example")]
    [InlineData("a@b@c.example")]
    [InlineData("a b@c.example")]
    [InlineData("a\u202e@b.example")]
    [InlineData("a\u00a0@b.example")]
    [InlineData("a\u2028@b.example")]
    [InlineData("a\0@b.example")]
    [InlineData("@b.example")]
    [InlineData("a@localhost")]
    [InlineData("a@b..example")]
    [InlineData("a@-b.example")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData(".a@b.example")]
    [InlineData("")]
    public async Task AddressThatIsMoreThanAnAddress_IsRefusedByCode(string address)
    {
        Assert.Null(MailAddress.Read(address));
        await using var store = await Store.Open("Sqlite");
        var host = await store.Start(mail: true, settings: new Dictionary<string, string?> { ["Mail:Transport"] = "folder" });
        var refusal = (await MailTests.Enqueue(store, host, address)).Refusal!;
        Assert.Equal("mail.address_malformed", refusal.Code);
        Assert.Equal(["mail.address_malformed"], refusal.Errors!["/address"]);
        Assert.Empty(await MailTests.Rows(store, host));
    }

    [Theory]
    [InlineData(" a.b+c@Example.ORG ", "a.b+c@example.org")]
    [InlineData("张三@例子.中国", "张三@例子.中国")]
    [InlineData("o'neil@example.co.uk", "o'neil@example.co.uk")]
    public void SoundAddress_IsReadInOneForm(string typed, string read) => Assert.Equal(read, MailAddress.Read(typed));

    [Fact]
    public async Task Off_UnknownTemplate_AndNoUnitOfWork_AreRefused()
    {
        await using var store = await Store.Open("Sqlite");
        var off = await store.Start(mail: true);
        Assert.False(off.Services.GetRequiredService<MailQueue>().IsOpen);
        Assert.Equal("mail.off", (await MailTests.Enqueue(store, off, "a@b.example")).Refusal!.Code);
        var on = await store.Start(mail: true, settings: new Dictionary<string, string?> { ["Mail:Transport"] = "folder" });
        Assert.Equal("mail.template_unknown", (await MailTests.Enqueue(store, on, "a@b.example", template: "newsletter")).Refusal!.Code);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Read(on, db => on.Services.GetRequiredService<MailQueue>().Enqueue(db, "new", "en", "a@b.example")));
    }

    [Fact]
    public async Task Departures_AreWholeQuartersOfAnHour_AndNoneGivesItsMomentAway()
    {
        await using var store = await Store.Open("Sqlite");
        var host = await store.Start(sweep: false, mail: true, settings: new Dictionary<string, string?> { ["Mail:Transport"] = "folder" });
        store.Clock.Advance(TimeSpan.FromMinutes(7.5));
        var now = store.Clock.GetUtcNow();
        for (var person = 0; person < 60; person++)
            await MailTests.Enqueue(store, host, $"p{person}@example.org");
        var rows = await MailTests.Rows(store, host);
        Assert.All(rows, row =>
        {
            Assert.Equal(0, row.DueAt.UtcTicks % TimeSpan.FromMinutes(15).Ticks);
            Assert.InRange(row.DueAt - now, TimeSpan.Zero, TimeSpan.FromMinutes(30));
            Assert.Equal(Store.Begin, row.CreatedAt);
            Assert.Equal(4, row.Id.Version);
        });
        // The same moment leads to one quarter or the next.
        Assert.Equal(2, rows.Select(r => r.DueAt).Distinct().Count());
    }

    [Theory]
    [InlineData(SmtpSecurityOfTest.StartTls, "--tlscert", "--tlskey")]
    [InlineData(SmtpSecurityOfTest.Tls, "--smtpscert", "--smtpskey")]
    public async Task EncryptedServer_IsWrittenToOnlyWhenItsCertificateIsTrusted(SmtpSecurityOfTest security, string certificate, string key)
    {
        await using var server = await MailServer.Start(certificate, "CERTIFICATE", key, "KEY");
        await using var store = await Store.Open("Sqlite");
        var settings = server.Settings(security);
        var host = await store.Start(mail: true, settings: settings);
        await MailTests.Enqueue(store, host, "a@b.example");
        var refused = await store.Until(() => MailTests.Row(store, host), r => r.Attempts > 0 && r.StartedAt is null);
        Assert.Equal("mail.tls", refused.Fault);
        Assert.Empty(server.Raw());
        await host.StopAsync();
        settings["Mail:Smtp:Authority"] = server.Certificate;
        await store.Start(mail: true, settings: settings);
        await store.Until(() => Task.FromResult(server.Raw().Count), count => count == 1, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ServerWithoutStartTls_OrWithoutSignIn_GetsNoAddress()
    {
        await using var server = await MailServer.Start();
        var signIn = server.Settings();
        (signIn["Mail:Smtp:User"], signIn["Mail:Smtp:Password"]) = ("postmaster", "secret-of-the-test");
        foreach (var (settings, fault) in new[] { (server.Settings(SmtpSecurityOfTest.StartTls), "mail.tls"), (signIn, "mail.sign_in") })
        {
            await using var store = await Store.Open("Sqlite");
            var host = await store.Start(mail: true, settings: settings);
            await MailTests.Enqueue(store, host, Canary);
            Assert.Equal(fault, (await store.Until(() => MailTests.Row(store, host), r => r.Attempts > 0 && r.StartedAt is null)).Fault);
            Assert.DoesNotContain("secret-of-the-test", store.Log.Text, StringComparison.Ordinal);
        }
        Assert.Empty(server.Raw());
    }

    [Theory]
    [InlineData("Mail:Smtp:Host", "mail.example.org", "Mail:Smtp:Security")]
    [InlineData("Mail:From", "no address", "Mail:From")]
    [InlineData("Mail:Smtp:Host", "", "Mail:Smtp:Host")]
    public void UnsoundSettings_AreRefusedByName(string name, string value, string told)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Mail:Transport"] = "smtp", ["Mail:Smtp:Host"] = "127.0.0.1", ["Mail:Smtp:Security"] = "None", ["Mail:From"] = "post@neutral.example", [name] = value,
        };
        var refusal = Assert.Throws<InvalidOperationException>(() => MailSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
        Assert.StartsWith(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_ExistInEveryLanguage_AndDiffer()
    {
        var keys = MailText.Catalogue.Keys("en").Order();
        Assert.All(Platform.Ui.Localization.PortalLanguages.All, language => Assert.Equal(keys, MailText.Catalogue.Keys(language.Code).Order()));
        Assert.Equal(6, Platform.Ui.Localization.PortalLanguages.All.Select(l => MailText.Catalogue.Get("new.body", l.Culture)).Distinct().Count());
    }

    private static async Task LookEverywhere(Store store)
    {
        Assert.DoesNotContain("canary", store.Log.Text, StringComparison.OrdinalIgnoreCase);
        // Latin-1 keeps every byte one character, so that the search sees binary files whole.
        foreach (var file in Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain("canary", await reader.ReadToEndAsync(), StringComparison.OrdinalIgnoreCase);
        }
        if (store.IsPostgres)
            Assert.Equal(0L, await store.Admin("select count(*) from mail_items m where m::text ilike '%canary%' or encode(coalesce(address, ''), 'escape') ilike '%canary%'", async c => (long)(await c.ExecuteScalarAsync())!));
        else
            Assert.Contains(Directory.EnumerateFiles(store.Folder), f => f.EndsWith("clocks.db-wal", StringComparison.Ordinal));
    }
}

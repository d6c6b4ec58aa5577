using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Gateway.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests;

public sealed class KeyRingTests
{
    private readonly SessionKey key = new(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void What_was_sealed_opens_under_the_same_key_alone()
    {
        var envelope = key.Seal(Encoding.UTF8.GetBytes("<key/>"));
        Assert.Equal("<key/>", Encoding.UTF8.GetString(key.Open(envelope)));
        Assert.ThrowsAny<CryptographicException>(() => new SessionKey(RandomNumberGenerator.GetBytes(32)).Open(envelope));
    }

    [Theory]
    [InlineData(""), InlineData("AAAA"), InlineData("AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), InlineData("no base64")]
    public void A_short_or_broken_row_is_no_key(string stored)
    {
        var opening = new KeyOpening(new ServiceCollection().AddSingleton(key).BuildServiceProvider());
        Assert.ThrowsAny<CryptographicException>(() => opening.Decrypt(new XElement("sealed", stored)));
    }

    [Fact]
    public async Task A_ring_that_opens_no_more_signs_people_out_and_no_more_than_that()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var browser = await gateway.SignedIn();
        await using (var db = await gateway.Of<Microsoft.EntityFrameworkCore.IDbContextFactory<GatewayDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            foreach (var row in db.DataProtectionKeys)
            {
                var xml = XElement.Parse(row.Xml!);
                xml.Descendants("sealed").Single().Value = "AAAA";
                row.Xml = xml.ToString();
            }
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await gateway.Restart();
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await browser.Get("/console/grievances")).StatusCode);
        Assert.NotNull((await (await browser.Follow("/signin?returnUrl=/console/grievances")).Seen()).Header("Authorization"));
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gateway.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Session;

/// <summary>Which session a ticket came from, and which version of it. Lives in memory only.</summary>
internal sealed record SessionMark(string Key, long Version);

/// <summary>Keeps tickets, and the tokens in them, on this side: the browser holds a random key and nothing else.</summary>
internal sealed class SessionStore(IDbContextFactory<GatewayDb> databases, IDataProtectionProvider protection, TimeProvider time) : ITicketStore
{
    private const string Mark = "session";
    private static readonly TimeSpan Idle = TimeSpan.FromHours(8);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private readonly IDataProtector protector = protection.CreateProtector("Gateway.Sessions");

    public static SessionMark? MarkOf(AuthenticationProperties? properties) => properties?.GetParameter<SessionMark>(Mark);

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await using var db = await databases.CreateDbContextAsync();
        db.Sessions.Add(new SessionRow { Id = IdOf(key), Ticket = Seal(ticket), Expires = ExpiryOf(ticket), Version = 1 });
        await db.SaveChangesAsync();
        return key;
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var (id, now) = (IdOf(key), time.GetUtcNow().ToUnixTimeSeconds());
        await using var db = await databases.CreateDbContextAsync();
        var row = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && s.Expires > now);
        if (row is null || Open(row.Ticket) is not { } ticket)
            return null;
        ticket.Properties.SetParameter(Mark, new SessionMark(key, row.Version));
        return ticket;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var (id, bytes, expires) = (IdOf(key), Seal(ticket), ExpiryOf(ticket));
        await using var db = await databases.CreateDbContextAsync();
        await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Ticket, bytes).SetProperty(s => s.Expires, expires).SetProperty(s => s.Version, s => s.Version + 1));
    }

    /// <summary>Writes a ticket with fresh tokens and prolongs the session; false where somebody else was faster.</summary>
    public async Task<bool> Refresh(SessionMark mark, AuthenticationTicket ticket)
    {
        var begun = ticket.Properties.IssuedUtc ?? time.GetUtcNow();
        ticket.Properties.ExpiresUtc = new[] { time.GetUtcNow() + Idle, begun + Longest }.Min();
        var (id, bytes, expires) = (IdOf(mark.Key), Seal(ticket), ExpiryOf(ticket));
        await using var db = await databases.CreateDbContextAsync();
        return await db.Sessions.Where(s => s.Id == id && s.Version == mark.Version).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Ticket, bytes).SetProperty(s => s.Expires, expires).SetProperty(s => s.Version, s => s.Version + 1)) == 1;
    }

    public async Task RemoveAsync(string key)
    {
        var id = IdOf(key);
        await using var db = await databases.CreateDbContextAsync();
        await db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync();
    }

    public async Task<int> RemoveExpired(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Sessions.Where(s => s.Expires <= now).ExecuteDeleteAsync(cancellation);
    }

    private static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private long ExpiryOf(AuthenticationTicket ticket) => (ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + Idle).ToUnixTimeSeconds();

    private byte[] Seal(AuthenticationTicket ticket) => protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private AuthenticationTicket? Open(byte[] bytes)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            // Sealed under a ring that is gone: the person signs in again.
            return null;
        }
    }
}

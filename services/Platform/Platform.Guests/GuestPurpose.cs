using Microsoft.AspNetCore.Http;
using Platform.Tenancy;

namespace Platform.Guests;

/// <summary>Where a purpose of invitations is at home.</summary>
/// <param name="Service">Name of the service; its links begin with <c>/guest/{service}/</c>.</param>
/// <param name="Purpose">Code of the purpose (at most 40 characters), of no other service in the platform.</param>
/// <param name="Path">Where its pages begin, without a slash at the end: <c>/mediation</c>. Each invitation has its own below it.</param>
/// <param name="Kind">Kind of the subject, as audit lines name it: <c>case</c>.</param>
public sealed record GuestPlace(string Service, string Purpose, string Path, string Kind)
{
    /// <summary>Address of an invitation's pages. Its cookie goes there alone: of two that are open in a browser neither meets the other.</summary>
    public string Address(Guid invitation) => $"{Path}/{invitation:D}";

    /// <summary>Where a guest closes what is open.</summary>
    public string Leave(Guid? invitation = null) => invitation is { } open ? $"/guest/{Service}/leave/{open:D}" : $"/guest/{Service}/leave";

    internal CookieOptions Cookie(HttpContext http, Guid invitation) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = Address(invitation), Secure = http.Request.IsHttps, IsEssential = true };
}

/// <summary>What the page of a link says, in the language of the request.</summary>
/// <param name="Title">What the guest is invited to.</param>
/// <param name="WhoInvites">Who invites.</param>
/// <param name="What">What is asked of the guest, or null.</param>
public sealed record GuestWords(string Title, string WhoInvites, string? What = null);

/// <summary>What a service brings along for one purpose. Made anew for each request in a scope of its tenant.</summary>
public abstract class GuestPurpose<TDb> where TDb : PlatformDb
{
    /// <summary>The words of the link's page. Shown to whoever has the link, before any PIN: nothing of the subject's content belongs here.</summary>
    public abstract Task<GuestWords> Words(TDb db, GuestInvitation invitation, CancellationToken cancellation);

    /// <summary>
    /// What the first opening brings about, in the transaction that marks it: both are committed or neither. It may run again, and
    /// nothing outside the database may happen here.
    /// </summary>
    public virtual Task FirstOpened(TDb db, GuestInvitation invitation, GuestKey key, CancellationToken cancellation) => Task.CompletedTask;
}

using System.Buffers.Text;
using System.Text.Json.Serialization;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting.Http;
using Platform.Security;

namespace Grievances.Features.Mailbox;

/// <summary>What a mailbox token says, once opened.</summary>
/// <param name="Tenant">Tenant of the case.</param>
/// <param name="CaseId">The case.</param>
/// <param name="ReceiptKey">Key derived from the receipt; the receipt itself is not in it.</param>
/// <param name="ExpiresAt">30 minutes after it was made.</param>
/// <param name="HolderId">Whose receipt it was; empty in tokens from before there were several.</param>
/// <param name="MustTakeOver">Somebody else has seen this receipt: nothing is shown before it is changed.</param>
/// <param name="PartOf">The case the receipt belongs to, where the case is a part that was split from it; empty otherwise.</param>
public sealed record MailboxSession(Guid Tenant, Guid CaseId, byte[] ReceiptKey, DateTimeOffset ExpiresAt, Guid HolderId = default, bool MustTakeOver = false, Guid PartOf = default)
{
    /// <summary>Whose receipt it was.</summary>
    [JsonIgnore] public Guid Holder => HolderId == Guid.Empty ? CaseId : HolderId;

    /// <summary>Whether the case is a part of another.</summary>
    [JsonIgnore] public bool IsInPart => PartOf != Guid.Empty;

    /// <summary>The same reader in the case their receipt belongs to.</summary>
    [JsonIgnore] public MailboxSession First => IsInPart ? this with { CaseId = PartOf, HolderId = PeopleOfPart.Id(CaseId, PartOf, Holder), PartOf = Guid.Empty } : this;

    /// <summary>The same reader in a part of their case.</summary>
    public MailboxSession Of(Guid part) => this with { CaseId = part, HolderId = PeopleOfPart.Id(CaseId, part, Holder), PartOf = CaseId };
}

/// <summary>Makes and opens mailbox tokens: sealed, without any table.</summary>
public sealed class MailboxTokens(Secrets secrets, TimeProvider clock)
{
    private static readonly byte[] Place = "heed|mailbox-token|v1"u8.ToArray();

    /// <summary>How long a token lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private byte[] Key => secrets.Derive("mailbox-token", secrets.Get(Secrets.KeyEncryptionKey));

    /// <summary>The token of a session.</summary>
    public string Issue(MailboxSession session) => SealedJson.Seal(Key, Place, session);

    /// <summary>What a form carries to say which case and holder it was shown for; it opens nothing, and says nothing to whoever has no key.</summary>
    public string Binding(MailboxSession session) => Base64Url.EncodeToString(secrets.Digest("mailbox-form", [.. session.CaseId.ToByteArray(), .. session.Holder.ToByteArray()]));

    /// <summary>The session of a token, or null when it is forged, broken or expired.</summary>
    public MailboxSession? Open(string? token) =>
        token?.Length <= 1000 && SealedJson.Open<MailboxSession>(Key, Place, token) is { } session && session.ExpiresAt > clock.GetUtcNow() ? session : null;
}

/// <summary>The tenant's fourth source: a person's own case, from the sealed token in the header or in the mailbox cookie.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TenantFromMailboxAttribute : Attribute, ITenantSource
{
    /// <summary>Cookie of the pages, on /portal/mailbox only.</summary>
    public const string Cookie = "heed-mailbox";

    /// <summary>Whether it works with a receipt that has to be changed first.</summary>
    public bool BeforeTakeOver { get; init; }

    /// <inheritdoc />
    public ValueTask<Outcome<Guid?>> Find(HttpContext http)
    {
        var page = http.Request.Path.StartsWithSegments("/portal");
        var header = http.Request.Headers.Authorization.ToString();
        var token = page ? http.Request.Cookies[Cookie] : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
        // Whoever opens a mailbox does so whichever was open in this browser before.
        var opens = page && HttpMethods.IsPost(http.Request.Method) && string.Equals(http.Request.Query["handler"], "Open", StringComparison.OrdinalIgnoreCase);
        var session = opens ? null : http.RequestServices.GetRequiredService<MailboxTokens>().Open(token);
        if (session is null)
            return ValueTask.FromResult<Outcome<Guid?>>(page ? new Outcome<Guid?>(null, null) : new Refusal(StatusCodes.Status401Unauthorized, "grievances.mailbox_session"));
        if (session.MustTakeOver && !page && !BeforeTakeOver)
            return ValueTask.FromResult<Outcome<Guid?>>(new Refusal(StatusCodes.Status403Forbidden, "grievances.take_over_first"));
        http.Features.Set(session);
        return ValueTask.FromResult(new Outcome<Guid?>(session.Tenant, null));
    }
}

using Identity.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Log;

namespace Identity.Features.Access;

/// <summary>The audit log of the organisation's accounts and machines: who let whom in, gave or confirmed what, and what was refused. Accounts are found by their user names.</summary>
public sealed class ReadLog(IdentityDb db, ILookupNormalizer names) : AuditLog<IdentityDb>(db)
{
    private readonly IdentityDb db = db;

    /// <inheritdoc />
    public override string Service => "identity";

    /// <inheritdoc />
    public override IReadOnlyList<LogGroup> Groups => LogGroups.All;

    /// <inheritdoc />
    protected override async Task<IReadOnlyList<string>> Subjects(string said, CancellationToken cancellation)
    {
        var (text, name) = (said.Trim(), names.NormalizeName(said.Trim()));
        var id = Guid.TryParse(text, out var given) ? given : await db.OwnAccounts().Where(a => a.NormalizedUserName == name).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancellation);
        return [$"account:{id}", $"client:{text}"];
    }

    /// <inheritdoc />
    protected override async Task<IReadOnlyDictionary<string, string>> References(IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        var known = subjects.Where(subject => subject.StartsWith("client:", StringComparison.Ordinal)).ToDictionary(subject => subject, subject => subject["client:".Length..]);
        var accounts = subjects.Select(subject => IdOf("account", subject)).OfType<Guid>().ToList();
        if (accounts.Count > 0)
            foreach (var account in await db.OwnAccounts().Where(a => accounts.Contains(a.Id)).Select(a => new { a.Id, a.UserName }).ToListAsync(cancellation))
                known[$"account:{account.Id}"] = account.UserName!;
        return known;
    }
}

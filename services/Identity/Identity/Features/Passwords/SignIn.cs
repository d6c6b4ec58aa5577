using System.Security.Claims;
using Identity.Data;
using Identity.OpenId;
using Platform.Audit;
using Platform.Hosting.Http;

namespace Identity.Features.Passwords;

/// <summary>Signs a person in by user name and password; the answer is what the sign-in cookie will hold.</summary>
public sealed class SignIn(IdentityDb db, PasswordProof proof)
{
    public Task<Outcome<ClaimsPrincipal>> Run(string userName, string password, CancellationToken cancellation) => proof.Run(userName, password, (account, now) =>
    {
        db.Record(now, account.Id.ToString(), account.Roles.FirstOrDefault() ?? "none", "identity.signed_in", $"account:{account.Id}", "sign-in");
        return SignInSession.Of(account, now);
    }, cancellation);
}

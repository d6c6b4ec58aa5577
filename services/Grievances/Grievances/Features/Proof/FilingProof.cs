using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Features.Proof;

/// <summary>What a person can show to prove that they filed: checked offline, with nothing but the published key.</summary>
/// <param name="Statement">What was signed, UTF-8, base64.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over the statement, DER, base64.</param>
/// <param name="Key">Name of the published key.</param>
/// <param name="Salt">32 bytes, base64: only who has it can show what the commitment is to.</param>
/// <param name="Content">What was filed, UTF-8, base64; SHA-256(salt ‖ content) is the commitment.</param>
public sealed record ProofOfFiling(string Statement, string Signature, string Key, string Salt, string Content);

/// <summary>
/// Commits to what was filed and signs the commitment with the day, never the hour. The commitment lies in a table that leads to
/// no case; the salt is sealed under the person's receipt, so that nobody else can connect the two.
/// </summary>
public sealed class FilingProof(GrievancesDb db, Secrets secrets)
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Commits within the current unit of work, before the case leaves it; the salt.</summary>
    public byte[] Commit(Grievance grievance, FileRequest request, string? excerpt, IReadOnlyList<string> files, DateTimeOffset now)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var filed = new FiledContent(grievance.Reference, request.Language, request.Summary.Trim(), request.WhatHappened.Trim(),
            Trimmed(request.SystemDescription), Trimmed(request.Unsafe), Trimmed(excerpt), request.Answers is { Count: > 0 } answers ? answers : null, files);
        // Members prove what they can see, and what is left of it once the one who filed has had their files erased.
        var others = filed with { Unsafe = null, Excerpt = null };
        IEnumerable<FiledContent> proved = request.Members is { Count: > 0 } ? [filed, others, others with { Files = [] }] : [filed];
        foreach (var commitment in proved.Select(content => Convert.ToHexString(Commitment(salt, Content(content)))).Distinct())
            db.Add(new FilingCommitment { TenantId = grievance.TenantId, Commitment = Convert.FromHexString(commitment), Day = Day(now) });
        return salt;
    }

    /// <summary>The proof of a case for a holder, or a refusal where nothing can be signed.</summary>
    public async Task<Outcome<ProofOfFiling>> Of(Grievance grievance, CaseHolder holder, byte[] receiptKey, CaseSealer sealer, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        if (holder.ProofSalt is null)
            return Refusal.NotFound("grievances.proof_unknown");
        if (secrets.Named(Secrets.ProofPrefix) is not [.., var kid])
            return new Refusal(StatusCodes.Status503ServiceUnavailable, "grievances.proof_unavailable");
        string? Field(string field, byte[]? text) => sealer.OpenIfAny("grievance", grievance.Id, field, text);
        var given = Field("answers", grievance.Answers) is { } json ? JsonSerializer.Deserialize<GivenAnswers>(json, JsonSerializerOptions.Web) : null;
        var filer = holder.Id == grievance.Id;
        var content = Content(new FiledContent(grievance.Reference, grievance.Language, Field("summary", grievance.Summary)!, Field("what_happened", grievance.WhatHappened)!,
            Field("system_description", grievance.SystemDescription), filer ? Field("unsafe", grievance.Unsafe) : null, filer ? Field("excerpt", grievance.Excerpt) : null,
            given?.Answers is { Count: > 0 } answers ? answers : null, files));
        var salt = ProofSalts.Open(receiptKey, holder.OriginId ?? grievance.TenantId, grievance.Id, holder.Id, holder.ProofSalt);
        var filedWith = holder.OriginId ?? grievance.TenantId;
        var tenant = await db.Set<KnownTenant>().Where(t => t.Id == filedWith).Select(t => t.Slug).SingleAsync(cancellation);
        var statement = Encoding.UTF8.GetBytes(string.Join('\n', "heed proof of filing v1", $"organisation: {tenant}",
            $"day: {Day(grievance.FiledAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", $"commitment: {Convert.ToHexStringLower(Commitment(salt, content))}", ""));
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secrets.Get(kid), out _);
        var signature = key.SignData(statement, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new ProofOfFiling(Convert.ToBase64String(statement), Convert.ToBase64String(signature), kid, Convert.ToBase64String(salt), Convert.ToBase64String(content));
    }

    /// <summary>The published half of every key that ever signed, PEM by name.</summary>
    public IReadOnlyDictionary<string, string> PublishedKeys() => secrets.Named(Secrets.ProofPrefix).ToDictionary(kid => kid, kid =>
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secrets.Get(kid), out _);
        return key.ExportSubjectPublicKeyInfoPem();
    });

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static byte[] Commitment(byte[] salt, byte[] content) => SHA256.HashData([.. salt, .. content]);

    private static string? Trimmed(string? text) => FileRules.IsBlank(text) ? null : text.Trim();

    private static byte[] Content(FiledContent content) => JsonSerializer.SerializeToUtf8Bytes(content, Plain);

    private sealed record FiledContent(string Reference, string Language, string Summary, string WhatHappened, string? SystemDescription, string? Unsafe, string? Excerpt,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? Answers, IReadOnlyList<string> Files);
}

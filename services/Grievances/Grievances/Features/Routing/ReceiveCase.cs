using System.Text.Json;
using Grievances.Contracts.Events;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Clocks;
using Grievances.Features.Files;
using Grievances.Features.Intake;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Files;
using Platform.Messaging;
using Platform.Tenancy;

namespace Grievances.Features.Routing;

/// <summary>Takes in a case that the neutral desk passed on: every field, message and file is sealed anew, bound to this tenant.</summary>
public sealed class ReceiveCase(GrievancesDb db, UnitOfWork<GrievancesDb> unit, CaseKeys keys, CaseClocks clocks, PingAddresses pings, Pings news, IBlobStore blobs, TimeProvider clock)
{
    /// <summary>Role under which a message of the desk is shown.</summary>
    public const string Desk = "neutral-desk";

    /// <summary>Takes it in, once; a second time changes nothing.</summary>
    public async Task Run(RoutedCase routed, CancellationToken cancellation)
    {
        var (kase, former) = (routed.Case, routed.Sealer);
        if (await unit.Read(() => db.Grievances.AnyAsync(g => g.Id == kase.Id, cancellation), cancellation))
            return;
        var into = former with { Tenant = db.Tenant.Required };
        var files = new List<CaseFile>();
        foreach (var file in routed.Files)
            files.Add(await Moved(file, former, into, cancellation));
        await unit.Write(async () =>
        {
            var policy = await clocks.Policy(CancellationToken.None);
            byte[]? Again(string entity, Guid row, string field, byte[]? text) => text is null ? null : into.Seal(entity, row, field, former.Open(entity, row, field, text));
            byte[]? Field(string field, byte[]? text) => Again("grievance", kase.Id, field, text);
            if (kase.Identity is { } sealedIdentity && routed.IdentityKey is { } key)
                kase.Identity = new CaseSealer(into.Tenant, kase.Id, key).Seal("identity", kase.Id, "contact", new CaseSealer(former.Tenant, kase.Id, key).Open("identity", kase.Id, "contact", sealedIdentity));
            (kase.TenantId, kase.SystemId, kase.ImpactId, kase.Band, kase.PatternId) = (into.Tenant, null, null, null, null);
            (kase.Rank, kase.AssigneeId, kase.BandReason) = (3, null, null);
            (kase.Summary, kase.WhatHappened) = (Field("summary", kase.Summary)!, Field("what_happened", kase.WhatHappened)!);
            (kase.SystemDescription, kase.Contact, kase.Unsafe) = (Field("system_description", kase.SystemDescription), Field("contact", kase.Contact), Field("unsafe", kase.Unsafe));
            (kase.Answers, kase.Excerpt, kase.ExtensionReason, kase.ClosingLetter) = (Field("answers", kase.Answers), Field("excerpt", kase.Excerpt), Field("extension_reason", kase.ExtensionReason), null);
            // What the desk promised the person holds; where nobody has confirmed it, the organisation's own days count from the filing, or from now for what lay in another register before.
            var from = kase.Channel is FilingChannel.Import ? clock.GetUtcNow() : kase.FiledAt;
            if (kase.AcknowledgedAt is null)
                (kase.State, kase.AcknowledgeBy, kase.FindingsDueAt) = (CaseState.Received, policy.AcknowledgeBy(from), policy.FindingsBy(policy.AcknowledgeBy(from)));
            (kase.DirectiveApplies, kase.AwaitsAnswer) = (policy.DirectiveApplies, true);
            var now = clock.GetUtcNow();
            (kase.PassedOnAt, kase.PassedOnBy, kase.EarlierOpenings) = (now, routed.Desk, JsonSerializer.Serialize(routed.Openings, JsonSerializerOptions.Web));
            kase.Queue();
            kase.Touch(now);
            db.Add(kase);
            // Whom the person would not have see it, they said of the desk and mean of the organisation.
            await keys.WrapForGroup(kase.Id, kase.HandledBy, into.Key, CancellationToken.None);
            if (routed.IdentityKey is { } identity)
                await keys.WrapForGroup(kase.Id, CaseKeys.Custodian, identity, CancellationToken.None);
            keys.TakeOver(routed.Wraps);
            foreach (var holder in routed.Holders)
            {
                (holder.OriginId, holder.TenantId) = (holder.OriginId ?? holder.TenantId, into.Tenant);
                (holder.Name, holder.Mandate) = (Again("holder", holder.Id, "name", holder.Name), Again("holder", holder.Id, "mandate", holder.Mandate));
            }
            foreach (var message in routed.Messages)
                (message.TenantId, message.Body, message.WriterRole) = (into.Tenant, Again("message", message.Id, "body", message.Body)!, message.FromPerson ? message.WriterRole : Desk);
            foreach (var consent in routed.Consents)
                consent.TenantId = into.Tenant;
            foreach (var receipt in routed.Receipts)
                receipt.TenantId = into.Tenant;
            db.AddRange(routed.Holders);
            db.AddRange(routed.Messages);
            db.AddRange(routed.Consents);
            db.AddRange(routed.Receipts);
            db.AddRange(files);
            db.AddRange(routed.Pings.Select(p => pings.Of(p.CaseId, p.HolderId, pings.Open(p), p.Language)));
            db.Publish(new GrievanceFiled(kase.Snapshot()), kase.ActiveAt);
            db.Record(kase.ActiveAt, Guid.Empty.ToString(), Desk, "grievances.case_received", $"case:{kase.Id}", "routing");
            await db.SaveChangesAsync(CancellationToken.None);
            await news.Tell(kase.Id, null, now, CancellationToken.None);
            await clocks.Received(kase, policy, CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
        }, cancellation);
    }

    private async Task<CaseFile> Moved(CaseFile file, CaseSealer former, CaseSealer into, CancellationToken cancellation)
    {
        var (key, original) = CaseFiles.Open(former, file, cleaned: false);
        var manifest = await Copy(file, former.Tenant, into.Tenant, SealedFile.Original, key, original, cancellation);
        var cleaned = file.CleanManifest is null ? null : await Copy(file, former.Tenant, into.Tenant, SealedFile.Cleaned, key, CaseFiles.Open(former, file, cleaned: true).Manifest, cancellation);
        file.TenantId = into.Tenant;
        file.Name = into.Seal("file", file.Id, "name", former.Open("file", file.Id, "name", file.Name));
        file.Key = into.Seal("file", file.Id, "key", former.Open("file", file.Id, "key", file.Key));
        file.Findings = into.Seal("file", file.Id, "findings", former.Open("file", file.Id, "findings", file.Findings));
        file.Manifest = CaseFiles.Seal(into, file.Id, "manifest", manifest);
        file.CleanManifest = cleaned is null ? null : CaseFiles.Seal(into, file.Id, "clean_manifest", cleaned);
        return file;
    }

    // Chunks are bound to their tenant: they are opened and sealed again on the way, a chunk at a time.
    private async Task<SealedManifest> Copy(CaseFile file, Guid former, Guid into, string form, byte[] key, SealedManifest manifest, CancellationToken cancellation)
    {
        await using var source = new SealedFileStream(blobs, new SealedFile(former, file.Id, form), key, manifest);
        using var writer = new SealedFileWriter(blobs, new SealedFile(into, file.Id, form), key, manifest.Length);
        // A source that breaks off is no file: what came of it is not taken for the whole.
        if (await writer.Append(source, cancellation) is { Interrupted: true } or { Refusal: not null })
            throw new InvalidOperationException("The file did not come whole.");
        return await writer.Complete(cancellation);
    }
}

using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>What a virus scanner said.</summary>
public enum ScanState
{
    /// <summary>No scanner is configured, or it did not answer.</summary>
    Unscanned,
    Clean,

    /// <summary>Kept sealed and marked; it is evidence all the same.</summary>
    Infected,
}

/// <summary>Whether there is a copy without the traces of who made the file.</summary>
public enum CleaningState
{
    Cleaned,

    /// <summary>A kind that can't be cleaned; handlers are told so, and the person was before sending.</summary>
    Uncleaned,
}

/// <summary>A file of a case. Its bytes are sealed in the blob store under a key of its own, which is sealed here under the case key.</summary>
public sealed class CaseFile : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid CaseId { get; set; }

    /// <summary>Holder who sent it; null where staff did, or the organisation that referred the case.</summary>
    public Guid? HolderId { get; set; }

    /// <summary>Role of whoever of the staff added it, as the person is shown it; null where nobody of them did.</summary>
    [Coarse] public string? StaffRole { get; set; }

    /// <summary>For those who handle the case alone: the person does not see it, and it goes to nobody outside.</summary>
    public bool Internal { get; set; }

    /// <summary>image, pdf, office, text, audio, video, archive, other.</summary>
    [Coarse] public string Kind { get; set; } = "";

    public long Bytes { get; set; }
    public ScanState Scan { get; set; }
    public CleaningState Cleaning { get; set; }

    /// <summary>Set apart: no handler opens it; there is a lawful way of reporting it.</summary>
    public bool Quarantined { get; set; }

    /// <summary>The person wants handlers to see the original, traces included; otherwise they get the cleaned copy.</summary>
    public bool OriginalAllowed { get; set; }

    [Sealed] public byte[] Name { get; set; } = [];
    [Sealed] public byte[] Key { get; set; } = [];
    [Sealed] public byte[] Manifest { get; set; } = [];
    [Sealed] public byte[]? CleanManifest { get; set; }
    [Sealed] public byte[] Findings { get; set; } = [];
    public DateTimeOffset AddedAt { get; set; }
}

/// <summary>
/// A file on its way: uploaded, not yet part of a case. Everything about it is sealed under the token that only the sender has.
/// What nobody attaches within a week is deleted.
/// </summary>
public sealed class StagedFile : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }

    /// <summary>Digest of the token: who does not have it can't tell that the file exists.</summary>
    public byte[] TokenDigest { get; set; } = [];

    /// <summary>Bytes that are stored for good; an upload goes on from here.</summary>
    public long Received { get; set; }

    /// <summary>Bytes announced.</summary>
    public long Announced { get; set; }

    public bool Complete { get; set; }

    /// <summary>Counts up with every stored piece: two senders of one file can't both win.</summary>
    public long Version { get; set; }

    /// <summary>Name, key, chunks, what was found.</summary>
    [Sealed] public byte[] State { get; set; } = [];

    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>An unfinished grievance. Sealed under a code that only the person has; gone after a week.</summary>
public sealed class Draft : ITenantOwned
{
    public Guid TenantId { get; set; }
    public byte[] CodeDigest { get; set; } = [];
    [Sealed] public byte[] State { get; set; } = [];
    public long Version { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

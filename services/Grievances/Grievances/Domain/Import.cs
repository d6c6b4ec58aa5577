using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>Where an import is.</summary>
public enum ImportState
{
    /// <summary>Rows wait; a sweep takes them in batch by batch.</summary>
    Running,

    /// <summary>Every row has an answer.</summary>
    Done,

    /// <summary>Somebody stopped it; what came in before stays.</summary>
    Stopped,

    /// <summary>Somebody took it back before anybody worked on what came in: the cases are erased.</summary>
    TakenBack,
}

/// <summary>What became of a row of a register.</summary>
public enum ImportOutcome
{
    /// <summary>It is a case now.</summary>
    Imported,

    /// <summary>The register's number is a case already; nothing changed.</summary>
    Repeated,

    /// <summary>Refused, with a code and a field; nothing changed.</summary>
    Refused,

    /// <summary>It was a case until the import was taken back.</summary>
    TakenBack,
}

/// <summary>A register of cases that is taken in: its rows wait sealed until each has become a case or has been refused.</summary>
public sealed class CaseImport : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public ImportState State { get; set; }

    /// <summary>Who brought it.</summary>
    public Guid ActorId { get; set; }

    [Coarse] public string ActorRole { get; set; } = "";
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The register's own name, which tells its numbers from those of another.</summary>
    [Sealed] public byte[] Register { get; set; } = [];

    /// <summary>Which column is which field, as JSON; proposed for the next import.</summary>
    [Sealed] public byte[] Mapping { get; set; } = [];

    /// <summary>The rows that were read, as JSON; gone when each has its answer.</summary>
    [Sealed] public byte[]? Rows { get; set; }

    /// <summary>Version of the group's key under which it is sealed.</summary>
    public int KeyVersion { get; set; }

    /// <summary>How many rows there are.</summary>
    public int Total { get; set; }

    /// <summary>How many of them have an answer.</summary>
    public int Answered { get; set; }

    public int Imported { get; set; }
    public int Repeated { get; set; }
    public int Refused { get; set; }
    public long Version { get; set; }
}

/// <summary>The answer to a row of a register.</summary>
public sealed class ImportedRow : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid ImportId { get; set; }

    /// <summary>Number of the row, from 1, the heading of a table not counted.</summary>
    public int Number { get; set; }

    public ImportOutcome Outcome { get; set; }

    /// <summary>The case, where it is one; of a number that is a case already, that one.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>Why it was refused.</summary>
    [Coarse] public string? Code { get; set; }

    /// <summary>The field it was refused for.</summary>
    [Coarse] public string? Field { get; set; }

    /// <summary>What else is wrong with it: code and field of each, with a blank between them, and commas between the faults.</summary>
    [Coarse] public string? MoreFaults { get; set; }

    /// <summary>Number of the first row of the same import that has its number of the register; null where none before it has.</summary>
    public int? RepeatsRow { get; set; }
}

/// <summary>That a number of a register is a case, so that the same row never becomes a second one.</summary>
public sealed class RegisterNumber : ITenantOwned
{
    public Guid TenantId { get; set; }

    /// <summary>Keyed digest of the register's name and the number.</summary>
    public byte[] Digest { get; set; } = [];

    public Guid CaseId { get; set; }
}

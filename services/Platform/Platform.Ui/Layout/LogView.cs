using Microsoft.AspNetCore.Mvc.Rendering;

namespace Platform.Ui.Layout;

/// <summary>A line of an audit log as a page shows it.</summary>
/// <param name="At">When.</param>
/// <param name="Sequence">Its place in the chain; null until it is chained.</param>
/// <param name="Role">The role, in words.</param>
/// <param name="Actor">The whole id of who acted; empty where there is none to show.</param>
/// <param name="Short">Its end: ids of one day begin alike.</param>
/// <param name="ByActor">Address of what the same account did.</param>
/// <param name="Refused">Whether it was an attempt that was refused.</param>
/// <param name="What">The action, in words.</param>
/// <param name="About">The record.</param>
/// <param name="Purpose">The purpose, in words.</param>
public sealed record LogRow(DateTimeOffset At, long? Sequence, string Role, string Actor, string Short, string ByActor, bool Refused, string What, string About, string Purpose);

/// <summary>What walking a chain found.</summary>
/// <param name="Holds">Whether every line is what it was.</param>
/// <param name="Head">Hash of the last one.</param>
/// <param name="Waiting">Lines that wait to be chained.</param>
public sealed record LogWalk(bool Holds, string? Head, int Waiting);

/// <summary>An audit log before whoever checks it: the same page in every service that has one.</summary>
public sealed record LogView
{
    /// <summary>Address of the page.</summary>
    public required string Address { get; init; }

    /// <summary>What a record is called that a line can be found by.</summary>
    public required string Record { get; init; }

    /// <summary>What the form asks for, by the names of its fields.</summary>
    public required IReadOnlyDictionary<string, string?> Asked { get; init; }

    /// <summary>Groups of actions to choose from.</summary>
    public required IReadOnlyList<SelectListItem> Kinds { get; init; }

    /// <summary>Roles to choose from.</summary>
    public required IReadOnlyList<SelectListItem> Roles { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<LogRow> Rows { get; init; }

    /// <summary>What walking the chain found; null where nobody asked.</summary>
    public LogWalk? Walk { get; init; }

    /// <summary>Address of older lines.</summary>
    public string? Next { get; init; }

    /// <summary>Address of the newest.</summary>
    public string? First { get; init; }

    /// <summary>Whether anything is asked for.</summary>
    public bool IsFiltered => Asked.Values.Any(value => !string.IsNullOrEmpty(value));
}

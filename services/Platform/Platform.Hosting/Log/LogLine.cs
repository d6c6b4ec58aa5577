namespace Platform.Hosting.Log;

/// <summary>A line of the audit log: who did what to which record, and what for. Roles, ids and codes; nothing of what anybody said.</summary>
/// <param name="Id">Id of the line.</param>
/// <param name="At">When it happened.</param>
/// <param name="Actor">Account that acted, an empty id for the person’s side, or <c>system</c>.</param>
/// <param name="Role">Role it acted in.</param>
/// <param name="Action">What was done, for example <c>grievances.case_opened</c>; <c>…access_refused</c> where it was not let in.</param>
/// <param name="Subject">Kind and id of the record.</param>
/// <param name="Reference">Reference of the case or user name of the account, where it is one and still there.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Sequence">Its place in the organisation’s chain, gapless from 1; null for about a second, until it is chained.</param>
/// <param name="Hash">SHA-256 in hexadecimal over the hash before it and its fields, each behind its length; null until it is chained.</param>
public sealed record LogLine(Guid Id, DateTimeOffset At, string Actor, string Role, string Action, string Subject, string? Reference, string Purpose, long? Sequence, string? Hash);

/// <summary>What of the log is asked for; all of it where nothing is said.</summary>
/// <param name="Reference">Reference of a case or user name of an account, as somebody reads it out; or the id.</param>
/// <param name="Role">A role.</param>
/// <param name="Action">A code, for example <c>grievances.access_refused</c>.</param>
/// <param name="Since">First day, in UTC.</param>
/// <param name="Until">Last day, in UTC.</param>
/// <param name="Actor">Who acted, by id.</param>
/// <param name="Group">A group of actions, for example <c>appeal</c>.</param>
public sealed record LogFilter(string? Reference, string? Role, string? Action, DateOnly? Since, DateOnly? Until, string? Actor = null, string? Group = null);

/// <summary>Whether the chain holds, and where it ends.</summary>
/// <param name="Lines">Lines that are chained.</param>
/// <param name="Waiting">Lines that wait for it, for about a second.</param>
/// <param name="FirstBroken">The first place that does not hold; null where all do.</param>
/// <param name="Head">Hash of the last line in hexadecimal; null while there is none. Who notes it can tell later that nothing before it was changed.</param>
public sealed record LogChain(long Lines, int Waiting, long? FirstBroken, string? Head);

/// <summary>Actions of the log that are asked for together.</summary>
/// <param name="Id">What an address calls it.</param>
/// <param name="Words">What a page calls it.</param>
/// <param name="Actions">Codes of its actions.</param>
public sealed record LogGroup(string Id, string Words, params IReadOnlyList<string> Actions);

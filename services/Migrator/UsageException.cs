namespace Migrator;

/// <summary>The command line was wrong; the message says how to mend it.</summary>
public sealed class UsageException(string message) : Exception(message);

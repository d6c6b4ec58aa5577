using Migrator;

// Run by the Helm chart before any service: schema and isolation as the owner role, then the whole topology of the bus,
// so that what is published before a consumer ever ran waits for it in its queue.
try
{
    return args switch
    {
        ["migrate", .. var rest] => await Migration.Run(rest),
        ["dead-letters", .. var rest] => await DeadLetterCommand.Run(rest),
        ["dead-mail", .. var rest] => await DeadMailCommand.Run(rest),
        ["audit", .. var rest] => await AuditCommand.Run(rest),
        _ => throw new UsageException("""
            migrate [all|SERVICE]                     schema, row-level security, and the topology of the bus
            dead-letters list                         queues that hold messages nobody could handle
            dead-letters show QUEUE [COUNT]           their ids, types and faults; bodies redacted
            dead-letters requeue QUEUE [COUNT]        send them to their consumer once more
            dead-mail list [COUNT]                    mails that were given up: counts, then the newest; no address
            dead-mail requeue FAULT|all               queue them once more
            dead-mail drop FAULT|all                  forget them and their addresses
            audit [SERVICE]                           whether every chain of the audit log holds, and how it ends
            """),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

using AllInOne;

// Everything in one process: a gateway on the public port, the services on a loopback port, SQLite, a bus in memory.
// For evaluation and one small organisation; the Helm chart runs the same code apart.
try
{
    var command = Command.Read(args);
    return command.Verb switch
    {
        "create-tenant" => await TenantCommand.Run(command),
        "import-incidents" => await ImportCommand.Run(command),
        "run" or "demo" => await Server.Run(command),
        _ => Command.Explain(),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

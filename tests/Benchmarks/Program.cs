using System.Globalization;
using Benchmarks;
using Testing;

if (args is not [("intake" or "receipts" or "profile" or "all") and var what, .. var rest] || Options.Read(rest) is not { } options)
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/Benchmarks -- intake|receipts|profile|all [--seconds N] [--repetitions N] [--connection TEXT]
          intake     filings a second over HTTP beside raw inserts with the same sealing work, at 1, 8, 32 and 128 clients
          receipts   whether unknown and erased receipts can be told apart, and whether wrong guesses delay right receipts
          profile    what one filing costs: its statements, and where its time goes
        --seconds and --repetitions are those of one measurement (3) and of the turns (5); --connection adds to the service's connection
        string, for example "Max Auto Prepare=100", to see what a setting of the driver is worth
        """);
    return 2;
}

Environment.SetEnvironmentVariable("HEED_SERVERS_JSON", await DistributedPlatform.ServersJson());
var good = true;
if (what is "profile" or "all")
    good &= await FilingProfile.Run(options);
if (what is "intake" or "all")
    good &= await IntakeBenchmark.Run(options);
if (what is "receipts" or "all")
    good &= await ReceiptBenchmark.Run(options);
return good ? 0 : 1;

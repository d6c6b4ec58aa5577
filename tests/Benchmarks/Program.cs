using System.Globalization;
using Benchmarks;
using Testing;

if (args is not [("intake" or "receipts" or "profile" or "queue" or "all") and var what, .. var rest] || Options.Read(rest) is not { } options)
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/Benchmarks -- intake|receipts|profile|queue|all [--seconds N] [--repetitions N] [--cases N] [--connection TEXT]
          intake     filings a second over HTTP beside raw inserts with the same sealing work, at 1, 8, 32 and 128 clients
          receipts   whether unknown and erased receipts can be told apart, and whether wrong guesses delay right receipts
          profile    what one filing costs: its statements, and where its time goes
          queue      what the queue of 100, 10,000 and a million cases costs, filtered, in both orders and far down
        --seconds and --repetitions are those of one measurement (3) and of the turns (5); --cases is the largest queue (1000000); --connection adds to the service's connection
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
if (what is "queue" or "all")
    good &= await QueueBenchmark.Run(options);
return good ? 0 : 1;

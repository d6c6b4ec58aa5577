using System.Globalization;
using Benchmarks;
using Testing;

if (args is not [("intake" or "receipts" or "profile" or "all") and var what, .. var rest] || !TryRead(rest, out var seconds, out var repetitions))
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/Benchmarks -- intake|receipts|profile|all [--seconds N] [--repetitions N]
          intake     filings a second over HTTP beside raw inserts with the same sealing work, at 1, 8, 32 and 128 clients
          receipts   whether unknown and erased receipts can be told apart, and whether wrong guesses delay right receipts
          profile    what one filing costs: its statements, and where its time goes
        """);
    return 2;
}

Environment.SetEnvironmentVariable("HEED_SERVERS_JSON", await DistributedPlatform.ServersJson());
var good = true;
if (what is "profile" or "all")
    good &= await FilingProfile.Run(seconds);
if (what is "intake" or "all")
    good &= await IntakeBenchmark.Run(seconds, repetitions);
if (what is "receipts" or "all")
    good &= await ReceiptBenchmark.Run(repetitions);
return good ? 0 : 1;

static bool TryRead(string[] rest, out double seconds, out int repetitions)
{
    (seconds, repetitions) = (3, 5);
    for (var i = 0; i < rest.Length; i += 2)
    {
        var value = i + 1 < rest.Length ? rest[i + 1] : "";
        var read = rest[i] switch
        {
            "--seconds" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds > 0,
            "--repetitions" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out repetitions) && repetitions > 0,
            _ => false,
        };
        if (!read)
            return false;
    }
    return true;
}

using System.Text;
using System.Text.Json;
using Assessments.Features.Incidents;

namespace AllInOne;

/// <summary>Reads a folder of AI-failure records (AVID JSON) into a tenant's library of known incidents.</summary>
public static class ImportCommand
{
    private const int MostRecords = 50;

    /// <summary>The server takes 256 KiB at once.</summary>
    private const int MostBytes = 200 * 1024;

    public static async Task<int> Run(Command command)
    {
        if (command.Operands is not [var given])
            throw new UsageException("import-incidents DIR --tenant SLUG");
        var slug = command.Required("tenant");
        if (!Directory.Exists(given))
            throw new UsageException($"{Path.GetFullPath(given)} is no folder. Relative paths start where the program runs: use \"$PWD/…\".");
        var records = Directory.EnumerateFiles(given, "*.json").Order(StringComparer.Ordinal).Select(Read).ToList();
        var counts = (Imported: 0, Unchanged: 0, Refused: 0, Unmapped: 0);
        foreach (var (file, _) in records.FindAll(r => Size(r.Record) > MostBytes))
        {
            Console.WriteLine($"  {Path.GetFileName(file),-18} {"refused",-10} The record is larger than {MostBytes / 1024} KiB.");
            counts.Refused++;
        }
        await using (var library = await Library.Open(command, slug))
            foreach (var batch in Batches(records.FindAll(r => Size(r.Record) <= MostBytes).ConvertAll(r => r.Record)))
            {
                var result = await library.Import(batch);
                counts = (counts.Imported + result.Imported, counts.Unchanged + result.Unchanged, counts.Refused + result.Refused, counts.Unmapped + result.Unmapped);
                foreach (var record in result.Records)
                    Console.WriteLine($"  {record.Id ?? "(no id)",-18} {record.Outcome,-10} {Say(record)}");
            }
        Console.WriteLine($"{records.Count} read: {counts.Imported} imported, {counts.Unchanged} unchanged, {counts.Refused} refused; {counts.Unmapped} unmapped.");
        return counts.Refused == 0 ? 0 : 1;
    }

    /// <summary>Cuts records into calls, by their number and by what a call may weigh.</summary>
    public static IEnumerable<IReadOnlyList<JsonElement>> Batches(IEnumerable<JsonElement> records)
    {
        var (batch, bytes) = (new List<JsonElement>(), 0);
        foreach (var record in records)
        {
            var size = Size(record);
            if (batch.Count == MostRecords || (batch.Count > 0 && bytes + size > MostBytes))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(record);
            bytes += size;
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private static int Size(JsonElement record) => Encoding.UTF8.GetByteCount(record.GetRawText()) + 1;

    private static string? Say(ImportedRecord record) => record.Reason is not null ? record.Detail : record.Codes.Count == 0 ? "unmapped" : string.Join(' ', record.Codes);

    private static (string File, JsonElement Record) Read(string file)
    {
        try
        {
            // As strict as the server, whose answer to one such file would be a refusal of all the others with it.
            return (file, JsonDocument.Parse(File.ReadAllText(file), new JsonDocumentOptions { MaxDepth = 30, AllowDuplicateProperties = false }).RootElement);
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new UsageException($"{file} can't be read as JSON: {fault.Message} Nothing was imported.");
        }
    }
}

using Microsoft.Extensions.Configuration;

namespace AllInOne;

/// <summary>The command line was wrong; the message says how to mend it.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>What was asked on the command line, with folders resolved against where it was typed.</summary>
/// <param name="Verb">run, demo, create-tenant or import-incidents.</param>
/// <param name="Operands">What stands behind the verb.</param>
/// <param name="Options">Every <c>--name value</c>.</param>
/// <param name="Url">Public address.</param>
/// <param name="Data">Data folder.</param>
/// <param name="Keys">Keys folder.</param>
public sealed record Command(string Verb, IReadOnlyList<string> Operands, IReadOnlyDictionary<string, string> Options, Uri Url, string Data, string Keys)
{
    private static readonly HashSet<string> Verbs = new(["demo", "create-tenant", "import-incidents", "help"], StringComparer.Ordinal);

    /// <summary>Whether keys and data share a folder: a copy of both opens everything.</summary>
    public bool KeysBesideData => Path.GetRelativePath(Data, Keys).Split(Path.DirectorySeparatorChar)[0] != ".." && !Path.IsPathRooted(Path.GetRelativePath(Data, Keys));

    /// <summary>
    /// Reads arguments. Behind them stands the environment (HEED_DATA, HEED_KEYS, ASPNETCORE_URLS), behind that
    /// appsettings.json where the command was typed, then the one beside the program.
    /// </summary>
    /// <param name="args">What was typed.</param>
    /// <param name="typedIn">Folder it was typed in; the current one unless given.</param>
    public static Command Read(string[] args, string? typedIn = null)
    {
        var operands = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                operands.Add(args[i]);
            else if (args[i].Split('=', 2) is [var name, var value])
                options[name[2..]] = value;
            else if (i + 1 < args.Length)
                options[args[i][2..]] = args[++i];
            else
                throw new UsageException($"{args[i]} needs a value.");
        }
        var verb = operands.Count == 0 ? "run" : operands[0];
        if (operands.Count > 0 && !Verbs.Contains(verb))
            throw new UsageException($"{verb} is not a command. Try: help");
        var settings = Settings(typedIn ?? Directory.GetCurrentDirectory());
        string? Setting(string option, params string[] names) => options.GetValueOrDefault(option) ?? names.Select(n => settings[n]).FirstOrDefault(v => v is { Length: > 0 });
        var data = Path.GetFullPath(Setting("data", "HEED_DATA", "Data:Folder") ?? DefaultFolder());
        var keys = Path.GetFullPath(Setting("keys", "HEED_KEYS", "Keys:Directory") ?? Path.Combine(data, "keys"));
        var urls = Setting("urls", "ASPNETCORE_URLS", "urls") ?? "http://localhost:8080";
        if (!Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException($"{urls} is not an address. Write it like http://localhost:8080.");
        return new Command(verb, [.. operands.Skip(1)], options, url, data, keys);
    }

    private static IConfigurationRoot Settings(string typedIn)
    {
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
                .AddJsonFile(Path.Combine(typedIn, "appsettings.json"), optional: true)
                .AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException broken)
        {
            throw new UsageException($"{broken.Message} {broken.InnerException?.Message}".Trim());
        }
    }

    /// <summary>An option that must be there.</summary>
    public string Required(string option) => Options.GetValueOrDefault(option) is { Length: > 0 } value ? value : throw new UsageException($"{Verb} needs --{option}.");

    /// <summary>Prints what there is to ask for.</summary>
    public static int Explain()
    {
        Console.WriteLine("""
            dotnet run --project services/AllInOne -- [command] [--urls URL] [--data DIR] [--keys DIR]

              (none)                                      start; empty until the first tenant is created
              demo                                        start with two demo tenants and three closed months
              create-tenant SLUG --name NAME --admin USER create a tenant and its first administrator
              import-incidents DIR --tenant SLUG          read AI-failure records (AVID JSON) into the tenant's library
            """);
        return 0;
    }

    private static string DefaultFolder() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "heed");
}

using Grievances.Data;
using Microsoft.EntityFrameworkCore;
using Platform.Tenancy;

namespace AllInOne;

/// <summary>What the process says once it answers: addresses, limits of this mode, and the next step where it is empty.</summary>
public static class Banner
{
    /// <summary>Prints to standard output.</summary>
    public static async Task Print(Command command, WebApplication services)
    {
        await using var scope = services.Services.CreateAsyncScope();
        var slugs = await scope.ServiceProvider.GetRequiredService<GrievancesDb>().Set<KnownTenant>().OrderBy(t => t.Slug).Select(t => t.Slug).ToListAsync();
        var slug = slugs.Contains("harbour") ? "harbour" : slugs.FirstOrDefault();
        var url = command.Url.ToString().TrimEnd('/');
        Console.WriteLine($"""

            Heed is running, embedded: for evaluation and one small organisation.
              data   {command.Data}
              keys   {command.Keys}
            This mode lacks row-level security in the database and scale-out; the Helm chart has both.
            """);
        if (command.KeysBesideData)
            Console.WriteLine("Keys lie beside the data: a copy of both opens everything. Name another place with --keys.");
        if (slug is null)
            Console.WriteLine("""

                There is no tenant yet. Create the first one, from another shell:
                  dotnet run --project services/AllInOne -- create-tenant SLUG --name "Name of the organisation" --admin USERNAME
                """);
        else
            Console.WriteLine($"""

                  file a grievance    {url}/portal/{slug}/file
                  work on cases       {url}/console
                  public record       {url}/transparency/{slug}
                """);
        if (command.Verb == "demo")
            Console.WriteLine($"\nAccounts and passwords of the demo: {Path.Combine(command.Data, "demo.json")}");
    }
}

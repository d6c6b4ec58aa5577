namespace Testing;

/// <summary>Where things are in the checkout.</summary>
public static class Repository
{
    /// <summary>The folder of Platform.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The built program of a project, in the configuration of the tests themselves.</summary>
    public static string Program(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(Root, project, "bin", configuration, "net10.0", Path.GetFileName(project) + ".dll");
    }

    /// <summary>The 40 published records to run on, where they lie beside the checkout; null elsewhere.</summary>
    public static string? Incidents
    {
        get
        {
            for (var folder = new DirectoryInfo(Root).Parent; folder is not null; folder = folder.Parent)
                if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data", "avid")))
                    return Path.Combine(folder.FullName, "shared", "data", "avid");
            return null;
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Platform.sln is in no folder above the tests.");
    }
}

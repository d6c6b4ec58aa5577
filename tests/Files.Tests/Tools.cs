using System.Diagnostics;
using System.Text;

namespace Files.Tests;

/// <summary>Programs that know nothing of ours: they make what is cleaned, and look at what came out.</summary>
internal static class Tools
{
    public const string Name = "Amara Canaryfield";
    public const string Town = "Canarytown";
    public const string Serial = "SN-CANARY-4711";
    public const string Make = "CanaryPhone";

    /// <summary>What must be nowhere in a cleaned file.</summary>
    public static readonly string[] Canaries = ["canary", "4711", "52 deg", "13 deg"];

    public static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}{await error}");
    }

    public static async Task<byte[]> WithFile(byte[] content, string extension, Func<string, Task> work)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("heed-files-").FullName, "file" + extension);
        await File.WriteAllBytesAsync(path, content);
        await work(path);
        var result = await File.ReadAllBytesAsync(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return result;
    }

    /// <summary>A picture of a person, taken somewhere, with a named device, turned by 90 degrees.</summary>
    public static Task<byte[]> Tagged(byte[] picture, string extension) => WithFile(picture, extension, path => Run("exiftool", "-q", "-overwrite_original",
        $"-Artist={Name}", $"-Make={Make}", "-Model=C1 Canary", $"-SerialNumber={Serial}", $"-OwnerName={Name}", "-GPSLatitude=52.51667", "-GPSLatitudeRef=N", "-GPSLongitude=13.38333", "-GPSLongitudeRef=E",
        "-DateTimeOriginal=2026:03:04 05:06:07", "-Software=CanaryCam 3", "-Orientation#=6", $"-XMP-dc:Creator={Name}", $"-XMP-photoshop:City={Town}", $"-XMP-xmp:CreatorTool=CanaryTool", $"-UserComment=by {Name}", path));

    public static async Task<byte[]> Fully(byte[] jpeg)
    {
        var thumbnail = Path.Combine(Path.GetTempPath(), $"thumb-{Guid.NewGuid():N}.jpg");
        await File.WriteAllBytesAsync(thumbnail, Pictures.Jpeg(8, 8));
        var tagged = await Tagged(jpeg, ".jpg");
        tagged = await WithFile(tagged, ".jpg", path => Run("exiftool", "-q", "-overwrite_original", $"-IPTC:By-line={Name}", $"-IPTC:City={Town}", $"-Comment=seen by {Name}", $"-ThumbnailImage<={thumbnail}", path));
        File.Delete(thumbnail);
        return tagged;
    }

    /// <summary>Everything exiftool can see, also what it does not know the name of, and the raw bytes beside it.</summary>
    public static async Task<string> Everything(byte[] content, string extension)
    {
        var seen = "";
        await WithFile(content, extension, async path => seen = await Run("exiftool", "-a", "-G1", "-u", "-ee", "-api", "RequestAll=3", path));
        // The folder's and the file's own facts are the machine's.
        seen = string.Join('\n', seen.Split('\n').Where(l => !l.StartsWith("[System]", StringComparison.Ordinal) && !l.StartsWith("[ExifTool]", StringComparison.Ordinal)));
        return seen + "\n" + Encoding.Latin1.GetString(content) + "\n" + Encoding.BigEndianUnicode.GetString(content);
    }

    public static void HoldsNoCanary(string seen) => Xunit.Assert.All(Canaries, canary => Xunit.Assert.DoesNotContain(canary, seen, StringComparison.OrdinalIgnoreCase));
}

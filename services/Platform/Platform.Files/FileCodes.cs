namespace Platform.Files;

/// <summary>Why a file is refused. Services give each its words in their problem catalogue.</summary>
public static class FileCodes
{
    /// <summary>More bytes than the caller's limit.</summary>
    public const string TooLarge = "files.too_large";

    /// <summary>A small file that would unpack to a huge one, holds very many parts, or archives within archives.</summary>
    public const string Bomb = "files.bomb";

    /// <summary>A picture that claims more than 150 million pixels.</summary>
    public const string PixelFlood = "files.pixel_flood";

    /// <summary>Two formats in one: harmless to one program, something else to the next.</summary>
    public const string Polyglot = "files.polyglot";
}

/// <summary>Ends the reading of a file that is refused. The code is the whole message: nothing of the file is in it.</summary>
public sealed class FileRefusedException(string code) : Exception(code)
{
    /// <summary>One of <see cref="FileCodes"/>.</summary>
    public string Code => Message;
}

/// <summary>The bytes are not what their format asks for.</summary>
internal sealed class DamagedFileException() : Exception("damaged");

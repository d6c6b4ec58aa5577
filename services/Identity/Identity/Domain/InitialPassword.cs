using System.Security.Cryptography;

namespace Identity.Domain;

/// <summary>A password made here, told once: 100 random bits in groups that can be copied by hand.</summary>
public static class InitialPassword
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Makes one.</summary>
    public static string Create()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, 20);
        return string.Join('-', letters.Chunk(4).Select(group => new string(group)));
    }
}

namespace Dapr.Tests;

/// <summary>The entries of heed-keys, named like the files they are made from.</summary>
public static class Keys
{
    public static byte[] Kek { get; } = Bytes(1);
    public static byte[] Pepper { get; } = Bytes(2);
    public static byte[] Epoch { get; } = Bytes(3);

    public static Dictionary<string, string> Complete() => new()
    {
        ["kek.key"] = Convert.ToBase64String(Kek),
        ["pepper"] = Convert.ToBase64String(Pepper),
        ["epoch-2026-11.key"] = Convert.ToBase64String(Epoch),
    };

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];
}

namespace Assessments.Domain;

/// <summary>What the numbers of a rating mean. They are this project's own and shown wherever somebody rates.</summary>
public static class Anchors
{
    public static IReadOnlyList<string> Scale { get; } =
    [
        "an annoyance", "a short, limited interference", "a serious interference with one right",
        "grave: livelihood, health, liberty or lasting distress", "life, torture, slavery, sexual abuse of a child, the end of a people's culture",
    ];

    public static IReadOnlyList<string> Scope { get; } =
    [
        "a few persons", "fewer than 1,000 people", "fewer than 100,000, or most of a small community",
        "fewer than 10 million, or most of a vulnerable group in a country", "more, or nearly everyone in a vulnerable group",
    ];

    public static IReadOnlyList<string> Irremediability { get; } =
    [
        "put right within days", "put right within weeks", "partly, or within months", "hardly, over years", "never: death, spread images, a lost childhood",
    ];

    public static IReadOnlyList<string> Likelihood { get; } = ["remote", "unlikely", "possible", "likely", "certain, or it happens"];

    /// <summary>A number with its meaning.</summary>
    public static string Say(IReadOnlyList<string> anchors, int? value) => value is { } known ? $"{known} of 5: {anchors[known - 1]}" : "not known";
}

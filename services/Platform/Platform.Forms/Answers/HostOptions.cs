namespace Platform.Forms;

/// <summary>The lists that a service supplies at run time for <see cref="FormQuestion.OptionsFrom"/>, such as a tenant's AI systems.</summary>
public sealed class HostOptions
{
    private readonly Dictionary<string, IReadOnlyList<FormOption>> lists;

    private HostOptions(Dictionary<string, IReadOnlyList<FormOption>> lists) => this.lists = lists;

    /// <summary>No lists.</summary>
    public static HostOptions None { get; } = new(new Dictionary<string, IReadOnlyList<FormOption>>(StringComparer.Ordinal));

    /// <summary>The same lists with one added or replaced. Ids are the service's own, <c>unknown</c> excepted.</summary>
    public HostOptions With(string list, IEnumerable<FormOption> options) =>
        new(new Dictionary<string, IReadOnlyList<FormOption>>(lists, StringComparer.Ordinal) { [list] = [.. options.Where(option => option.Id != FormLimits.Unknown)] });

    /// <summary>All choices of a question apart from "I don't know": those of the list, then those of the definition.</summary>
    public IReadOnlyList<FormOption> For(FormQuestion question) =>
        question.OptionsFrom is { } name && lists.TryGetValue(name, out var list) ? [.. list, .. question.Options] : question.Options;
}

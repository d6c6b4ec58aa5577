using Microsoft.AspNetCore.Http;

namespace Platform.Hosting.Http;

/// <summary>An expected no: a value with a stable code, never an exception. Its words live in the problem catalogue.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code"><c>service.snake_case</c>.</param>
/// <param name="Errors">Codes by JSON pointer of the field.</param>
/// <param name="RetryAfterSeconds">Sent as Retry-After where waiting helps.</param>
/// <param name="Values">What stands in the words where they name it in braces; nothing that somebody sent.</param>
public sealed record Refusal(int Status, string Code, IReadOnlyDictionary<string, string[]>? Errors = null, int? RetryAfterSeconds = null, IReadOnlyDictionary<string, string>? Values = null)
{
    /// <summary>The words of one of its codes.</summary>
    public ProblemText Words(string code)
    {
        var text = ProblemTexts.Find(code);
        foreach (var (name, value) in Values ?? new Dictionary<string, string>())
            text = new ProblemText(text.Title.Replace($"{{{name}}}", value, StringComparison.Ordinal), text.Mend?.Replace($"{{{name}}}", value, StringComparison.Ordinal));
        return text;
    }

    /// <summary>404: unknown here, also where it exists for somebody else.</summary>
    public static Refusal NotFound(string code) => new(StatusCodes.Status404NotFound, code);

    /// <summary>409: the state of the record does not allow it.</summary>
    public static Refusal Conflict(string code) => new(StatusCodes.Status409Conflict, code);

    /// <summary>400 with one field at fault.</summary>
    public static Refusal Field(string code, string pointer, string fieldCode) =>
        new(StatusCodes.Status400BadRequest, code, new Dictionary<string, string[]> { [pointer] = [fieldCode] });
}

/// <summary>Either what was asked for, or a refusal.</summary>
public readonly record struct Outcome<T>(T? Value, Refusal? Refusal)
{
    /// <summary>Whether it was refused.</summary>
    public bool Refused => Refusal is not null;

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The HTTP answer.</summary>
    public IResult ToResult(Func<T, IResult> success) => Refusal is { } refusal ? new Problem(refusal) : success(Value!);
}

/// <summary>Nothing to say beyond success.</summary>
public readonly record struct Done;

using System.Globalization;
using Platform.Forms;

namespace Grievances.Features.Forms;

/// <summary>
/// Asks for the mandate of each member by name, where it is not the same for all (Directive (EU) 2024/1760, art. 14(2): who files for
/// others shows that they may).
/// </summary>
public static class MembersPage
{
    /// <summary>Id of the page.</summary>
    public const string Id = "members_mandates";

    /// <summary>Beginning of the ids of its questions; the number of the member follows, from 1.</summary>
    public const string Question = "member_mandate_";

    /// <summary>Answer to the question for all that leads here.</summary>
    public const string Each = "each";

    /// <summary>The members, each on a line of its own.</summary>
    public static IReadOnlyList<string> Lines(FormAnswers answers) => answers.IsUnknown("members") ? [] :
        [.. (answers.One("members") ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !Intake.FileRules.IsBlank(line))];

    /// <summary>A member as they are shown: two may have one name.</summary>
    public static string Shown(int number, string? name) => $"{number.ToString(CultureInfo.InvariantCulture)}. {name}";

    /// <summary>The page, or null where it is not asked.</summary>
    public static FormPage? Of(FormAnswers answers)
    {
        var lines = Lines(answers);
        var all = BaseForms.Of(FilingPath.Full).Question("members_mandate")!;
        return answers.One("members_mandate") != Each || lines.Count == 0 ? null : new FormPage(Id, BaseForms.Local("page." + Id),
            [.. lines.Take(Intake.FileRules.MostMembers).Select((line, at) => new FormQuestion(Question + (at + 1), QuestionKind.OneOf, LocalText.Name(Shown(at + 1, line)), Options: [.. all.Options.Where(option => option.Id != Each)]))],
            BaseForms.Local($"page.{Id}.lead"), new FormCondition.Is("capacity", "group"));
    }

    /// <summary>The answer about one member, from 0.</summary>
    public static string? Answer(FormAnswers answers, int at) => answers.One("members_mandate") is { } same && same != Each ? same : answers.One(Question + (at + 1));
}

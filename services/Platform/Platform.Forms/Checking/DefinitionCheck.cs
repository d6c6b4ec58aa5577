using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;

namespace Platform.Forms;

/// <summary>One fault of a definition.</summary>
/// <param name="Pointer">JSON pointer into the definition.</param>
/// <param name="Code">One of <see cref="DefinitionCodes"/>.</param>
public sealed record DefinitionFault(string Pointer, string Code);

/// <summary>Finds every fault of a definition, so that they can be mended in one go. Never throws; lists at most 500.</summary>
public sealed class DefinitionCheck
{
    internal const int MostFaults = 500;

    private readonly FormDefinition definition;
    private readonly TextCheck texts;
    private readonly ConditionCheck conditions;
    private readonly Reachability reachability;
    private readonly List<DefinitionFault> faults = [];

    private DefinitionCheck(FormDefinition definition, IReadOnlyCollection<string> requiredLanguages)
    {
        this.definition = definition;
        texts = new TextCheck(requiredLanguages, Fault);
        conditions = new ConditionCheck(definition, Fault);
        reachability = new Reachability(definition);
    }

    /// <summary>The faults of a definition, in its order; empty where it can be published.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="requiredLanguages">Languages in which every text must have words, for example <c>ar</c>, <c>en</c>.</param>
    public static IReadOnlyList<DefinitionFault> Of(FormDefinition definition, IReadOnlyCollection<string> requiredLanguages)
    {
        var check = new DefinitionCheck(definition, requiredLanguages);
        check.Form();
        return check.faults;
    }

    /// <summary>
    /// The faults of a definition that is asked after another one, whose questions its conditions may name. It may have no pages:
    /// then the other one is asked alone.
    /// </summary>
    /// <param name="before">What is asked first; sound by itself.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="requiredLanguages">Languages in which every text must have words.</param>
    public static IReadOnlyList<DefinitionFault> Of(FormDefinition? before, FormDefinition definition, IReadOnlyCollection<string> requiredLanguages)
    {
        if (before is null)
            return Of(definition, requiredLanguages);
        var first = before.Pages.Count;
        List<DefinitionFault> own = FormJson.Fits(FormJson.Write(definition)) ? [] : [new("", DefinitionCodes.TooLarge)];
        foreach (var fault in Of(new FormDefinition([.. before.Pages, .. definition.Pages]), requiredLanguages))
            if (fault.Pointer == "/pages")
                own.Add(fault);
            else if (fault.Pointer.Split('/') is [_, _, var page, .. var rest] && int.TryParse(page, out var at) && at >= first)
                own.Add(fault with { Pointer = string.Join('/', ["", "pages", (at - first).ToString(System.Globalization.CultureInfo.InvariantCulture), .. rest]) });
        return own;
    }

    /// <summary>A refusal (400, <c>forms.definition_faulty</c>) that names every fault.</summary>
    internal static Refusal AsRefusal(IReadOnlyList<DefinitionFault> faults) => new(StatusCodes.Status400BadRequest, "forms.definition_faulty",
        faults.GroupBy(fault => fault.Pointer, StringComparer.Ordinal).ToDictionary(at => at.Key, at => at.Select(fault => fault.Code).ToArray(), StringComparer.Ordinal));

    private void Fault(string pointer, string code)
    {
        if (faults.Count < MostFaults)
            faults.Add(new DefinitionFault(pointer, code));
    }

    private void Form()
    {
        if (!FormJson.Fits(FormJson.Write(definition)))
            Fault("", DefinitionCodes.TooLarge);
        Number("/pages", definition.Pages.Count, FormLimits.Pages, DefinitionCodes.PagesMissing, DefinitionCodes.PagesTooMany);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var questionIds = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < definition.Pages.Count && faults.Count < MostFaults; at++)
        {
            var (page, pointer) = (definition.Pages[at], $"/pages/{at}");
            Id(pointer, page.Id, ids, FormLimits.ReservedPages.Contains(page.Id));
            texts.Check($"{pointer}/title", page.Title, FormLimits.Label);
            texts.Check($"{pointer}/lead", page.Lead, FormLimits.Hint);
            var sound = conditions.Check($"{pointer}/when", page.When, at);
            if (sound && !reachability.Of(page))
                Fault(pointer, DefinitionCodes.PageUnreachable);
            Number($"{pointer}/questions", page.Questions.Count, FormLimits.Questions, DefinitionCodes.QuestionsMissing, DefinitionCodes.QuestionsTooMany);
            for (var number = 0; number < page.Questions.Count && faults.Count < MostFaults; number++)
                Question($"{pointer}/questions/{number}", page, page.Questions[number], at, questionIds, sound);
        }
    }

    private void Question(string pointer, FormPage page, FormQuestion question, int pageAt, HashSet<string> ids, bool pageIsSound)
    {
        Id(pointer, question.Id, ids, question.Id == FormLimits.Unknown);
        texts.Check($"{pointer}/label", question.Label, FormLimits.Label);
        texts.Check($"{pointer}/hint", question.Hint, FormLimits.Hint);
        if (question.MostCharacters is { } most && (!question.IsText || most is < 1 or > FormLimits.Answer))
            Fault($"{pointer}/mostCharacters", DefinitionCodes.LimitInvalid);
        Options(pointer, question);
        if (question.When is not null && conditions.Check($"{pointer}/when", question.When, pageAt) && pageIsSound && reachability.Of(page) && !reachability.Of(page, question))
            Fault(pointer, DefinitionCodes.QuestionUnreachable);
    }

    private void Options(string pointer, FormQuestion question)
    {
        if (question.OptionsFrom is { } list && !FormLimits.IsId(list))
            Fault($"{pointer}/optionsFrom", DefinitionCodes.IdMalformed);
        if (question.Kind is not (QuestionKind.OneOf or QuestionKind.ManyOf))
        {
            if (question.Options.Count > 0 || question.OptionsFrom is not null)
                Fault($"{pointer}/options", DefinitionCodes.OptionsUnexpected);
            return;
        }
        Number($"{pointer}/options", question.OptionsFrom is null ? question.Options.Count : Math.Max(1, question.Options.Count), FormLimits.Options,
            DefinitionCodes.OptionsMissing, DefinitionCodes.OptionsTooMany);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < question.Options.Count && faults.Count < MostFaults; at++)
        {
            var option = question.Options[at];
            Id($"{pointer}/options/{at}", option.Id, ids, option.Id == FormLimits.Unknown);
            texts.Check($"{pointer}/options/{at}/label", option.Label, FormLimits.Label);
            texts.Check($"{pointer}/options/{at}/hint", option.Hint, FormLimits.Hint);
        }
    }

    private void Id(string pointer, string id, HashSet<string> others, bool reserved)
    {
        if (!FormLimits.IsId(id))
            Fault($"{pointer}/id", DefinitionCodes.IdMalformed);
        else if (reserved)
            Fault($"{pointer}/id", DefinitionCodes.IdReserved);
        if (!others.Add(id))
            Fault($"{pointer}/id", DefinitionCodes.IdRepeated);
    }

    private void Number(string pointer, int count, int most, string missing, string tooMany)
    {
        if (count == 0)
            Fault(pointer, missing);
        else if (count > most)
            Fault(pointer, tooMany);
    }
}

using Grievances.Features.Drafts;
using Microsoft.AspNetCore.Http;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Features.Forms;

/// <summary>
/// What a tenant's own pages must be beyond a sound form: they speak the portal's languages, stand after the base questionnaire,
/// and take nothing that filing gives a meaning of its own.
/// </summary>
public static class IntakeFormCheck
{
    /// <summary>A tenant's question that needs an answer does not take "I don't know": nobody is to be stopped by what they can't tell.</summary>
    public const string UnknownNeeded = "grievances.unknown_needed";

    private static readonly FormDefinition Worker = BaseForms.Of(FilingPath.Worker);
    private static readonly HashSet<string> WorkerPages = [.. Worker.Pages.Select(page => page.Id)];

    /// <summary>Languages in which every text must have words: the portal's.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. PortalLanguages.All.Select(language => language.Code)];

    /// <summary>What is asked before a tenant's pages; their conditions may name its questions.</summary>
    public static FormDefinition Before => BaseForms.Of(FilingPath.Full);

    /// <summary>Every fault; empty where the pages can be published.</summary>
    public static IReadOnlyList<DefinitionFault> Of(FormDefinition own) => [.. DefinitionCheck.Of(Before, own, Languages), .. Beside(own)];

    /// <summary>Faults that only filing knows of.</summary>
    public static IEnumerable<DefinitionFault> Beside(FormDefinition own)
    {
        for (var at = 0; at < own.Pages.Count; at++)
        {
            var page = own.Pages[at];
            if (page.Id == FilingSteps.Review)
                yield return new DefinitionFault($"/pages/{at}/id", DefinitionCodes.IdReserved);
            else if (WorkerPages.Contains(page.Id) && Before.Page(page.Id) is null)
                yield return new DefinitionFault($"/pages/{at}/id", DefinitionCodes.IdRepeated);
            for (var number = 0; number < page.Questions.Count; number++)
                if (Fault(page.Questions[number]) is { } fault)
                    yield return new DefinitionFault($"/pages/{at}/questions/{number}/{fault.Field}", fault.Code);
        }
    }

    /// <summary>A refusal that names every fault.</summary>
    public static Refusal AsRefusal(IReadOnlyList<DefinitionFault> faults) => new(StatusCodes.Status400BadRequest, "forms.definition_faulty",
        faults.GroupBy(fault => fault.Pointer, StringComparer.Ordinal).ToDictionary(at => at.Key, at => at.Select(fault => fault.Code).ToArray(), StringComparer.Ordinal));

    // Filing reads kind_… as codes of rights and consent_… as consents; of lists the portal fills one.
    private static (string Field, string Code)? Fault(FormQuestion question) => Before.Question(question.Id) is not null ? null
        : question.Id.StartsWith("kind_", StringComparison.Ordinal) || question.Id.StartsWith("consent_", StringComparison.Ordinal) ? ("id", DefinitionCodes.IdReserved)
        : Worker.Question(question.Id) is not null ? ("id", DefinitionCodes.IdRepeated)
        : question is { Required: true, Unknown: false, Kind: not QuestionKind.Information } ? ("unknown", UnknownNeeded)
        : question.OptionsFrom is not (null or BaseForms.Systems) ? ("optionsFrom", DefinitionCodes.OptionsMissing)
        : null;
}

using Grievances.Domain;
using Grievances.Domain.Waivers;
using Grievances.Features.Cases;
using Grievances.Features.Intake;
using Grievances.Features.Talk;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Platform.Hosting.Http;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The outcome letter as a form asks for it, part by part.</summary>
public sealed class LetterForm
{
    public string? Language { get; set; }
    public string? WhatWentWrong { get; set; }
    public string? WhoWasResponsible { get; set; }
    public string? HowItIsFixed { get; set; }
    public string? HowToAppeal { get; set; }

    /// <summary>What is sent.</summary>
    public LetterRequest ToRequest() => new(Language, WhatWentWrong, WhoWasResponsible, HowItIsFixed, HowToAppeal);

    /// <summary>Fills in what is known before anybody writes: the person's language, and how they appeal.</summary>
    public void Prefill(string language, FilingChannel channel)
    {
        Language ??= language;
        HowToAppeal ??= LetterRequest.AppealWords(language, channel);
    }

    /// <summary>Says beside each part why it was refused; of a clause that asks for a right or denies an appeal, which sentence it stands in.</summary>
    public void Explain(Refusal refusal, ModelStateDictionary state)
    {
        foreach (var (pointer, codes) in refusal.Errors ?? new Dictionary<string, string[]> { ["/outcome"] = [refusal.Code] })
        {
            var part = pointer.StartsWith("/letter/", StringComparison.Ordinal) ? char.ToUpperInvariant(pointer["/letter/".Length]) + pointer["/letter/".Length..][1..] : null;
            var said = ToRequest().Parts().FirstOrDefault(p => p.Pointer == pointer).Text;
            var words = FieldErrors.Words(codes[0], said);
            // Read in a list above the form, the same words of three parts would tell nobody which.
            state.AddModelError(part is null ? "Outcome" : "Letter." + part, part is null ? words : $"{Label(part)}: {words}");
        }
    }

    /// <summary>What a part is called on the page.</summary>
    public static string Label(string part) => part switch
    {
        nameof(Language) => "Language of the letter",
        nameof(WhatWentWrong) => "What went wrong",
        nameof(WhoWasResponsible) => "Who was responsible",
        nameof(HowItIsFixed) => "How it is fixed",
        _ => "How to appeal",
    };

    /// <summary>Puts words into a part beside what stands there.</summary>
    public void Insert(string part, string words)
    {
        switch (part)
        {
            case nameof(WhoWasResponsible): WhoWasResponsible = ReplyTemplates.Beside(WhoWasResponsible, words); break;
            case nameof(HowItIsFixed): HowItIsFixed = ReplyTemplates.Beside(HowItIsFixed, words); break;
            case nameof(HowToAppeal): HowToAppeal = ReplyTemplates.Beside(HowToAppeal, words); break;
            default: WhatWentWrong = ReplyTemplates.Beside(WhatWentWrong, words); break;
        }
    }

    /// <summary>The sentences of a text that ask for a right or deny an appeal, for whoever wrote it.</summary>
    public static string Sentences(string? text) => Quoted(text, WaiverClauses.Find(text ?? ""));

    /// <summary>Those a refusal is about; none where it is about something else.</summary>
    public static string Sentences(string? text, string code) => code is TextForPerson.Waiver or TextForPerson.DeniesAppeal ? Quoted(text, TextForPerson.Clauses(text ?? "", code)) : "";

    private static string Quoted(string? text, IEnumerable<WaiverClause> clauses) => string.Join(" ", clauses.Select(clause => $"“{Sentence(text!, clause)}”").Distinct());

    private static string Sentence(string text, WaiverClause clause)
    {
        ReadOnlySpan<char> ends = ['.', '!', '?', '。', '！', '？', '؟', '\n'];
        var from = clause.Start == 0 ? -1 : text.AsSpan(0, clause.Start).LastIndexOfAny(ends);
        var after = text.AsSpan(clause.End).IndexOfAny(ends);
        return text[(from + 1)..(after < 0 ? text.Length : clause.End + after + 1)].Trim();
    }
}

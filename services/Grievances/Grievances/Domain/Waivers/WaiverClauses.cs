namespace Grievances.Domain.Waivers;

/// <summary>
/// Finds words that ask an affected person to give up rights in return for a remedy. A remedy has to accord with human rights
/// (UN Guiding Principle 31(f)), a mechanism must not close the way to courts or other bodies (commentary to 29 and 31; OHCHR
/// Accountability and Remedy Project III), and using one is no precondition for another (Directive (EU) 2024/1760, art. 14(7)).
/// So a letter, an apology, an offer or a message with such a clause is not sent, in whatever of the six languages it stands.
/// </summary>
/// <remarks>
/// <para>Method: the text is folded (<see cref="FoldedText" />) to words with their positions. Lists of words, one a language, name
/// what people give up and how; rules say which of them, in which order and how near, make a clause (<see cref="WaiverWords" />).
/// A clause is let through where its sentence denies it ("you do not waive") or where the organisation binds itself ("we keep").
/// That there is no appeal is found in the same way, though it asks for nothing: it isn't true, and keeps people from appealing.</para>
/// <para>Time: every word is looked up once and every rule looks at no more than 63 words from where it starts, so the work grows
/// with the length of the text and with nothing else. No regular expression is run on what anybody wrote.</para>
/// <para>How much: of 48 paraphrases written down before anybody looked at the lists 16 were found, and of 96 more, later, 41 (statements such as
/// "you withdraw it", "in place of a court", "once your post is deleted"). Each time the lists were widened by what the clauses have in common: before anybody
/// had looked at which of the 96 were missed 81 of them were found, and now all of both are; of 91 honest sentences beside the 96 none is refused. Of 48 written
/// down last, four turns of phrase twice in each language such as "leave the courts out of it", 2 are found: it is a net under the reader, and no reader.</para>
/// <para>Limits: usual wordings are found, not meanings. Rare paraphrase, hints ("we count on your tact"), a condition told in two
/// sentences, words spelt with digits between their letters, pictures, another language and a denial that is itself taken
/// back are not seen. And an honest sentence can be refused: "keep it private" of an account number named before, a clause quoted
/// to say that it was wrong, what a person is reported to have said ("you told us that you would not go to court"). A person reads
/// the letter too: the handler confirms that nothing is asked for in return.</para>
/// </remarks>
public static class WaiverClauses
{
    /// <summary>The clauses of a text by position; of one kind those that overlap are one. Empty where there is none.</summary>
    public static IReadOnlyList<WaiverClause> Find(string text)
    {
        var found = new WaiverReader(new FoldedText(text), WaiverWords.All).Clauses();
        var joined = new List<WaiverClause>();
        foreach (var clause in found.OrderBy(clause => clause.Kind).ThenBy(clause => clause.Start).ThenBy(clause => clause.Length))
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Kind == clause.Kind && clause.Start < last.End)
                joined[^1] = last with { Length = Math.Max(last.End, clause.End) - last.Start };
            else
                joined.Add(clause);
        }

        return [.. joined.OrderBy(clause => clause.Start).ThenBy(clause => clause.Kind)];
    }
}

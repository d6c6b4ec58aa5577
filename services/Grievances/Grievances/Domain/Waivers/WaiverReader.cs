using System.Numerics;

namespace Grievances.Domain.Waivers;

/// <summary>Runs the rules over one text. Each word is looked up once; a rule sees at most 63 words from where it starts.</summary>
internal sealed class WaiverReader
{
    /// <summary>How far "if" may stand before a denial, and a verb of asking behind "we".</summary>
    private const int Near = 4;

    private readonly FoldedText text;
    private readonly WaiverWords lists;
    private readonly string[][] forms;
    private readonly List<(int Group, int Length)>[] hits;
    private readonly bool[][] neutral;

    public WaiverReader(FoldedText text, WaiverWords lists)
    {
        (this.text, this.lists) = (text, lists);
        forms = [.. text.Words.Select(word => WordForms.Of(word).ToArray())];
        hits = new List<(int, int)>[forms.Length];
        for (var at = 0; at < hits.Length; at++)
            hits[at] = LookUp(at);
        neutral = [.. lists.Languages.Select(language => Covered(language.Neutral))];
    }

    /// <summary>Every clause a rule finds, overlapping ones too.</summary>
    public IEnumerable<WaiverClause> Clauses()
    {
        for (var at = 0; at < hits.Length; at++)
        {
            foreach (var (group, length) in hits[at])
            {
                if (!lists.Rules.TryGetValue(group, out var starting))
                    continue;
                foreach (var rule in starting)
                    if (End(rule, at, length) is { } end && !Has(at, rule.Language.Unasked) && !Harmless(rule, at + length, end) && !Denied(rule, at) && !Supposed(rule, at) && !Ours(rule, at))
                        yield return new(rule.Kind, text.Words[at].Start, text.Words[end - 1].End - text.Words[at].Start);
            }
        }
    }

    private List<(int Group, int Length)> LookUp(int at)
    {
        List<(int, int)> found = [];
        foreach (var form in forms[at])
        {
            Take(lists.Whole.GetValueOrDefault(form));
            for (var length = Math.Min(form.Length, lists.LongestBeginning); length > 0; length--)
                Take(lists.Beginnings.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(form.AsSpan(0, length), out var beginning) ? beginning : null);
        }

        return found;

        void Take(List<Expression>? expressions)
        {
            if (expressions is null)
                return;
            foreach (var expression in expressions)
                if ((expression.Language < 0 || Starts(lists.Languages[expression.Language], at)) && Follows(expression.Rest, at + 1)
                    && !found.Contains((expression.Group, 1 + expression.Rest.Length)))
                    found.Add((expression.Group, 1 + expression.Rest.Length));
        }
    }

    /// <summary>Whether a sentence or a part of one begins here, lead-in words aside.</summary>
    private bool Starts(WaiverLanguage language, int at) =>
        at == 0 || !Same(at - 1, at) || text.Words[at] is { AfterBreak: true } or { AfterComma: true } || Has(at - 1, language.Lead);

    private bool Follows(WordPattern[] rest, int from)
    {
        for (var step = 0; step < rest.Length; step++)
            if (!Same(from - 1, from + step) || !Fits(rest[step], from + step))
                return false;
        return true;
    }

    private bool Fits(WordPattern pattern, int at)
    {
        foreach (var form in forms[at])
            if (pattern.Fits(form))
                return true;
        return false;
    }

    /// <summary>Where the nearest clause of the rule ends that begins here. The places a part may end at are bits counted from the start.</summary>
    private int? End(WaiverRule rule, int at, int length)
    {
        var ends = 1UL << length;
        for (var part = 1; part < rule.Groups.Length && ends != 0; part++)
        {
            var next = 0UL;
            var starts = 0UL;
            for (var gap = 0; gap <= rule.Gaps[part - 1].Words; gap++, ends <<= 1)
            {
                if (rule.Gaps[part - 1].Closed)
                    ends &= ~Commas(at, ends);
                starts |= ends;
            }

            for (; starts != 0; starts &= starts - 1)
            {
                var start = BitOperations.TrailingZeroCount(starts);
                if (!Same(at, at + start))
                    break;
                foreach (var (group, size) in hits[at + start])
                    if (Array.IndexOf(rule.Groups[part], group) >= 0 && start + size < 64)
                        next |= 1UL << (start + size);
            }

            ends = next;
        }

        return ends == 0 ? null : at + BitOperations.TrailingZeroCount(ends);
    }

    /// <summary>Which of these places have a comma before them.</summary>
    private ulong Commas(int at, ulong places)
    {
        var commas = 0UL;
        for (; places != 0 && at + BitOperations.TrailingZeroCount(places) < hits.Length; places &= places - 1)
            if (text.Words[at + BitOperations.TrailingZeroCount(places)].AfterComma)
                commas |= places & (~places + 1);
        return commas;
    }

    /// <summary>Between its words something says that it is another matter: "waive the fee", "waive no right", "that we keep".</summary>
    private bool Harmless(WaiverRule rule, int from, int end)
    {
        var language = rule.Language;
        for (var at = from; at < end; at++)
        {
            if (IsHarmless(language, at) || Has(at, language.Whether) || Has(at, language.Unasked))
                return true;
            if (OtherSubject(language, at, from) && rule.Kind != WaiverKind.WithdrawAsCondition && !rule.Repays)
                return true;
            if (((Has(at, language.None) && !rule.OwnDenial) || (rule.DeniedWithin && Denies(language, at))) && !Neutral(language, at))
                return true;
        }

        for (var at = end; at < end + Near && Same(end - 1, at); at++)
            if (Has(at, language.Unneeded) || (rule.LooksBehind && IsHarmless(language, at)))
                return true;
        for (var at = from - 2; rule.LooksBehind && Within(language, from, at); at--)
            if (IsHarmless(language, at))
                return true;
        return false;
    }

    // The law and the authority for data protection are no data.
    private bool IsHarmless(WaiverLanguage language, int at) => Has(at, language.Harmless) && !Neutral(language, at);

    private bool OtherSubject(WaiverLanguage language, int at, int from) =>
        (IsOurs(language, at) && !(at > from && Has(at - 1, language.Against))) || (Has(at, language.Behind) && Has(at - 1, language.Third));

    private bool IsOurs(WaiverLanguage language, int at) => Has(at, language.Ours) && !Has(at, language.Own) && !(at > 0 && Has(at - 1, language.Object));

    private bool Denied(WaiverRule rule, int first)
    {
        var language = rule.Language;
        for (var at = first - 1; Within(language, first, at) && !Parted(language, at); at--)
        {
            if (Has(at, language.Whether))
                return true;
            if (Neutral(language, at))
                continue;
            if (Has(at, language.Without))
                return !Earlier(language, at, language.Not);
            if (Has(at, language.Not))
                return !Earlier(language, at, language.If);
        }

        return DeniedFromAfar(language, first);
    }

    /// <summary>A sentence that begins with "nothing", and "we do not ask" or "the chatbot told" before a list, reach further than a "not"; what was said, over a colon too.</summary>
    private bool DeniedFromAfar(WaiverLanguage language, int first)
    {
        var (at, anew, quoted) = (first - 1, false, false);
        for (; at >= 0 && at >= first - (2 * language.Reach) && Same(at, first); at--)
        {
            // Behind a colon all of it was said; otherwise until something new begins.
            if (Parted(language, at))
                (anew, quoted) = (true, text.Words[at + 1].AfterBreak);
            if (Has(at, language.Said) && (!anew || quoted))
                return true;
            if (!anew && Has(at, language.Unasked))
                return true;
        }

        return !anew && at + 1 < first && (at < 0 || !Same(at, first)) && Has(at + 1, language.None) && !Neutral(language, at + 1);
    }

    private bool Earlier(WaiverLanguage language, int from, int group)
    {
        for (var at = from - 1; at >= 0 && at >= from - Near && Same(at, from) && !Parted(language, at); at--)
            if (Has(at, group) && !Neutral(language, at))
                return true;
        return false;
    }

    /// <summary>"If you do not sue": by itself a supposition, asked for by nobody.</summary>
    private bool Supposed(WaiverRule rule, int first)
    {
        for (var at = first - 1; rule.Supposable && at >= 0 && at >= first - 2 && Same(at, first) && !Parted(rule.Language, at); at--)
            if (Has(at, rule.Language.Suppose))
                return true;
        return false;
    }

    /// <summary>Whether something new begins between this word and the next.</summary>
    private bool Parted(WaiverLanguage language, int at)
    {
        var next = text.Words[at + 1];
        var subject = Has(at + 1, language.You) || Has(at + 1, language.Ours) || Has(at + 1, language.Organisation);
        return next.AfterBreak || (Has(at, language.Break) && !Neutral(language, at)) || (subject && (next.AfterComma || Has(at, language.And)));
    }

    /// <summary>The nearest subject before it is the organisation, and it asks for nothing. That it pays once somebody withdraws is no promise of its own.</summary>
    private bool Ours(WaiverRule rule, int first)
    {
        var language = rule.Language;
        var asks = false;
        if (Has(first, language.You) || rule.Kind == WaiverKind.WithdrawAsCondition || rule.Bargain)
            return false;
        for (var at = first; Within(language, first, at); at--)
        {
            if (at < first && Has(at, language.You))
                return false;
            asks |= Has(at, language.Ask);
            if (at < first && (IsOurs(language, at) || Has(at, language.Organisation)))
                return !asks;
        }

        return false;
    }

    private bool Denies(WaiverLanguage language, int at) => Has(at, language.Not) || Has(at, language.Without);

    private bool Within(WaiverLanguage language, int first, int at) => at >= 0 && at >= first - language.Reach && Same(at, first);

    private bool Same(int one, int other) => other < hits.Length && text.Words[one].Sentence == text.Words[other].Sentence;

    private bool Has(int at, int group)
    {
        foreach (var hit in hits[at])
            if (hit.Group == group)
                return true;
        return false;
    }

    private bool Neutral(WaiverLanguage language, int at) => neutral[language.Index][at];

    private bool[] Covered(int group)
    {
        var covered = new bool[hits.Length];
        for (var at = 0; at < hits.Length; at++)
            foreach (var hit in hits[at])
                if (hit.Group == group)
                    covered.AsSpan(at, hit.Length).Fill(true);
        return covered;
    }
}

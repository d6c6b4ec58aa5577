using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Grievances.Domain.Languages;
using Grievances.Features.Intake;
using Grievances.Features.Mailbox;
using Grievances.Features.Remedy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Hosting.Http;
using Platform.Tenancy;

namespace Grievances.Features.Cases;

/// <summary>The letter with which a case ends, in its four parts, each at most 20,000 characters.</summary>
/// <param name="Language">BCP 47 tag of its language: the person's.</param>
/// <param name="WhatWentWrong">What went wrong, or what was looked at.</param>
/// <param name="WhoWasResponsible">Who was responsible.</param>
/// <param name="HowItIsFixed">How it is fixed, or why there is nothing to fix.</param>
/// <param name="HowToAppeal">How to appeal; the product's own words in that language where null.</param>
public sealed record LetterRequest(string? Language = null, string? WhatWentWrong = null, string? WhoWasResponsible = null, string? HowItIsFixed = null, string? HowToAppeal = null)
{
    /// <summary>The parts by JSON pointer, as they were given.</summary>
    public IReadOnlyList<(string Pointer, string? Text)> Parts() =>
        [("/letter/whatWentWrong", WhatWentWrong), ("/letter/whoWasResponsible", WhoWasResponsible), ("/letter/howItIsFixed", HowItIsFixed), ("/letter/howToAppeal", HowToAppeal)];

    /// <summary>What keeps it from the person, or null: a part is missing or says nothing or too little, its language is not theirs, a part is too long, asks them to
    /// give up a right, says that there is no appeal or is plainly in another language, or all of it is though no part is long enough to tell.</summary>
    public Refusal? Unfit(string caseLanguage)
    {
        // Without words of ours on how to appeal there are the product's own.
        var missing = Parts().Where((part, index) => index < 3 || !FileRules.IsBlank(part.Text)).Select(part => (part.Pointer, Code: Lacks(part.Text))).Where(part => part.Code is not null).ToList();
        if (!FileRules.IsLanguage(Language))
            missing.Insert(0, ("/letter/language", "grievances.letter_part_missing"));
        if (missing.Count > 0)
            return new Refusal(StatusCodes.Status409Conflict, "grievances.letter_missing", missing.ToDictionary(part => part.Pointer, part => new[] { part.Code! }));
        if (RemedyText.Primary(Language!) != RemedyText.Primary(caseLanguage))
            return new Refusal(StatusCodes.Status409Conflict, "grievances.letter_language", new Dictionary<string, string[]> { ["/letter/language"] = ["grievances.letter_language"] });
        var tooLong = Parts().Where(part => part.Text is { } text && FileRules.Characters(text) > FileRules.MostText).ToDictionary(part => part.Pointer, _ => new[] { "platform.too_long" });
        if (tooLong.Count > 0)
            return new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", tooLong);
        // The product's own words on how to appeal are in English where it doesn't speak the person's language.
        var written = Parts().Take(Enum.GetValues<FilingChannel>().Any(channel => AppealWords(Language!, channel) == HowToAppeal?.Trim()) ? 3 : 4).ToList();
        var codes = written.Select(part => (part.Pointer, Code: TextForPerson.Clause(part.Text) ?? (WrittenLanguage.IsAnother(part.Text, caseLanguage) ? TextForPerson.OtherLanguage : null)))
            .Where(part => part.Code is not null).ToDictionary(part => part.Pointer, part => new[] { part.Code! });
        if (codes.Count == 0 && WrittenLanguage.IsAnother(string.Join('\n', written.Select(part => part.Text)), caseLanguage))
            codes = written.Where(part => !FileRules.IsBlank(part.Text)).ToDictionary(part => part.Pointer, _ => new[] { TextForPerson.OtherLanguage });
        return codes.Count > 0 ? new Refusal(StatusCodes.Status400BadRequest, codes.Values.First()[0], codes) : null;
    }

    private static string? Lacks(string? text) => FileRules.SaysNothing(text) ? "grievances.letter_part_missing" : FileRules.SaysTooLittle(text) ? "grievances.letter_part_too_short" : null;

    /// <summary>
    /// The product's own words on how to appeal. Who reads the letter of a case that was referred to us has their mailbox with whoever referred it; whoever
    /// stands in another register has none, and their appeal is written down.
    /// </summary>
    public static string AppealWords(string language, FilingChannel channel) =>
        RemedyText.In(channel switch { FilingChannel.Referral => "letter.appeal_referred", FilingChannel.Import => "letter.appeal_imported", _ => "letter.appeal_words" }, language);

    /// <summary>As it is stored; every part is there.</summary>
    /// <param name="channel">Where the case came in.</param>
    public string ToStored(FilingChannel channel) => JsonSerializer.Serialize(new StoredLetter(1, Language!, WhatWentWrong!.Trim(), WhoWasResponsible!.Trim(), HowItIsFixed!.Trim(),
        FileRules.IsBlank(HowToAppeal) ? AppealWords(Language!, channel) : HowToAppeal.Trim()), JsonSerializerOptions.Web);
}

/// <summary>A letter as it is stored. Letters of earlier versions are a text without parts.</summary>
internal sealed record StoredLetter(int Letter, string Language, string WhatWentWrong, string WhoWasResponsible, string HowItIsFixed, string HowToAppeal);

/// <summary>An outcome letter.</summary>
/// <param name="Language">BCP 47 tag, or null of a letter without parts.</param>
/// <param name="WhatWentWrong">What went wrong; of a letter without parts all of it.</param>
/// <param name="WhoWasResponsible">Who was responsible, or null.</param>
/// <param name="HowItIsFixed">How it is fixed, or null.</param>
/// <param name="HowToAppeal">How to appeal, or null.</param>
public sealed record LetterView(string? Language, string WhatWentWrong, string? WhoWasResponsible, string? HowItIsFixed, string? HowToAppeal)
{
    /// <summary>A stored letter.</summary>
    public static LetterView Of(string stored) => stored.StartsWith("{\"letter\":1,", StringComparison.Ordinal) && JsonSerializer.Deserialize<StoredLetter>(stored, JsonSerializerOptions.Web) is { } letter
        ? new(letter.Language, letter.WhatWentWrong, letter.WhoWasResponsible, letter.HowItIsFixed, letter.HowToAppeal) : new(null, stored, null, null, null);

    /// <summary>A stored letter as one text, each part under its heading in the letter's language; null where there is none.</summary>
    public static string? Plain(string? stored) => stored is null ? null : Of(stored).ToString();

    /// <inheritdoc />
    public override string ToString() => Language is not { } language ? WhatWentWrong
        : string.Join("\n\n", Parts().Select(part => $"{RemedyText.In(part.Heading, language)}\n{part.Text}"));

    /// <summary>Its parts, each with the key of its heading; one without heading where it has no parts.</summary>
    public IReadOnlyList<(string Heading, string Text)> Parts() => Language is null ? [("", WhatWentWrong)]
        : [("letter.what", WhatWentWrong), ("letter.who", WhoWasResponsible!), ("letter.how", HowItIsFixed!), ("letter.appeal", HowToAppeal!)];
}

/// <summary>Notes when the person first opened the letter: whoever wrote it sees that it arrived, as role and time.</summary>
public sealed class LetterReceipt(GrievancesDb db, UnitOfWork<GrievancesDb> unit, TimeProvider clock)
{
    /// <summary>Action of the audit log that says so.</summary>
    public const string Read = "grievances.letter_read";

    /// <summary>Lines that say so since a closing, the first of them first.</summary>
    public static IQueryable<AuditLine> Lines(GrievancesDb db, Guid caseId, DateTimeOffset? closed)
    {
        var subject = $"case:{caseId}";
        return db.Set<AuditLine>().AsNoTracking().Where(l => l.Subject == subject && l.Action == Read && (closed == null || l.At >= closed)).OrderBy(l => l.At);
    }

    /// <summary>Notes in a unit of work of its own that a holder was shown the letter, where it is the first time and they are no helper's.</summary>
    public async Task Note(MailboxSession session, MailboxView shown, CancellationToken cancellation)
    {
        if (shown is { ClosingLetter: null } or { LetterReadAt: not null } || !(shown.Filed || shown.Role == Codes.Of(HolderRole.Member)))
            return;
        await unit.Repeat(async () =>
        {
            if (await Lines(db, session.CaseId, shown.ClosedAt).AnyAsync(cancellation))
                return false;
            db.Record(clock.GetUtcNow(), Guid.Empty.ToString(), shown.Role, Read, $"case:{session.CaseId}", "mailbox");
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }, noted => noted, cancellation);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Text;
using Assessments.Contracts;
using Grievances.Domain;
using Microsoft.AspNetCore.Http;
using Platform.Hosting.Http;
using Platform.Mail;

namespace Grievances.Features.Intake;

/// <summary>What a filed grievance must hold; the same for machines and for the form.</summary>
public static partial class FileRules
{
    /// <summary>Longest summary, in characters.</summary>
    public const int MostSummary = 300;

    /// <summary>Longest text, in characters.</summary>
    public const int MostText = 20_000;

    /// <summary>Longest text beside the account itself, in characters.</summary>
    public const int MostNote = 4_000;

    /// <summary>Most members of a group in one filing, and most files.</summary>
    public const int MostMembers = 200;

    /// <inheritdoc cref="MostMembers" />
    public const int MostFiles = 20;

    private const int FewestInPart = 10;

    private static readonly HashSet<string> ContactKinds = new(["email", "phone", "post", "other"], StringComparer.Ordinal);

    /// <summary>The refusal with every field at fault, or null.</summary>
    public static Refusal? Check(FileRequest request)
    {
        var errors = new Dictionary<string, string[]>();
        void Text(string pointer, string? text, int most, string? missing)
        {
            if (IsBlank(text))
            {
                if (missing is not null)
                    errors[pointer] = [missing];
            }
            else if (Characters(text) > most)
                errors[pointer] = ["platform.too_long"];
        }

        Text("/summary", request.Summary, MostSummary, "grievances.summary_missing");
        Text("/whatHappened", request.WhatHappened, MostText, "grievances.what_happened_missing");
        Text("/systemDescription", request.SystemDescription, MostText, null);
        foreach (var (question, values) in request.Answers ?? new Dictionary<string, IReadOnlyList<string>>())
            if (values is null)
                errors[$"/answers/{question.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}"] = ["platform.wrong_type"];
        if (!IsLanguage(request.Language))
            errors["/language"] = ["grievances.language_unknown"];
        if (request.Rights is { Count: > 20 } || request.Rights?.All(TaxonomyCodes.IsKnown) == false)
            errors["/rights"] = ["grievances.right_unknown"];
        if (request.Wants is { Count: > 20 })
            errors["/wants"] = ["platform.too_long"];
        if (request.Contact is { } contact)
        {
            if (!ContactKinds.Contains(contact.Kind))
                errors["/contact/kind"] = ["grievances.contact_kind_unknown"];
            if (contact.Kind == "email" && !IsBlank(contact.Value) && !contact.Value.Contains('@', StringComparison.Ordinal))
                errors["/contact/value"] = ["grievances.contact_malformed"];
            Text("/contact/value", contact.Value, MostSummary, "grievances.contact_missing");
        }
        Text("/unsafe", request.Unsafe, MostNote, null);
        Text("/mandate/words", request.Mandate?.Words, MostNote, null);
        if (request.Capacity is FilingCapacity.Representative or FilingCapacity.Union && request.Mandate is null)
            errors["/mandate"] = ["grievances.mandate_missing"];
        if (request.Members is { Count: > MostMembers })
            errors["/members"] = ["grievances.too_many_members"];
        for (var i = 0; i < (request.Members?.Count ?? 0) && i < MostMembers; i++)
        {
            Text($"/members/{i}/name", request.Members![i].Name, MostSummary, null);
            Text($"/members/{i}/mandate/words", request.Members[i].Mandate.Words, MostNote, null);
        }
        if (request.Capacity is FilingCapacity.Group && request.Members is not { Count: > 0 })
            errors["/members"] = ["grievances.members_missing"];
        if (!IsBlank(request.Ping) && MailAddress.Read(request.Ping) is null)
            errors["/ping"] = ["grievances.contact_malformed"];
        if (request.Files is { Count: > MostFiles })
            errors["/files"] = ["grievances.too_many_files"];
        if (Excluding.Fault(request.Exclude) is { } fault)
            errors["/exclude"] = [fault];
        return errors.Count == 0 ? null : new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
    }

    /// <summary>Whether there is nothing to read: blanks, marks of direction, characters without width.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => text is null || text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    /// <summary>
    /// Whether a text of staff that the person reads as a reason, a letter or a promise says nothing: there is no letter and no digit in it beside the
    /// fillers that are letters by name alone and show as a gap. What a person writes may be a sign: they decide what it says.
    /// </summary>
    public static bool SaysNothing([NotNullWhen(false)] string? text) => text is null || !text.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800));

    /// <summary>
    /// Whether a part of a letter says too little to be one: fewer than ten letters, of which a character of Chinese, Japanese or Korean counts three. "We were
    /// wrong." is enough, "n/a" isn't.
    /// </summary>
    public static bool SaysTooLittle(string text) => text.EnumerateRunes().Where(Rune.IsLetter).Sum(rune => rune.Value is >= 0x2e80 and <= 0x9fff or >= 0xac00 and <= 0xd7a3 or >= 0xf900 and <= 0xfaff or >= 0x20000 ? 3 : 1) < FewestInPart;

    /// <summary>Length as people count: a sign outside the basic plane is one, and so is the line break that forms send as two.</summary>
    public static int Characters(string text) => text.EnumerateRunes().Count(rune => rune.Value != '\r');

    /// <summary>Whether the tag names a language this system knows.</summary>
    public static bool IsLanguage(string? tag)
    {
        if (string.IsNullOrEmpty(tag) || tag.Length > 35 || !LanguageForm().IsMatch(tag))
            return false;
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).LCID != CultureInfo.InvariantCulture.LCID;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    // Language, script, region. It is kept in clear beside the case, so that nothing else may be said in it.
    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageForm();
}

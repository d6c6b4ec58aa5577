using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Platform.Ui.Localization;

namespace Grievances.Features.Patterns;

/// <summary>
/// In which language what is said about patterns is read: in the reader's, where somebody of the organisation wrote it in that one, else as it was
/// written. Either is marked as what it is, for eyes and for what reads aloud.
/// </summary>
public static class PatternWords
{
    /// <summary>Language of what is added without naming one.</summary>
    public const string Default = "en";

    /// <summary>Tag for the <c>lang</c> attribute; null where nobody knows the language.</summary>
    public static string? Tag(string? language) => PortalLanguages.Find(language)?.Tag ?? language;

    /// <summary>Value of the <c>dir</c> attribute.</summary>
    public static string Direction(string? language) => PortalLanguages.Find(language)?.Direction ?? "auto";

    /// <summary>That it is in another language than the reader's, in words of the reader's; null where it is not, and where nobody knows.</summary>
    public static string? WrittenIn(string? language) =>
        language is null || PortalLanguages.Find(language) == PortalLanguages.Current ? null : PortalText.Words.Format("patterns.written_in", PortalText.Language(language));

    /// <summary>A title within a sentence, encoded and marked.</summary>
    public static IHtmlContent Title(string title, string? language)
    {
        var marked = new TagBuilder("bdi");
        if (Tag(language) is { } tag)
            marked.Attributes["lang"] = tag;
        marked.Attributes["dir"] = Direction(language);
        marked.InnerHtml.Append(title);
        return marked;
    }

    /// <summary>Title of a pattern as the current reader is shown it, and its language; null where there is none.</summary>
    internal static async Task<(string Title, string? Language)?> TitleForReader(GrievancesDb db, IQueryable<PatternCase> patterns, CancellationToken cancellation)
    {
        var inMine = ForReader(db);
        return await patterns.AsNoTracking().Select(p => new { p.Title, p.Language, Mine = inMine.Where(t => t.Of == p.Id).Select(t => t.Title).FirstOrDefault() }).FirstOrDefaultAsync(cancellation) is not { } found ? null
            : found.Mine is { } mine ? (mine, PortalLanguages.Current.Code) : (found.Title, found.Language);
    }

    /// <summary>What somebody wrote in the language of the current reader.</summary>
    internal static IQueryable<PatternTranslation> ForReader(GrievancesDb db)
    {
        var language = PortalLanguages.Current.Code;
        return db.PatternTranslations.Where(t => t.Language == language);
    }
}

using Platform.Forms;

namespace Grievances.Features.Forms;

/// <summary>Answers as people read them back.</summary>
public static class FormShown
{
    /// <summary>An answer in words; a dash where there is none.</summary>
    public static string Of(FormQuestion question, FormAnswers answers, HostOptions options)
    {
        var given = answers[question.Id];
        if (given.Count == 0)
            return "–";
        return string.Join(PortalText.Words["list.separator"], given.Select(value => FormText.Shown(question, value, options).Text));
    }
}

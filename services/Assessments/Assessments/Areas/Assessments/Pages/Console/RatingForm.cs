using Assessments.Data;

namespace Assessments.Areas.Assessments.Pages.Console;

/// <summary>A rating as the console asks for it.</summary>
public class RatingForm
{
    public int? Scale { get; set; }
    public int? Scope { get; set; }
    public int? Irremediability { get; set; }
    public int? Likelihood { get; set; }
    public bool Actual { get; set; }
    public bool DelayMakesIrremediable { get; set; }
    public bool Vulnerable { get; set; }
    public Confidence Confidence { get; set; } = Confidence.Medium;
    public string? Status { get; set; }
}

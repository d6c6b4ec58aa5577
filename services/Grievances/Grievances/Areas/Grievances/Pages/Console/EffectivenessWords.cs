using System.Globalization;
using Grievances.Features.Learning;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Words of the console for lessons and for the figures of the mechanism about itself.</summary>
internal static class EffectivenessWords
{
    /// <summary>What led to a harm.</summary>
    public static string Cause(string cause) => cause switch
    {
        "training_data" => "Training data",
        "model_behaviour" => "How the model behaves",
        "missing_language" => "A language it does not serve",
        "missing_safeguard" => "A safeguard that was missing",
        "wrong_use" => "Used for what it is not made for",
        "misuse" => "Misused by somebody",
        "human_decision" => "A human decision",
        "supplier" => "A supplier",
        "process" => "How work is done",
        _ => "Not known",
    };

    /// <summary>A criterion of UN Guiding Principle 31: its name, and in our words what it asks.</summary>
    public static (string Name, string Asks) Criterion(string code) => code switch
    {
        "legitimate" => ("Legitimate", "Can people trust it? Nobody judges their own case, whoever is not impartial steps back, and an appeal goes to somebody else."),
        "accessible" => ("Accessible", "Does everybody know of it and get in, in their language and by their way, also with somebody’s help?"),
        "predictable" => ("Predictable", "Do people know what happens next and until when, and does it happen then?"),
        "equitable" => ("Equitable", "Does everybody get a fair hearing, with reasons they can check, whoever they are?"),
        "transparent" => ("Transparent", "Do people see how their case goes and who opened it, and does somebody answer?"),
        "rights_compatible" => ("Rights-compatible", "Does it end in what human rights ask for: a remedy that people accept and that is carried out, and no right given up?"),
        "learning" => ("A source of continuous learning", "Is something changed so that it does not happen again?"),
        _ => ("Based on engagement and dialogue", "Do people talk with the organisation, say what they want instead, and say how it was?"),
    };

    /// <summary>A criterion in one word, for a line of all eight.</summary>
    public static string Short(string code) => code switch { "rights_compatible" => "Rights", "learning" => "Learning", "dialogue" => "Dialogue", _ => Criterion(code).Name };

    /// <summary>What a figure counts.</summary>
    public static string Figure(string code) => code switch
    {
        "assigned_by_another" => "Given to somebody by somebody else, of those filed in this time",
        "stepped_back" => "Times a handler stepped back",
        "kept_out" => "Times somebody was kept out of a case",
        "appeals" => "Appeals that came in this time",
        "appeals_right" => "Right, wholly or in part, of the appeals decided in this time",
        "received" => "Grievances filed in this time",
        "channels" => "Ways by which they came",
        "languages" => "Languages they were in",
        "on_behalf" => "Filed for somebody, or for many, of those filed in this time",
        "acknowledged_in_time" => "Confirmed in time, of those confirmed or due in this time",
        "findings_in_time" => "Findings in time, of those told or due in this time",
        "appeals_in_time" => "Appeals decided in time, of those decided or due in this time",
        "missed_acknowledgements" => "Confirmations missed, of those confirmed or due in this time",
        "missed_findings" => "Findings missed, of those told or due in this time",
        "missed_appeals" => "Appeals not decided in time, of those decided or due in this time",
        "measures_in_time" => "Measures of accepted remedies carried out in time, of those done or due in this time",
        "missed_measures" => "Measures of accepted remedies overdue or late, of those done or due in this time",
        "missed_retaliation" => "Days in this time by which somebody had to act on retaliation, and nobody did",
        "days_to_acknowledge" => "Median days until confirmed, of those confirmed in this time",
        "days_to_close" => "Median days until closed, of those closed in this time",
        "taken_up" => "Taken up, of those filed in this time and decided",
        "not_taken_up_not_about_ai" => "Not taken up: not about an AI system",
        "not_taken_up_other_organisation" => "Not taken up: another organisation is responsible",
        "not_taken_up_no_harm_described" => "Not taken up: no harm described, also after asking",
        "not_taken_up_decided_before" => "Not taken up: decided before, nothing new",
        "not_taken_up_no_grievance" => "Not taken up: taken for no grievance, where the person appeals",
        "took_longer" => "Given more time, of those whose findings were told or due in this time",
        "accompanied" => "With an adviser or a representative, of those filed in this time",
        "openings_shown" => "Openings of cases in this time, each shown to the person",
        "answers_waiting" => "People who wait for an answer now",
        "letters_read" => "Letters of outcome that the person opened, of the cases closed in this time",
        "found_right" => "Cases closed in this time in which the person was right",
        "remedy_accepted" => "With a remedy the person accepted, of the cases closed in this time in which the person was right",
        "remedy_recorded" => "With a remedy accepted as staff wrote it down, for somebody without a mailbox, of the cases closed in this time in which the person was right",
        "remedy_confirmed" => "With a remedy the person confirmed, of the cases closed in this time in which the person was right",
        "remedy_not_owed" => "Cases closed in this time in which no remedy is owed",
        "handed_over" => "Cases handed over to a body outside in this time",
        "lessons" => "Lessons written down in this time",
        "changes" => "Lessons something was changed for, of those written down in this time",
        "root_cause" => "With a root cause written down, of the cases closed in this time in which the person was right",
        "recurrences" => "Filed in this time, of something that had happened before",
        "meetings_held" => "Meetings held in this time",
        "minutes_agreed" => "Meetings held in this time whose minutes both sides agreed on",
        "mediations" => "Mediations that people agreed to in this time",
        "counter_proposals" => "Offers that people answered with what they want instead",
        "surveys" => "Answers in this time to how it was",
        "survey_satisfied" => "Satisfied, from 1 to 5",
        "survey_heard" => "Felt heard, from 1 to 5",
        "survey_fair" => "Found it fair, from 1 to 5",
        "survey_safe" => "Felt safe, from 1 to 5",
        "survey_as_promised" => "Remedy came as promised, from 1 to 5",
        _ => code,
    };

    /// <summary>What the mechanism can't know.</summary>
    public static string NotKnown(string code) => code switch
    {
        "anonymous" => "How many are anonymous is not known: nobody is asked who they are.",
        "abandoned" => "How many began and did not send is not known: drafts are sealed for whoever writes them and deleted.",
        "waivers" => "How many letters with a waiver of rights were refused is not kept: they were never sent.",
        _ => "How often cases were opened is shown to auditors and the ombuds: it counts cases you must not know of.",
    };

    /// <summary>A figure as people read it, and below it what it is made from.</summary>
    public static (string Value, string? Below) Read(MechanismFigure figure)
    {
        var (number, of) = (figure.Value?.ToString("#,0.##", CultureInfo.CurrentCulture), Shown(figure.Of));
        return figure.KeptBack ? ("Kept back", of is null ? "people would be told apart" : $"of {of}; people would be told apart")
            : number is null ? ("Nothing yet", null)
            : (figure.Unit == "percent" ? $"{number} %" : number, of is null ? null : figure.Unit switch { "days" => $"from {of}", "score" => $"from {of} answers", _ => $"of {of}" });
    }

    /// <summary>A step of the way.</summary>
    public static string Step(string code) => code switch
    {
        "received" => "Received",
        "acknowledged" => "Confirmed",
        "admissible" => "Taken up",
        "assessed" => "Looked into",
        "accepted" => "Remedy accepted by the person",
        "carried_out" => "Carried out, says the organisation",
        _ => "Remedy confirmed by the person",
    };

    /// <summary>How those stand that came no further.</summary>
    public static string End(string code) => code switch
    {
        "open" => "Still open",
        "withdrawn" => "Taken back by the person",
        "not_taken_up" => "Not taken up",
        "closed" => "Closed without a remedy they confirmed",
        _ => "Remedy accepted as staff wrote it down, for somebody without a mailbox",
    };

    /// <summary>Days as people read them; null where there are none, or too few.</summary>
    public static string? Days(decimal? days) => days?.ToString("0.#", CultureInfo.CurrentCulture);

    /// <summary>A count as people read it; null where it is kept back.</summary>
    public static string? Shown(int? people) => people?.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A time it is measured over.</summary>
    public static string Period(string code) => code switch { "quarter" => "Three months", "half_year" => "Six months", "two_years" => "Two years", _ => "Twelve months" };
}

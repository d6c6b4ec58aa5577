using Grievances.Features.Access;
using Grievances.Features.Cases;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>Words of the console for codes of a case.</summary>
internal static class ConsoleWords
{
    public static string Person(string affected) => affected switch
    {
        "self" => "the person filing",
        "child" => "a child",
        "other" => "another person",
        "group" => "a group",
        "class" => "many people who share something",
        _ => "not said",
    };

    /// <summary>Page of a case that a notice leads to: of one that nobody may open, the page on which it is given out; null where there is none for whoever is signed in.</summary>
    public static string? PageOf(NoticeRow notice, bool opens) => notice.Clock == WhoIsLeft.Clock ? $"/console/grievances/{notice.CaseId}/assign" : opens ? $"/console/grievances/{notice.CaseId}" : null;

    /// <summary>What is true of the queue, the gravest first.</summary>
    public static string QueueHeading(QueueHead head) =>
        // Nobody else can decide it.
        head.Identities > 0 ? Identities(head.Identities) :
        head.Retaliation > 0 ? $"{Many(head.Retaliation)} {(head.Retaliation == 1 ? "report of retaliation waits" : "reports of retaliation wait")} for somebody to act"
        : head.Overdue > 0 ? $"{Many(head.Overdue)} {(head.Overdue == 1 ? "acknowledgement is" : "acknowledgements are")} overdue"
        : head.Findings > 0 ? $"{Many(head.Findings)} {(head.Findings == 1 ? "person waits" : "people wait")} for findings longer than three months"
        : head.Awaiting > 0 ? $"{Many(head.Awaiting)} {(head.Awaiting == 1 ? "person waits" : "people wait")} for an answer"
        : "Nobody waits for an answer";

    /// <summary>How many ask for an identity.</summary>
    public static string Identities(int waiting) => waiting switch { 0 => "Nobody waits for your decision", 1 => "One request waits for your decision", var many => $"{Many(many)} requests wait for your decision" };

    private static string Many(int counted) => counted < ListCases.MostCounted ? $"{counted}" : $"{ListCases.MostCounted} or more";

    public static string Notices(int count) => count == 1 ? "One clock needs somebody’s eyes" : $"{count} clocks need somebody’s eyes";

    public static string Notice(NoticeRow notice) => (notice.Clock, notice.Step) switch
    {
        (WhoIsLeft.Clock, _) => "was stepped back from, and nobody of its group is left who may open it",
        ("legal", _) => "has a hold or a proceeding to look at again",
        ("retaliation", "missed") => "nobody acted in time on a report of retaliation",
        ("retaliation", "escalation") => "a report of retaliation still waits",
        ("retaliation", _) => "the person reports retaliation",
        ("acknowledge", "missed") => "was not acknowledged in time",
        ("acknowledge", "escalation") => "is about to miss its acknowledgement",
        ("acknowledge", _) => "waits for its acknowledgement",
        ("remedy", "missed") => "has a measure that is overdue",
        ("remedy", _) => "was closed with a remedy the person has not confirmed",
        ("appeal", "missed") => "has an appeal nobody decided in time",
        ("appeal", "escalation") => "is about to miss the day of its appeal",
        ("appeal", _) => "has an appeal that waits to be decided",
        (_, "missed") => "got no findings in time",
        (_, "escalation") => "is about to miss its findings",
        _ => "waits for its findings",
    };

    public static string Purpose(string purpose) => purpose switch
    {
        "contact_outside" => "contact outside the mailbox",
        "share_with_supplier" => "passing it to the supplier of the AI system",
        "share_with_authority" => "passing it to an authority",
        "join_similar" => "joining it with others like it",
        _ => "telling of it in public without anything that points at the person",
    };
}

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

    public static string Notices(int count) => count == 1 ? "One clock needs somebody’s eyes" : $"{count} clocks need somebody’s eyes";

    public static string Notice(NoticeRow notice) => (notice.Clock, notice.Step) switch
    {
        ("retaliation", "missed") => "nobody acted in time on a report of retaliation",
        ("retaliation", "escalation") => "a report of retaliation still waits",
        ("retaliation", _) => "the person reports retaliation",
        ("acknowledge", "missed") => "was not acknowledged in time",
        ("acknowledge", "escalation") => "is about to miss its acknowledgement",
        ("acknowledge", _) => "waits for its acknowledgement",
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

using Grievances.Domain;
using Platform.Hosting.Log;

namespace Grievances.Features.Access;

/// <summary>What the audit log of grievances records, by what somebody who checks it asks for. A test holds it to the code that records.</summary>
internal static class LogGroups
{
    /// <summary>Every action, each in one group.</summary>
    public static IReadOnlyList<LogGroup> All { get; } =
    [
        new("refused", "Attempts that were refused", RefusedAccess.Action),
        new("opened", "Cases and mailboxes opened", "grievances.case_opened", "grievances.mailbox_opened", "grievances.letter_read", "grievances.band_reason_read", "grievances.survey_words_read"),
        new("identity", "Who an anonymous person is", "grievances.identity_asked", "grievances.identity_granted", "grievances.identity_denied", "grievances.identity_seen", "grievances.identity_refused", "grievances.identity_ended"),
        new("assignment", "Assignment", "grievances.assigned", "grievances.unassigned", "grievances.moved"),
        new("exclusion", "Kept out, or stepped back", "grievances.colleague_excluded", "grievances.colleague_readmitted", "grievances.recused", "grievances.readers_chosen"),
        new("triage", "Triage and marks", "grievances.acknowledged", "grievances.admissibility_decided", "grievances.triaged", "grievances.system_changed", "grievances.marked", "grievances.findings_extended",
            "grievances.case_routed", "grievances.case_received"),
        new("relation", "Merged, split and related cases", "grievances.case_merged", "grievances.case_unmerged", "grievances.case_split", "grievances.cases_related", "grievances.cases_unrelated"),
        new("pattern", "Patterns", "grievances.pattern_opened", "grievances.pattern_progress", "grievances.pattern_closed", "grievances.pattern_attached", "grievances.pattern_detached", "grievances.pattern_translated", "grievances.pattern_takes"),
        new("talk", "Messages and notes", "grievances.answered", "grievances.note_added", "grievances.retaliation_settled"),
        new("meeting", "Meetings and minutes", "grievances.meeting_asked", "grievances.meeting_times_proposed", "grievances.meeting_agreed", "grievances.meeting_cancelled", "grievances.minutes_written",
            "grievances.minutes_agreed_to", "grievances.minutes_change_asked"),
        new("mediation", "Mediation from outside", "grievances.mediator_proposed", "grievances.mediator_agreed", "grievances.mediator_refused", "grievances.mediator_invited", "grievances.mediator_withdrawn",
            "grievances.mediator_ended", "grievances.mediator_wrote", "guests.invited", "guests.first_opened", "guests.opened", "guests.pin_wrong", "guests.pin_exhausted", "guests.prolonged", "guests.revoked"),
        new("translation", "Translations", "grievances.translation_asked", "grievances.translation_made", "grievances.translation_pasted", "grievances.translation_confirmed"),
        new("file", "Files and masked copies", "grievances.file_added", "grievances.file_taken_back", "grievances.file_scanned", "grievances.file_quarantined", "grievances.file_released", "grievances.redacted"),
        new("responsibility", "Who is responsible", "grievances.attribution_recorded"),
        new("referral", "Referral to another organisation",
            [.. Enum.GetValues<SharedKind>().Select(kind => "grievances.shared_" + Codes.Of(kind)), "grievances.shared_ended", "grievances.shared_file", "grievances.remedy_of_giver", "grievances.measure_of_partner",
                "grievances.referral_proposed", "grievances.referral_taken_back", "grievances.referral_allowed", "grievances.referral_refused", "grievances.referral_withdrawn", "grievances.referral_received"]),
        new("legal", "Law and bodies outside", "grievances.legal_noted", "grievances.legal_ended", "grievances.handed_over", "grievances.body_named"),
        new("remedy", "Remedy planned and carried out", "grievances.measure_planned", "grievances.measure_changed", "grievances.measure_dropped", "grievances.measures_ordered", "grievances.measure_done", "grievances.measure_done_taken_back",
            "grievances.measure_confirmed", "grievances.measure_disputed", "grievances.confirmation_recorded", "grievances.remedy_not_owed"),
        new("offer", "Remedy offered and answered", "grievances.remedy_offered", "grievances.offer_taken_back", "grievances.remedy_answered", "grievances.answer_recorded"),
        new("closing", "Closing and surveys", "grievances.closed", "grievances.survey_answered"),
        new("appeal", "Appeals", "grievances.appeal_filed", "grievances.appeal_recorded", "grievances.reviewer_assigned", "grievances.appeal_decided"),
        new("lesson", "Lessons", "grievances.lesson_written"),
        new("person", "What people did in their mailbox", "grievances.taken_over", "grievances.receipt_changed", "grievances.member_receipt_renewed", "grievances.companion_added", "grievances.companion_removed",
            "grievances.consent_given", "grievances.consent_withdrawn", "grievances.contact_named", "grievances.contact_removed", "grievances.ping_wanted", "grievances.ping_stopped", "grievances.withdrawn"),
        new("erasure", "Erased", "grievances.case_erased"),
        new("import", "Imports", "grievances.import_started", "grievances.import_stopped", "grievances.import_taken_back", "grievances.case_imported"),
        new("export", "Taken along as a table", "grievances.queue_exported", "grievances.lessons_exported", "grievances.log_exported"),
        new("settings", "Settings and keys", "grievances.clocks_set", "grievances.figures_set", "grievances.form_saved", "grievances.form_published", "grievances.form_discarded", "grievances.template_added", "grievances.template_changed",
            "grievances.template_deleted", "grievances.templates_taken_over", "grievances.keys_rotated"),
        new("webhook", "Webhooks", "grievances.webhook_added", "grievances.webhook_removed", "grievances.webhook_enabled", "grievances.webhook_disabled", "grievances.webhook_secret_renewed", "grievances.webhook_pinged",
            "grievances.webhook_replayed"),
    ];
}

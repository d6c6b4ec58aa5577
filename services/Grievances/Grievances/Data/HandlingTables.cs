using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Tenancy;

namespace Grievances.Data;

/// <summary>Tables of the handling of a case: who has it, what was decided, who is responsible, the remedy, the talk, what was learned.</summary>
internal static class HandlingTables
{
    public static void Describe(ModelBuilder model)
    {
        OfCase<CaseAssignment>(model, "case_assignments", a => new { a.TenantId, a.Id }, a => new { a.TenantId, a.CaseId }, assignment =>
        {
            assignment.HasIndex(a => new { a.TenantId, a.AccountId, a.EndedAt });
            assignment.Property(a => a.AssignedBy).HasMaxLength(60);
        });
        OfCase<CaseExclusion>(model, "case_exclusions", x => new { x.TenantId, x.CaseId, x.AccountId }, x => new { x.TenantId, x.CaseId }, exclusion => exclusion.Property(x => x.By).HasMaxLength(60));
        OfCase<IdentityRequest>(model, "identity_requests", r => new { r.TenantId, r.Id }, r => new { r.TenantId, r.CaseId }, request =>
        {
            request.HasIndex(r => new { r.TenantId, r.DecidedAt, r.RequestedAt, r.Id });
            request.Property(r => r.RequesterRole).HasMaxLength(60);
            request.Property(r => r.EndedBy).HasMaxLength(20);
            request.Property(r => r.Version).IsConcurrencyToken();
        });
        OfCase<CaseDecision>(model, "case_decisions", d => new { d.TenantId, d.Id }, d => new { d.TenantId, d.CaseId }, decision =>
        {
            decision.Property(d => d.Role).HasMaxLength(60);
            decision.Property(d => d.Decided).HasMaxLength(60);
        });
        OfCase<CaseNote>(model, "case_notes", n => new { n.TenantId, n.Id }, n => new { n.TenantId, n.CaseId }, note => note.Property(n => n.WriterRole).HasMaxLength(60));
        OfCase<CaseRelation>(model, "case_relations", r => new { r.TenantId, r.CaseId, r.OtherId, r.Kind }, r => new { r.TenantId, r.CaseId }, relation => relation.Property(r => r.By).HasMaxLength(60));
        OfCase<RemedyAction>(model, "remedy_actions", a => new { a.TenantId, a.Id }, a => new { a.TenantId, a.CaseId }, action =>
        {
            action.Property(a => a.Language).HasMaxLength(35);
            action.Property(a => a.Signatory).HasMaxLength(60);
            action.Property(a => a.OwnerRole).HasMaxLength(60);
            action.Property(a => a.Version).IsConcurrencyToken();
        });
        OfCase<RemedyOffer>(model, "remedy_offers", o => new { o.TenantId, o.Id }, o => new { o.TenantId, o.CaseId }, offer =>
        {
            offer.HasIndex(o => new { o.TenantId, o.CaseId, o.Number }).IsUnique();
            offer.Property(o => o.Kinds).HasMaxLength(400);
            offer.Property(o => o.OfferedByRole).HasMaxLength(60);
            offer.Property(o => o.Version).IsConcurrencyToken();
        });
        OfCase<CaseAppeal>(model, "case_appeals", a => new { a.TenantId, a.Id }, a => new { a.TenantId, a.CaseId }, appeal =>
        {
            appeal.HasIndex(a => new { a.TenantId, a.DecideBy }).HasFilter("decision IS NULL");
            appeal.Property(a => a.ReviewerRole).HasMaxLength(60);
            appeal.Property(a => a.Version).IsConcurrencyToken();
        });
        OfCase<CaseSurvey>(model, "case_surveys", s => new { s.TenantId, s.CaseId, s.HolderId, s.Moment }, s => new { s.TenantId, s.CaseId });
        OfCase<CaseAttribution>(model, "case_attributions", a => new { a.TenantId, a.Id }, a => new { a.TenantId, a.CaseId }, attribution =>
        {
            attribution.HasIndex(a => new { a.TenantId, a.CaseId, a.Record, a.Place }).IsUnique();
            attribution.Property(a => a.DecidedByRole).HasMaxLength(60);
        });
        OfCase<LegalNote>(model, "legal_notes", n => new { n.TenantId, n.Id }, n => new { n.TenantId, n.CaseId }, note =>
        {
            note.Property(n => n.Body).HasMaxLength(80);
            note.Property(n => n.WriterRole).HasMaxLength(60);
        });
        OfCase<CaseMeeting>(model, "case_meetings", m => new { m.TenantId, m.Id }, m => new { m.TenantId, m.CaseId }, meeting => meeting.Property(m => m.Version).IsConcurrencyToken());
        OfCase<CaseTranslation>(model, "case_translations", t => new { t.TenantId, t.Id }, t => new { t.TenantId, t.CaseId }, translation =>
        {
            translation.Property(t => t.From).HasMaxLength(35);
            translation.Property(t => t.To).HasMaxLength(35);
            translation.Property(t => t.RequesterRole).HasMaxLength(60);
            translation.Property(t => t.TranslatorRole).HasMaxLength(60);
            translation.Property(t => t.Version).IsConcurrencyToken();
        });
        OfCase<CaseRedaction>(model, "case_redactions", r => new { r.TenantId, r.Id }, r => new { r.TenantId, r.CaseId }, redaction => redaction.Property(r => r.MadeByRole).HasMaxLength(60));
        model.Entity<CaseLesson>(lesson =>
        {
            // No key to the case: what was learned stays when the case is erased.
            lesson.ToTable("case_lessons");
            lesson.HasKey(l => new { l.TenantId, l.Id });
            lesson.HasIndex(l => new { l.TenantId, l.CaseId });
            lesson.HasIndex(l => new { l.TenantId, l.At, l.Id });
            lesson.Property(l => l.Rights).HasMaxLength(400);
            lesson.Property(l => l.WriterRole).HasMaxLength(60);
            lesson.Property(l => l.Version).IsConcurrencyToken();
        });
        model.Entity<PatternUpdate>(update =>
        {
            update.ToTable("pattern_updates");
            update.HasKey(u => new { u.TenantId, u.Id });
            update.HasOne<PatternCase>().WithMany().HasForeignKey(u => new { u.TenantId, u.PatternId });
            update.HasIndex(u => new { u.TenantId, u.PatternId, u.At, u.Id });
            update.Property(u => u.Text).HasMaxLength(4_000);
        });
        model.Entity<PatternTranslation>(translation =>
        {
            translation.ToTable("pattern_translations");
            translation.HasKey(t => new { t.TenantId, t.Of, t.Language });
            translation.HasOne<PatternCase>().WithMany().HasForeignKey(t => new { t.TenantId, t.PatternId });
            translation.Property(t => t.Language).HasMaxLength(35);
            translation.Property(t => t.Title).HasMaxLength(300);
            translation.Property(t => t.Text).HasMaxLength(4_000);
        });
        model.Entity<SavedView>(view =>
        {
            view.ToTable("saved_views");
            view.HasKey(v => new { v.TenantId, v.Id });
            view.HasIndex(v => new { v.TenantId, v.OwnerId, v.SavedAt });
            view.Property(v => v.Name).HasMaxLength(100);
            view.Property(v => v.Query).HasMaxLength(500);
        });
        model.Entity<ReplyTemplate>(template =>
        {
            template.ToTable("reply_templates");
            template.HasKey(t => new { t.TenantId, t.Id });
            template.HasIndex(t => new { t.TenantId, t.Kind, t.Language });
            template.Property(t => t.Language).HasMaxLength(35);
            template.Property(t => t.Title).HasMaxLength(300);
            template.Property(t => t.Text).HasMaxLength(20_000);
            template.Property(t => t.Version).IsConcurrencyToken();
        });
    }

    private static void OfCase<T>(ModelBuilder model, string table, System.Linq.Expressions.Expression<Func<T, object?>> key, System.Linq.Expressions.Expression<Func<T, object?>> kase,
        Action<EntityTypeBuilder<T>>? more = null) where T : class, ITenantOwned => model.Entity<T>(entity =>
        {
            entity.ToTable(table);
            entity.HasKey(key);
            entity.HasOne<Grievance>().WithMany().HasForeignKey(kase);
            more?.Invoke(entity);
        });
}

using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Tenancy;

namespace Platform.Forms;

/// <summary>Where a version of a form stands.</summary>
public enum FormVersionStatus
{
    /// <summary>Being written; at most one a form.</summary>
    Draft,

    /// <summary>Asked at present; at most one a form.</summary>
    Published,

    /// <summary>Asked once; answers that name it can still be read with it.</summary>
    Retired,
}

/// <summary>One version of one form of a tenant. Once published it never changes.</summary>
public sealed class FormVersion : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The form, as the service calls it, for example <c>intake</c>.</summary>
    [Public] public string FormId { get; set; } = "";

    /// <summary>From 1; answers name it.</summary>
    public int Number { get; set; }

    /// <summary>Where it stands.</summary>
    public FormVersionStatus Status { get; set; }

    /// <summary>The definition as JSON, at most 200 KiB.</summary>
    [Public] public string Definition { get; set; } = "";

    /// <summary>Counts up at every change; what If-Match carries.</summary>
    public long Version { get; set; }

    /// <summary>When the draft was begun.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was first asked, or null.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Role of whoever published it, never a name; null for a draft.</summary>
    [Public] public string? PublishedBy { get; set; }
}

/// <summary>The table of form versions in a service's database.</summary>
public static class FormVersions
{
    /// <summary>Adds the table <c>form_versions</c>; the database itself holds that a form has one draft and one published version.</summary>
    public static void Describe(ModelBuilder model) => model.Entity<FormVersion>(version =>
    {
        version.ToTable("form_versions");
        version.HasKey(v => new { v.TenantId, v.FormId, v.Number });
        version.Property(v => v.FormId).HasMaxLength(40);
        version.Property(v => v.PublishedBy).HasMaxLength(60);
        version.Property(v => v.Version).IsConcurrencyToken();
        version.HasIndex(v => new { v.TenantId, v.FormId }, "ix_form_versions_one_draft").IsUnique().HasFilter("status = 'Draft'");
        version.HasIndex(v => new { v.TenantId, v.FormId }, "ix_form_versions_one_published").IsUnique().HasFilter("status = 'Published'");
    });

    /// <summary>Adds the table <c>form_versions</c>.</summary>
    public static ModelBuilder AddFormTables(this ModelBuilder model)
    {
        Describe(model);
        return model;
    }

    /// <summary>Lets the writers of one form take turns: two at once would both count up to the same number.</summary>
    internal static async Task HoldForm(this PlatformDb db, string form, CancellationToken cancellation)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A write needs a unit of work.");
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({$"form {db.Tenant.Required} {form}"}, 0))", cancellation);
    }

    internal static Task<FormVersion?> Draft(this PlatformDb db, string form, CancellationToken cancellation) =>
        db.Set<FormVersion>().SingleOrDefaultAsync(v => v.FormId == form && v.Status == FormVersionStatus.Draft, cancellation);
}

using Grievances.Data;

namespace Grievances.Domain;

/// <summary>Sends what belongs to a shared part to the other side.</summary>
public static class Parcels
{
    /// <summary>Sends something within the current unit of work; it is brought once that is stored.</summary>
    /// <param name="db">This side.</param>
    /// <param name="share">The share.</param>
    /// <param name="to">Organisation on the other side.</param>
    /// <param name="content">What it brings.</param>
    /// <param name="row">Row it brings, where it brings one.</param>
    /// <param name="now">The present.</param>
    public static void Send(this GrievancesDb db, Guid share, Guid to, ParcelContent content, Guid? row, DateTimeOffset now)
    {
        db.Add(new ShareParcel { TenantId = db.Tenant.Required, Id = Guid.CreateVersion7(), ShareId = share, ToTenantId = to, Content = content, RowId = row, DueAt = now, NextAttemptAt = now });
        db.AfterCommit.Add(typeof(ShareParcel));
    }
}

using Microsoft.EntityFrameworkCore;

namespace Assessments.Data;

/// <summary>
/// Takes a row before it is looked at, so that two who would decide by the same rows take turns. On SQLite there is nothing to
/// take: a writing unit of work has the file to itself.
/// </summary>
internal static class Turns
{
    /// <summary>Holds an AI system: alone to change which impacts it has, together with others to read that.</summary>
    public static Task HoldSystem(this AssessmentsDb db, Guid system, bool alone, CancellationToken cancellation) => alone
        ? db.Take($"""SELECT 1 FROM ai_systems WHERE tenant_id = {db.Tenant.Required} AND id = {system} FOR NO KEY UPDATE""", cancellation)
        : db.Take($"""SELECT 1 FROM ai_systems WHERE tenant_id = {db.Tenant.Required} AND id = {system} FOR SHARE""", cancellation);

    /// <summary>Holds one impact.</summary>
    public static Task HoldImpact(this AssessmentsDb db, Guid impact, CancellationToken cancellation) =>
        db.Take($"""SELECT 1 FROM impacts WHERE tenant_id = {db.Tenant.Required} AND id = {impact} FOR NO KEY UPDATE""", cancellation);

    /// <summary>Holds every impact that grievances count for together, always in the same order.</summary>
    public static Task HoldImpacts(this AssessmentsDb db, Guid system, string right, string groupKey, CancellationToken cancellation) =>
        db.Take($"""SELECT 1 FROM impacts WHERE tenant_id = {db.Tenant.Required} AND system_id = {system} AND "right" = {right} AND group_key = {groupKey} ORDER BY id FOR NO KEY UPDATE""", cancellation);

    /// <summary>Holds the tenant's library of incidents: two imports that bring the same new record would both add it.</summary>
    public static Task HoldLibrary(this AssessmentsDb db, CancellationToken cancellation) =>
        db.Take($"""SELECT pg_advisory_xact_lock(hashtextextended({"incidents " + db.Tenant.Required}, 0))""", cancellation);

    private static Task Take(this AssessmentsDb db, FormattableString sql, CancellationToken cancellation) =>
        db.Database.IsNpgsql() ? db.Database.ExecuteSqlAsync(sql, cancellation) : Task.CompletedTask;
}

using Grievances.Data;
using Microsoft.AspNetCore.Authorization;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Hosting.Log;
using Platform.Tenancy;

namespace Grievances.Areas.Grievances.Pages.Console;

/// <summary>The audit log of grievances.</summary>
[Authorize(Policy = Permissions.AuditRead), Work(Work.Own)]
public sealed class LogModel(GrievancesDb db, UnitOfWork<GrievancesDb> unit, AuditLog<GrievancesDb> log, ExportLog<GrievancesDb> export) : LogPage<GrievancesDb>(db, unit, log, export)
{
    /// <inheritdoc />
    protected override string Address => "/console/grievances/log";

    /// <inheritdoc />
    protected override string Record => "Case";

    /// <inheritdoc />
    protected override string Title => "Who did what with grievances";
}

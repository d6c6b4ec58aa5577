using Identity.Data;
using Microsoft.AspNetCore.Authorization;
using Platform.Contracts;
using Platform.Hosting.Http;
using Platform.Hosting.Log;
using Platform.Tenancy;

namespace Identity.Areas.Identity.Pages.Administration;

/// <summary>The audit log of accounts and machines, for the auditor and not for those it is about.</summary>
[Authorize(Policy = Permissions.AuditRead), Work(Work.Own)]
public sealed class LogModel(IdentityDb db, UnitOfWork<IdentityDb> unit, AuditLog<IdentityDb> log, ExportLog<IdentityDb> export) : LogPage<IdentityDb>(db, unit, log, export)
{
    /// <inheritdoc />
    protected override string Address => "/console/administration/log";

    /// <inheritdoc />
    protected override string Record => "User name or machine";

    /// <inheritdoc />
    protected override string Title => "Who let whom in, and who confirmed it";
}

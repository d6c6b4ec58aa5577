using Microsoft.EntityFrameworkCore;
using Platform.Audit;
using Platform.Security;
using Platform.Tenancy;
using Platform.Webhooks.Rows;

namespace Webhooks.Tests;

/// <summary>The smallest service with webhooks.</summary>
public class HookDb : PlatformDb
{
    public HookDb(DbContextOptions<HookDb> options, TenantContext tenant) : base(options, tenant) { }

    protected HookDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    protected override void Describe(ModelBuilder model)
    {
        model.AddWebhooks();
        model.AddAuditTables();
        TenantKeys.Describe(model);
        IdempotencyRecord.Describe(model);
    }
}

public sealed class HookSqlite(DbContextOptions<HookSqlite> options) : HookDb(options, new TenantContext());

public sealed class HookPostgres(DbContextOptions<HookPostgres> options) : HookDb(options, new TenantContext());

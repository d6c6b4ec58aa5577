using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Platform.Clocks;
using Platform.Mail;
using Platform.Tenancy;

namespace Clocks.Tests;

/// <summary>The smallest service with clocks and mail: what fires leaves a row.</summary>
public class ClockDb : PlatformDb
{
    public ClockDb(DbContextOptions<ClockDb> options, TenantContext tenant) : base(options, tenant) { }

    protected ClockDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    protected override void Describe(ModelBuilder model)
    {
        model.AddDueDates();
        model.AddMailItems();
        model.Entity<Firing>().ToTable("firings").HasKey(f => new { f.TenantId, f.Id });
    }
}

public sealed class ClockSqlite(DbContextOptions<ClockSqlite> options) : ClockDb(options, new TenantContext());

public sealed class ClockPostgres(DbContextOptions<ClockPostgres> options) : ClockDb(options, new TenantContext());

/// <summary>No natural key on the due date: fired twice, there would be two.</summary>
public sealed class Firing : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid DueId { get; set; }
    public Guid Subject { get; set; }
    public string Step { get; set; } = "";
    public int Cycle { get; set; }
    public long Turn { get; set; }
    public DateTimeOffset At { get; set; }
}

/// <summary>What a handler does beside leaving its row; shared by the instances of a test.</summary>
public sealed class Script
{
    private long turn;

    /// <summary>Runs after the effect was written and before it is committed.</summary>
    public Func<ClockDb, DueDate, CancellationToken, Task> Then { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Runs after that, with the name of the instance that fires.</summary>
    public Func<string, CancellationToken, Task> In { get; set; } = (_, _) => Task.CompletedTask;

    public long Turn => Interlocked.Read(ref turn);

    public long Next() => Interlocked.Increment(ref turn);
}

public sealed class LeaveARow(Script script, IConfiguration configuration) : DueHandler<ClockDb>
{
    public override async Task Fire(ClockDb db, DueDate due, CancellationToken cancellation)
    {
        db.Add(new Firing { TenantId = due.TenantId, Id = Guid.NewGuid(), DueId = due.Id, Subject = due.Subject, Step = due.Step, Cycle = due.Cycle, Turn = script.Next(), At = due.At });
        await db.SaveChangesAsync(cancellation);
        await script.Then(db, due, cancellation);
        await script.In(configuration["Instance"] ?? "", cancellation);
    }
}

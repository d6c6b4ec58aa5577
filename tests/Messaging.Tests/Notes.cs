using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using Platform.Messaging;
using Platform.Tenancy;

namespace Messaging.Tests;

/// <summary>The smallest service there is: a note is written and announced, a copy is made where the announcement arrives.</summary>
public class NotesDb : PlatformDb
{
    public NotesDb(DbContextOptions<NotesDb> options, TenantContext tenant) : base(options, tenant) { }

    protected NotesDb(DbContextOptions options, TenantContext tenant) : base(options, tenant) { }

    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Copy> Copies => Set<Copy>();

    protected override void Describe(ModelBuilder model)
    {
        model.AddTenantDirectory();
        model.AddMessagingTables();
        model.Entity<Note>().ToTable("notes").HasKey(n => new { n.TenantId, n.Id });
        model.Entity<Copy>().ToTable("copies").HasKey(c => new { c.TenantId, c.Id });
    }
}

public sealed class NotesSqlite(DbContextOptions<NotesSqlite> options) : NotesDb(options, new TenantContext());

public sealed class NotesPostgres(DbContextOptions<NotesPostgres> options) : NotesDb(options, new TenantContext());

public sealed class Note : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
}

/// <summary>No natural key on the note: handled twice, there would be two.</summary>
public sealed class Copy : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid Id { get; set; }
    public Guid NoteId { get; set; }
}

[WireName("notes.note-written.v1")]
public sealed record NoteWritten(Guid NoteId, int FailuresFirst);

public sealed class CopyNote(Attempts attempts) : EventHandlerOf<NotesDb, NoteWritten>
{
    public override async Task Handle(NotesDb db, NoteWritten evt, EventContext context, CancellationToken cancellation)
    {
        db.Add(new Copy { TenantId = context.Tenant, Id = Guid.NewGuid(), NoteId = evt.NoteId });
        await db.SaveChangesAsync(cancellation);
        // The effect is in the transaction by now; a failure here must take it back.
        if (attempts.Next(evt.NoteId) <= evt.FailuresFirst)
            throw new InvalidOperationException("The handler dies after its effect.");
    }
}

/// <summary>Counts attempts over restarts of the handler.</summary>
public sealed class Attempts
{
    private readonly ConcurrentDictionary<Guid, int> counts = new();

    public int Next(Guid note) => counts.AddOrUpdate(note, 1, (_, count) => count + 1);

    public int Of(Guid note) => counts.GetValueOrDefault(note);
}

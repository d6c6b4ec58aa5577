using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Clocks;
using Platform.Files;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;

namespace Grievances.Features.Files;

/// <summary>
/// Files on their way to a case. A random token opens each; it outlives every session, so that an upload over a bad line can go
/// on a day later. Bytes are sealed as they come and never whole in memory.
/// </summary>
public sealed class StagedFiles(GrievancesDb db, UnitOfWork<GrievancesDb> unit, IBlobStore blobs, FileChecks checks, Secrets secrets, TimeProvider clock)
{
    /// <summary>Clock that removes files nobody attached.</summary>
    public const string Clock = "upload";

    /// <summary>Most bytes of one file.</summary>
    public const long Most = 200L * 1024 * 1024;

    /// <summary>Most bytes of one file in a form.</summary>
    public const long MostInForm = 25L * 1024 * 1024;

    /// <summary>How long a file waits to be sent.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Announces a file within the current unit of work; its token is told here, once.</summary>
    public async Task<Outcome<AnnouncedUpload>> Announce(string name, long length, CancellationToken cancellation)
    {
        if (length <= 0)
            return Refusal.Field("platform.invalid", "/length", "grievances.file_empty");
        if (length > Most)
            return new Refusal(StatusCodes.Status413PayloadTooLarge, "grievances.file_too_large");
        var (staged, token) = New(name, length);
        Add(staged);
        await db.SaveChangesAsync(cancellation);
        return new AnnouncedUpload(staged.Id, token, 0, staged.ExpiresAt);
    }

    private (StagedFile File, string Token) New(string name, long length)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var staged = new StagedFile
        {
            TenantId = db.Tenant.Required,
            Id = Guid.CreateVersion7(),
            TokenDigest = Digest(token),
            Announced = length,
            Version = 1,
            ExpiresAt = clock.GetUtcNow() + Kept,
        };
        staged.State = Seal(staged, token, new StagedState(Shown(name), Convert.ToBase64String(SealedFile.NewKey()), SealedManifest.Empty, null, null, null, [], ScanState.Unscanned));
        return (staged, token);
    }

    /// <summary>The staged file of a token, or a refusal; a wrong token and an unknown file look alike.</summary>
    public async Task<Outcome<(StagedFile File, StagedState State)>> Find(Guid id, string? token, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 100)
            return Refusal.NotFound("grievances.upload_unknown");
        var now = clock.GetUtcNow();
        var file = await db.StagedFiles.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.ExpiresAt > now, cancellation);
        return file is not null && CryptographicOperations.FixedTimeEquals(file.TokenDigest, Digest(token)) ? (file, Open(file, token)) : Refusal.NotFound("grievances.upload_unknown");
    }

    /// <summary>
    /// Takes bytes from an offset on, in units of work of its own. Each piece of a few MiB is noted before the next is read, so
    /// that a process that dies costs the sender no more than that.
    /// </summary>
    /// <param name="id">Id of the file.</param>
    /// <param name="token">Its token.</param>
    /// <param name="offset">Where the bytes begin.</param>
    /// <param name="body">The bytes. Where there are more than were announced, none of them count.</param>
    /// <param name="length">How many they are, where that is told.</param>
    /// <param name="cancellation">Ends the reading; what came is kept.</param>
    public async Task<Outcome<StagedView>> Append(Guid id, string token, long offset, Stream body, long? length, CancellationToken cancellation)
    {
        var found = await unit.Read(() => Find(id, token, cancellation), cancellation);
        if (found.Refusal is { } refusal)
            return refusal;
        var (file, state) = found.Value;
        // Whoever did not hear that the last byte came asks once more, with nothing to add.
        if (file.Complete && offset == file.Received && !await HasMore(body, cancellation))
            return StagedView.Of(file, state);
        if (file.Complete || offset != file.Received)
            return new Refusal(StatusCodes.Status409Conflict, "grievances.upload_offset");
        if (length > file.Announced - offset)
            return TooLong;
        var before = state;
        using var writer = new SealedFileWriter(blobs, new SealedFile(file.TenantId, id, SealedFile.Original), state.KeyBytes, file.Announced, state.Original);
        while (true)
        {
            // Never more than was announced: a writer that is given more gives the whole file up.
            var piece = new LimitedStream(body, Math.Min(8 * SealedManifest.ChunkLength, file.Announced - writer.Manifest.Length));
            var appended = await writer.Append(piece, cancellation);
            state = state with { Original = writer.Manifest };
            if (!await Note(file, token, state, complete: false))
                return new Refusal(StatusCodes.Status409Conflict, "grievances.upload_offset");
            if (appended.Interrupted)
                return StagedView.Of(file, state);
            if (piece.Ended || file.Received == file.Announced)
                break;
        }
        if (file.Received < file.Announced)
            return StagedView.Of(file, state);
        // The chunks of the state before are still there: one that was filled up has another name.
        if (await HasMore(body, cancellation))
            return await Note(file, token, before, complete: false) ? TooLong : new Refusal(StatusCodes.Status409Conflict, "grievances.upload_offset");
        state = state with { Original = await writer.Complete(CancellationToken.None) };
        var checkedState = await checks.Check(file, state, cancellation);
        if (checkedState.Refusal is { } unfit)
        {
            await Delete(file);
            return unfit;
        }
        return await Note(file, token, checkedState.Value!, complete: true) ? StagedView.Of(file, checkedState.Value!) : new Refusal(StatusCodes.Status409Conflict, "grievances.upload_offset");
    }

    /// <summary>Takes a whole file of a form, whose length nobody announced.</summary>
    public async Task<Outcome<(StagedView View, string Token)>> Whole(string name, Stream body, CancellationToken cancellation)
    {
        var (file, token) = New(name, MostInForm);
        var state = Open(file, token);
        using var writer = new SealedFileWriter(blobs, new SealedFile(file.TenantId, file.Id, SealedFile.Original), state.KeyBytes, MostInForm);
        var appended = await writer.Append(body, cancellation);
        if (appended.Refusal is not null || appended.Interrupted || appended.Offset == 0)
        {
            await SealedFile.Delete(blobs, file.TenantId, file.Id, CancellationToken.None);
            return appended.Refusal is null ? Refusal.Field("platform.invalid", "/file", "grievances.file_empty") : new Refusal(StatusCodes.Status413PayloadTooLarge, "grievances.file_too_large");
        }
        file.Announced = appended.Offset;
        var checkedState = await checks.Check(file, state with { Original = await writer.Complete(CancellationToken.None) }, cancellation);
        if (checkedState.Refusal is { } unfit)
        {
            await SealedFile.Delete(blobs, file.TenantId, file.Id, CancellationToken.None);
            return unfit;
        }
        (file.Received, file.Complete, file.State) = (appended.Offset, true, Seal(file, token, checkedState.Value!));
        await unit.Write(async () =>
        {
            Add(file);
            await db.SaveChangesAsync(CancellationToken.None);
        }, CancellationToken.None);
        return (StagedView.Of(file, checkedState.Value!), token);
    }

    /// <summary>Removes a file that nobody attached in time, within the current unit of work; doing it again changes nothing.</summary>
    public async Task RemoveExpired(Guid tenant, Guid id, CancellationToken cancellation)
    {
        // Its bytes go only where the row was still there: what was attached to a case lies at the same place.
        if (await db.StagedFiles.Where(s => s.Id == id).ExecuteDeleteAsync(cancellation) == 1)
            await SealedFile.Delete(blobs, tenant, id, cancellation);
        await db.DueDates(clock.GetUtcNow()).Forget(id, cancellation);
    }

    private void Add(StagedFile file)
    {
        db.Add(file);
        db.DueDates(clock.GetUtcNow()).Begin(file.Id, Clock, [new DueStep(Clock, file.ExpiresAt)]);
    }

    /// <summary>Gives a file up, in a unit of work of its own.</summary>
    public async Task Delete(StagedFile file)
    {
        await unit.Write(() => db.StagedFiles.Where(s => s.Id == file.Id).ExecuteDeleteAsync(CancellationToken.None), CancellationToken.None);
        await SealedFile.Delete(blobs, file.TenantId, file.Id, CancellationToken.None);
    }

    private static Refusal TooLong => new(StatusCodes.Status413PayloadTooLarge, "grievances.upload_too_long");

    // A line that breaks here brought all that was announced.
    private static async Task<bool> HasMore(Stream body, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(new byte[1], cancellation) > 0;
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private async Task<bool> Note(StagedFile file, string token, StagedState state, bool complete)
    {
        var (version, received, sealedState) = (file.Version, state.Original.Length, Seal(file, token, state));
        var changed = await unit.Run(true, () => db.StagedFiles.Where(s => s.Id == file.Id && s.Version == version).ExecuteUpdateAsync(s => s
            .SetProperty(x => x.State, sealedState).SetProperty(x => x.Received, received).SetProperty(x => x.Announced, file.Announced)
            .SetProperty(x => x.Complete, complete).SetProperty(x => x.Version, version + 1)), rows => rows == 1, CancellationToken.None);
        (file.Version, file.Received, file.Complete) = (version + 1, received, complete);
        return changed == 1;
    }

    // A name is shown and never used as a path: what is before the last slash says where it lay on somebody's machine. Signs that
    // turn the direction of writing or have no width would disguise its ending: "fdp.exe" read backwards is "exe.pdf".
    private static string Shown(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = string.Concat(last.EnumerateRunes().Where(rune => !IsHidden(rune)).Take(200).Select(rune => rune.ToString())).Trim();
        return clean.Length == 0 ? "file" : clean;
    }

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private byte[] Digest(string token) => secrets.Digest("upload-token", Encoding.UTF8.GetBytes(token));

    private byte[] Seal(StagedFile file, string token, StagedState state) => Envelope.Seal(Key(token), Place(file), JsonSerializer.Serialize(state, JsonSerializerOptions.Web));

    private StagedState Open(StagedFile file, string token) => JsonSerializer.Deserialize<StagedState>(Envelope.Open(Key(token), Place(file), file.State), JsonSerializerOptions.Web)!;

    private byte[] Key(string token) => secrets.Derive("upload-seal", Encoding.UTF8.GetBytes(token));

    private static SealedPlace Place(StagedFile file) => new(file.TenantId, Guid.Empty, "staged", file.Id, "state");
}

/// <summary>At most some bytes of another stream; the rest stays in it.</summary>
internal sealed class LimitedStream(Stream source, long most) : Stream
{
    private long left = most;

    /// <summary>Whether the other stream has ended.</summary>
    public bool Ended { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (left == 0)
            return 0;
        var read = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        left -= read;
        Ended = read == 0;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

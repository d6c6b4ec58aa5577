using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Hosting.Http;
using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>Drafts, publication and history, on both databases.</summary>
public sealed class VersionTests(VersionsHost host) : IClassFixture<VersionsHost>
{
    private static readonly string[] English = ["en"];
    private readonly Guid tenant = Guid.NewGuid();

    private static FormDefinition Form(string title) => new([Page("p", Question("q")) with { Title = Text(title) }]);

    private Task<Outcome<SavedDraft>> Save(string database, FormDefinition definition, long? ifMatch, Guid? of = null, string form = "intake") =>
        host.Write(database, of ?? tenant, (db, services) => services.GetRequiredService<SaveDraft>().Run(db, form, definition, ifMatch, English));

    private Task<Outcome<ReadVersion>> Publish(string database, long ifMatch, Guid? of = null) =>
        host.Write(database, of ?? tenant, (db, services) => services.GetRequiredService<PublishDraft>().Run(db, "intake", ifMatch, "engagement-lead", English));

    private Task<ReadVersion?> Published(string database, Guid? of = null) =>
        host.Read(database, of ?? tenant, (db, services) => services.GetRequiredService<ReadForm>().Published(db, "intake"));

    private Task<IReadOnlyList<ListedVersion>> List(string database, Guid? of = null, int limit = 50, int? before = null) =>
        host.Read(database, of ?? tenant, (db, services) => services.GetRequiredService<ListVersions>().Run(db, "intake", limit, before));

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Publish_MakesTheDraftTheOneThatIsAsked_AndKeepsTheOneBefore(string database)
    {
        Assert.Null(await Published(database));
        var first = (await Save(database, Form("One"), null)).Value!;
        Assert.Equal((1, 1, FormVersionStatus.Draft, 0), (first.Draft.Number, first.Draft.Version, first.Draft.Status, first.Faults.Count));
        Assert.Null(await Published(database));
        var published = (await Publish(database, first.Draft.Version)).Value!;
        Assert.Equal((1, FormVersionStatus.Published, "engagement-lead"), (published.Number, published.Status, published.PublishedBy));
        Assert.NotNull(published.PublishedAt);

        var second = (await Save(database, Form("Two"), null)).Value!;
        Assert.Equal(2, second.Draft.Number);
        Assert.Equal("One", (await Published(database))!.Definition.Pages[0].Title.In("en").Text);
        await Publish(database, second.Draft.Version);
        Assert.Equal("Two", (await Published(database))!.Definition.Pages[0].Title.In("en").Text);
        Assert.Equal([(2, FormVersionStatus.Published), (1, FormVersionStatus.Retired)], (await List(database)).Select(version => (version.Number, version.Status)));

        // Answers name the version they were given for.
        var read = await host.Read(database, tenant, (db, services) => services.GetRequiredService<ReadForm>().Numbered(db, "intake", 1));
        Assert.Equal("One", read.Value!.Definition.Pages[0].Title.In("en").Text);
        Assert.Equal(published.PublishedAt, read.Value.PublishedAt);
        var missing = await host.Read(database, tenant, (db, services) => services.GetRequiredService<ReadForm>().Numbered(db, "intake", 3));
        Assert.Equal((404, "forms.version_unknown"), (missing.Refusal!.Status, missing.Refusal.Code));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Save_WithoutOrWithAnOldVersion_LosesNothing(string database)
    {
        var draft = (await Save(database, Form("One"), null)).Value!.Draft;
        Assert.Equal((428, "forms.if_match_missing"), Of(await Save(database, Form("Two"), null)));
        var changed = (await Save(database, Form("Two"), draft.Version)).Value!.Draft;
        Assert.Equal((1, 2), (changed.Number, changed.Version));
        Assert.Equal((412, "platform.precondition"), Of(await Save(database, Form("Three"), draft.Version)));
        Assert.Equal((412, "platform.precondition"), Of(await Publish(database, draft.Version)));
        var kept = await host.Read(database, tenant, (db, services) => services.GetRequiredService<ReadForm>().Draft(db, "intake"));
        Assert.Equal("Two", kept.Value!.Definition.Pages[0].Title.In("en").Text);
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Publish_AFaultyDraft_IsRefusedWithAllFaults(string database)
    {
        var faulty = new FormDefinition([Page("check", Question("q", QuestionKind.OneOf)), Page("p", Question("Q") with { Label = LocalText.Of("ar", "س") })]);
        var saved = (await Save(database, faulty, null)).Value!;
        Assert.Equal(4, saved.Faults.Count);
        var refusal = (await Publish(database, saved.Draft.Version)).Refusal!;
        Assert.Equal((400, "forms.definition_faulty"), (refusal.Status, refusal.Code));
        Assert.Equal(["/pages/0/id", "/pages/0/questions/0/options", "/pages/1/questions/0/id", "/pages/1/questions/0/label/en"], refusal.Errors!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([DefinitionCodes.TranslationMissing], refusal.Errors["/pages/1/questions/0/label/en"]);
        Assert.Null(await Published(database));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Discard_ThrowsTheDraftAway_AndNothingElse(string database)
    {
        Task<Outcome<Done>> Discard(long version) => host.Write(database, tenant, (db, services) => services.GetRequiredService<DiscardDraft>().Run(db, "intake", version));
        Assert.Equal((404, "forms.draft_unknown"), Of(await Discard(1)));
        await Publish(database, (await Save(database, Form("One"), null)).Value!.Draft.Version);
        var draft = (await Save(database, Form("Two"), null)).Value!.Draft;
        Assert.Equal(412, (await Discard(draft.Version + 1)).Refusal!.Status);
        Assert.False((await Discard(draft.Version)).Refused);
        Assert.Equal([1], (await List(database)).Select(version => version.Number));
        Assert.Equal((404, "forms.draft_unknown"), Of(await Publish(database, draft.Version)));
        Assert.NotNull(await Published(database));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Copy_MakesAnOlderVersionTheDraft(string database)
    {
        await Publish(database, (await Save(database, Form("One"), null)).Value!.Draft.Version);
        await Publish(database, (await Save(database, Form("Two"), null)).Value!.Draft.Version);
        Task<Outcome<SavedDraft>> Copy(int number, long? ifMatch) => host.Write(database, tenant, (db, services) => services.GetRequiredService<CopyVersion>().Run(db, "intake", number, ifMatch, English));
        Assert.Equal((404, "forms.version_unknown"), Of(await Copy(9, null)));
        var copy = (await Copy(1, null)).Value!.Draft;
        Assert.Equal((3, "One"), (copy.Number, copy.Definition.Pages[0].Title.In("en").Text));
        Assert.Equal(428, (await Copy(2, null)).Refusal!.Status);
        Assert.Equal("Two", (await Copy(2, copy.Version)).Value!.Draft.Definition.Pages[0].Title.In("en").Text);
        Assert.Equal([3, 2], (await List(database, limit: 2)).Select(version => version.Number));
        Assert.Equal([1], (await List(database, limit: 2, before: 2)).Select(version => version.Number));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Save_WhatIsTooLargeOrUnnamed_IsRefused(string database)
    {
        var large = new FormDefinition([.. Enumerable.Range(0, 120).Select(n => Page($"p{n}", new FormQuestion($"q{n}", QuestionKind.Text, Text("q"), LocalText.Of("en", new string('x', 2_000)))))]);
        Assert.Equal((413, DefinitionCodes.TooLarge), Of(await Save(database, large, null)));
        Assert.Equal((400, "forms.form_malformed"), Of(await Save(database, Form("One"), null, form: "In take")));
        Assert.Empty(await List(database));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Publish_AtOnce_PublishesOnce(string database)
    {
        for (var round = 0; round < 5; round++)
        {
            var draft = (await Save(database, Form($"Round {round}"), null)).Value!.Draft;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Publish(database, draft.Version))));
            Assert.Single(outcomes, outcome => !outcome.Refused);
            Assert.All(outcomes.Where(outcome => outcome.Refused), outcome => Assert.Equal((404, "forms.draft_unknown"), Of(outcome)));
            var versions = await List(database);
            Assert.Equal(round + 1, Assert.Single(versions, version => version.Status == FormVersionStatus.Published).Number);
            Assert.Equal(round, versions.Count(version => version.Status == FormVersionStatus.Retired));
        }
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task Save_AtOnce_BeginsOneDraft(string database)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Save(database, Form($"Writer {n}"), null))));
        Assert.Single(outcomes, outcome => !outcome.Refused);
        Assert.All(outcomes.Where(outcome => outcome.Refused), outcome => Assert.Equal(428, outcome.Refusal!.Status));
        Assert.Single(await List(database));
    }

    [Theory]
    [InlineData("Sqlite", FormVersionStatus.Draft)]
    [InlineData("Sqlite", FormVersionStatus.Published)]
    [InlineData("Postgres", FormVersionStatus.Draft)]
    [InlineData("Postgres", FormVersionStatus.Published)]
    public async Task TheDatabaseItself_HoldsOneOfAKind(string database, FormVersionStatus status)
    {
        Task<Outcome<Done>> Insert(int number, FormVersionStatus each, string form = "intake") => host.Write<Done>(database, tenant, async (db, _) =>
        {
            db.Add(new FormVersion { FormId = form, Number = number, Status = each, Definition = "{}", Version = 1, CreatedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
            return new Done();
        });
        await Insert(1, status);
        await Insert(2, FormVersionStatus.Retired);
        await Insert(3, FormVersionStatus.Retired);
        await Insert(1, status, "other");
        await Assert.ThrowsAsync<DbUpdateException>(() => Insert(4, status));
    }

    [Theory, InlineData("Sqlite"), InlineData("Postgres")]
    public async Task AnotherTenant_SeesAndChangesNothing(string database)
    {
        var stranger = Guid.NewGuid();
        await Publish(database, (await Save(database, Form("Ours"), null)).Value!.Draft.Version);
        var draft = (await Save(database, Form("Ours too"), null)).Value!.Draft;
        Assert.Null(await Published(database, stranger));
        Assert.Empty(await List(database, stranger));
        Assert.Equal((404, "forms.draft_unknown"), Of(await Publish(database, draft.Version, stranger)));
        Assert.Equal((412, "platform.precondition"), Of(await Save(database, Form("Theirs"), draft.Version, stranger)));
        Assert.Equal(1, (await Save(database, Form("Theirs"), null, stranger)).Value!.Draft.Number);
        Assert.Equal("Ours", (await Published(database))!.Definition.Pages[0].Title.In("en").Text);
    }

    [Fact]
    public async Task RowLevelSecurity_HoldsWhereTheFilterIsForgotten()
    {
        await Save("Postgres", Form("Ours"), null);
        await using var connection = new NpgsqlConnection(host.AppConnection);
        await connection.OpenAsync();
        async Task<object?> As(Guid? who, string sql)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using (var setting = new NpgsqlCommand("select set_config('app.tenant_id', $1, true)", connection) { Parameters = { new() { Value = who?.ToString() ?? "" } } })
                await setting.ExecuteNonQueryAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }
        const string count = "select count(*) from form_versions";
        const string change = "with changed as (update form_versions set definition = '{}' returning 1) select count(*) from changed";
        Assert.Equal(1L, await As(tenant, count));
        Assert.Equal(0L, await As(Guid.NewGuid(), count));
        Assert.Equal(0L, await As(null, count));
        Assert.Equal(0L, await As(Guid.NewGuid(), change));
        Assert.Equal(1L, await As(tenant, change));
        var planted = await Assert.ThrowsAsync<PostgresException>(() => As(Guid.NewGuid(),
            $"insert into form_versions (tenant_id, form_id, number, status, definition, version, created_at) values ('{tenant}', 'intake', 9, 'Retired', '{{}}', 1, now())"));
        Assert.Equal("42501", planted.SqlState);
    }

    private static (int, string) Of<T>(Outcome<T> outcome) => (outcome.Refusal!.Status, outcome.Refusal.Code);
}

using System.Data.Common;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Grievances.Data;
using Grievances.Domain;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Platform.Contracts;
using Platform.Hosting.Auth;
using Platform.Hosting.Http;
using Platform.Security;
using Platform.Tenancy;
using Testing;

namespace Benchmarks;

/// <summary>
/// What the queue costs in organisations of 100, 10,000 and a million cases: the same filters, both orders and a page far down, one request
/// after another. A large organisation's handlers must not wait longer for their work than a small one's.
/// </summary>
public static class QueueBenchmark
{
    private const string Issuer = "http://localhost:1";

    private static readonly (string Name, string Query)[] Filters =
    [
        ("open", "state=open"), ("grave", "state=open&band=critical,high"), ("late and nobody’s", "state=open&due=overdue&assigned=nobody"), ("one right", "state=open&right=PRIV-01"),
        // As many as a hundred cases have of it: a whole page of fifty beside a page of two says how long a page is, and not how the queue grows.
        ("one right, two", "state=open&right=PRIV-01&limit=2"),
        ("open by band", "state=open&sort=band"),
    ];

    /// <summary>Runs it; whether everything held that must.</summary>
    public static async Task<bool> Run(Options options)
    {
        using var report = new Report("queue", options);
        await using var service = await GrievancesService.Start(options.Connection);
        using var http = GrievancesService.Client(service.Address);
        await FilingBody.File(service, http, FilingBody.Of(service));
        using var rsa = RSA.Create(2048);
        var (key, counter, address) = (new RsaSecurityKey(rsa) { KeyId = "benchmark" }, new Statements(), $"http://127.0.0.1:{ServerProcess.FreePort()}");
        await using var inside = service.Build(address, services => services.ConfigureDbContext<GrievancesDb>(o => o.AddInterceptors(counter)).PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o =>
        {
            o.Configuration = new OpenIdConnectConfiguration { Issuer = Issuer };
            o.Configuration.SigningKeys.Add(key);
        }));
        await inside.StartAsync();
        var (good, small) = (true, new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var size in new[] { 100, 10_000, 1_000_000 }.Where(size => size <= options.Cases))
        {
            var tenant = await Seed(service, inside.Services, size);
            using var handler = Handler(address, key, tenant);
            foreach (var (name, query) in Filters.Concat(await Deep(service, tenant, size)))
            {
                var times = await Times(handler, $"{GrievancesService.Api}/cases?{query}", options);
                var page = await Once(handler, counter, $"/console/grievances?{query.Split("&cursor=")[0]}");
                var (p50, p95) = (Percentile.Of(times, 0.5), Percentile.Of(times, 0.95));
                small.TryAdd(name, p95);
                report.Line(new { what = "queue", cases = size, name, requests = times.Length, p50Ms = p50, p95Ms = p95, ratio = p95 / small[name], statements = page.Statements, pageMs = page.Milliseconds });
                Report.Say($"{size,9:N0} cases  {name,-18} p50 {p50,7:0.00} ms  p95 {p95,7:0.00} ms  {p95 / small[name],5:0.00} × that at 100  page {page.Milliseconds,7:0.0} ms, {page.Statements} statements");
                good &= report.Holds(page.Statements <= 8, $"{size} cases, {name}: the page sends {page.Statements} statements, at most 8");
                if (size == 10_000 && name != "one right")
                    good &= report.Holds(p95 <= 1.5 * small[name], $"10,000 cases, {name}: p95 is {p95 / small[name]:0.00} times that at 100, at most 1.5");
            }
        }
        await inside.StopAsync();
        return good;
    }

    // Copies of one filed case with coarse facts of their own: three of ten are closed and were due in the years before, a third of the rest waits for an answer.
    private static async Task<Guid> Seed(GrievancesService service, IServiceProvider services, int size)
    {
        var tenant = Guid.CreateVersion7();
        await using (var scope = services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<TenantContext>().Enter(tenant);
            var db = scope.ServiceProvider.GetRequiredService<GrievancesDb>();
            await scope.ServiceProvider.GetRequiredService<UnitOfWork<GrievancesDb>>().Write(async () =>
            {
                await db.Remember(tenant, "q" + tenant.ToString("N")[^12..], $"Of {size}", true, 1, CancellationToken.None);
                await services.GetRequiredService<TenantKeys>().Ensure(db, CaseKeys.Groups, CancellationToken.None);
                await db.SaveChangesAsync();
            });
        }
        await using var insert = service.Servers.Database.CreateCommand("""
            insert into grievances select made.* from grievances sample, generate_series(1, @size) i, lateral jsonb_populate_record(sample, jsonb_build_object(
                'tenant_id', @tenant, 'id', gen_random_uuid(), 'reference', lpad(upper(to_hex(i)), 10, '0'),
                'state', (array['Received','Received','Received','Assessed','Assessed','InDialogue','RemedyProposed','Closed','Closed','Closed'])[1 + i % 10],
                'band', (array[null,'Low','Moderate','High','Critical'])[1 + i % 5], 'rank', (array[3,1,2,4,5])[1 + i % 5], 'awaits_answer', i % 10 < 7 and i % 3 = 0,
                'due_at', now() + case when i % 10 < 7 then ((i * 7919) % @size)::float / @size * 100 - 10 else ((i * 7919) % @size)::float / @size * -1000 end * interval '1 day', 'rights', case when i % 50 = 0 then 'HARM-04,PRIV-01' else 'HARM-04' end, 'pattern_id', null)) made
            where sample.tenant_id = @sample
            """);
        insert.CommandTimeout = 1_800;
        insert.Parameters.AddWithValue("size", (long)size);
        insert.Parameters.AddWithValue("tenant", tenant);
        insert.Parameters.AddWithValue("sample", service.Tenant);
        await insert.ExecuteNonQueryAsync();
        await using var index = service.Servers.Database.CreateCommand("insert into case_rights (tenant_id, code, case_id) select tenant_id, unnest(string_to_array(rights, ',')), id from grievances where tenant_id = $1");
        index.CommandTimeout = 1_800;
        index.Parameters.AddWithValue(tenant);
        await index.ExecuteNonQueryAsync();
        await using var analyze = service.Servers.Database.CreateCommand("vacuum analyze grievances, case_rights");
        analyze.CommandTimeout = 1_800;
        await analyze.ExecuteNonQueryAsync();
        return tenant;
    }

    // Where nine tenths of the queue are behind, in both orders.
    private static async Task<IEnumerable<(string Name, string Query)>> Deep(GrievancesService service, Guid tenant, int size)
    {
        var places = new List<(string, string)>();
        foreach (var sort in new[] { "due", "band" })
        {
            await using var command = service.Servers.Database.CreateCommand($"select due_at, id, rank from grievances where tenant_id = $1 and state <> 'Closed' order by {(sort == "band" ? "rank desc, " : "")}due_at, id offset {size * 63 / 100} limit 1");
            command.Parameters.AddWithValue(tenant);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            var cursor = Cursor.Of(new { By = reader.GetFieldValue<DateTimeOffset>(0), Id = reader.GetGuid(1), Sort = sort, Rank = sort == "band" ? reader.GetInt32(2) : 0 });
            places.Add(($"far down by {sort}", $"state=open&sort={sort}&cursor={cursor}"));
        }
        return places;
    }

    private static async Task<double[]> Times(HttpClient handler, string path, Options options)
    {
        for (var i = 0; i < 30; i++)
            (await handler.GetAsync(path)).EnsureSuccessStatusCode().Dispose();
        var times = new List<double>();
        for (var whole = Stopwatch.StartNew(); whole.Elapsed.TotalSeconds < options.Seconds || times.Count < 100;)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await handler.GetAsync(path);
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return [.. times.Order()];
    }

    private static async Task<(int Statements, double Milliseconds)> Once(HttpClient handler, Statements counter, string path)
    {
        (await handler.GetAsync(path)).EnsureSuccessStatusCode().Dispose();
        counter.Begin();
        var began = Stopwatch.GetTimestamp();
        using var answer = await handler.GetAsync(path);
        await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return (counter.Count, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static HttpClient Handler(string address, RsaSecurityKey key, Guid tenant)
    {
        var client = GrievancesService.Client(address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = BearerAuthentication.Audience, TokenType = "at+jwt", Expires = DateTime.UtcNow.AddHours(2), SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = Guid.NewGuid().ToString(), ["tenant"] = tenant.ToString(), ["role"] = "case-handler", ["permission"] = new[] { Permissions.GrievancesRead, Permissions.GrievancesHandle },
            },
        }));
        return client;
    }

    // What is read within a request: what background workers send meanwhile is not the page's.
    private sealed class Statements : DbCommandInterceptor
    {
        private int count;

        public int Count => count;

        public void Begin() => Interlocked.Exchange(ref count, 0);

        public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
                if (activity.OperationName == "Microsoft.AspNetCore.Hosting.HttpRequestIn")
                    Interlocked.Increment(ref count);
            return ValueTask.FromResult(result);
        }
    }
}

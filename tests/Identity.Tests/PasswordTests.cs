using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Identity.Data;
using Identity.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Tenancy;

namespace Identity.Tests;

/// <summary>Who knows a password, and what it costs to ask.</summary>
public sealed class PasswordTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    [Fact]
    public async Task A_password_that_somebody_else_knows_gives_no_code_before_another_is_chosen()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        using var login = await flow.SubmitForm(tenant.Administrator, tenant.Password);
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);

        using var led = await flow.Browser.GetAsync(login.Headers.Location);
        var page = led.Headers.Location!.OriginalString;
        Assert.StartsWith("/connect/password?returnUrl=", page, StringComparison.Ordinal);
        using (var byHand = await flow.Browser.GetAsync(flow.AuthorizePath()))
            Assert.StartsWith("/connect/password", byHand.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using (var silent = await flow.Browser.GetAsync(flow.AuthorizePath(more: "&prompt=none")))
            Assert.Contains("error=interaction_required", silent.Headers.Location!.Query, StringComparison.Ordinal);

        await Refused(flow, page, "short", "12 to 128 characters");
        await Refused(flow, page, tenant.Administrator.ToUpperInvariant(), "must not be the user name");
        await Refused(flow, page, tenant.Password, "the password you have already");
        await Refused(flow, page, "a long and good one", "differ", "a long and bad one");

        using var changed = await flow.Choose(page, "a long and good one");
        using var back = await flow.Browser.GetAsync(changed.Headers.Location);
        using var exchanged = await flow.Exchange(flow.CodeIn(back));
        Assert.Equal(HttpStatusCode.OK, exchanged.StatusCode);
        using var other = new CodeFlow(server);
        using var old = await other.SubmitForm(tenant.Administrator, tenant.Password);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.NotEmpty(await other.Code(tenant.Administrator, "a long and good one"));
    }

    [Fact]
    public async Task The_page_has_no_script_and_a_label_for_each_question_and_nobody_reaches_it_without_signing_in()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        using (var nobody = await flow.Browser.GetAsync("/connect/password"))
            Assert.StartsWith("/connect/login", nobody.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var login = await flow.SubmitForm(tenant.Administrator, tenant.Password);

        using var answer = await flow.Browser.GetAsync("/connect/password");

        var page = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<h1>Choose your own password</h1>", page, StringComparison.Ordinal);
        foreach (var question in new[] { "Password", "Repeated" })
            Assert.Contains($"for=\"{question}\"", page, StringComparison.Ordinal);
        using var empty = await flow.Choose("/connect/password", "");
        Assert.Contains("<a href=\"#Password\">", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_seeds_says_whether_a_password_is_meant_to_be_shared(bool mustChange)
    {
        var tenant = await server.Provision();
        var userName = $"seeded.{Guid.NewGuid():N}";
        await using (var scope = server.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AccountCreation>()
                .Create(tenant.Id, new NewAccount(userName, "Seeded", ["assessor"], Password: "a password of the demo"), mustChange);

        using var flow = new CodeFlow(server);
        using var login = await flow.SubmitForm(userName, "a password of the demo");
        using var next = await flow.Browser.GetAsync(login.Headers.Location);

        Assert.StartsWith(mustChange ? "/connect/password" : flow.RedirectUri, next.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_an_administrator_chose_for_somebody_is_to_be_changed_too()
    {
        using var admin = await server.Administrator(await server.Provision());
        var userName = $"given.{Guid.NewGuid():N}";
        using var created = await IdentityServer.Post(admin, "/api/identity/v1/users", new { userName, displayName = "Given", roles = new[] { "assessor" }, password = "chosen by the boss" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        using var flow = new CodeFlow(server);
        using var login = await flow.SubmitForm(userName, "chosen by the boss");
        using var next = await flow.Browser.GetAsync(login.Headers.Location);
        Assert.StartsWith("/connect/password", next.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_changes_their_password_with_the_current_one_and_every_other_session_ends()
    {
        var tenant = await server.Provision();
        using var elsewhere = new CodeFlow(server);
        var tokens = await elsewhere.Tokens(tenant.Administrator, tenant.Password);
        using var flow = new CodeFlow(server);
        await flow.Tokens(tenant.Administrator, tenant.Password);
        var current = flow.Own(tenant.Administrator, tenant.Password);

        using (var wrong = await flow.Choose("/connect/password", "another good password", current: "not the current one"))
            Assert.Contains("This is not your current password", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var same = await flow.Choose("/connect/password", current, current: current))
            Assert.Contains("the password you have already", await same.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var changed = await flow.Choose("/connect/password", "another good password", current: current))
            Assert.Contains("Your password is changed", await changed.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var refresh = await elsewhere.Refresh(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal("invalid_grant", (await refresh.Json()).GetProperty("error").GetString());
        using var other = await elsewhere.Browser.GetAsync(elsewhere.AuthorizePath());
        Assert.StartsWith("/connect/login", other.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var own = await flow.Browser.GetAsync(flow.AuthorizePath());
        Assert.NotEmpty(flow.CodeIn(own));
        var id = CodeFlow.Part(tokens.GetProperty("access_token").GetString()!, 1).GetProperty("sub").GetString();
        Assert.Equal(2, (await server.Audit(tenant.Id, $"account:{id}")).Count(line => line == "identity.password_changed own-account"));
    }

    [Fact]
    public async Task Guesses_at_the_current_password_count_as_at_the_sign_in()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        await flow.Tokens(tenant.Administrator, tenant.Password);
        for (var guess = 0; guess < 5; guess++)
            using (await flow.Choose("/connect/password", "another good password", current: $"guess number {guess}")) { }

        using var right = await flow.Choose("/connect/password", "another good password", current: flow.Own(tenant.Administrator, tenant.Password));
        Assert.Contains("rests after too many wrong ones", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_waits_where_a_known_one_waits()
    {
        var tenant = await server.Provision();
        var gate = await server.Services.GetRequiredService<WriteGate<IdentityDb>>().Enter(CancellationToken.None);
        using var known = new CodeFlow(server);
        using var unknown = new CodeFlow(server);
        var answers = new[] { known.SubmitForm(tenant.Administrator, "a wrong password"), unknown.SubmitForm("nobody." + tenant.Slug, "a wrong password") };
        await Task.Delay(1500);
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));

        gate.Dispose();
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task No_transaction_is_open_while_a_password_is_hashed()
    {
        var tenant = await server.Provision();
        var hasher = new PasswordHasher<Account>();
        hasher.HashPassword(new Account(), "warm");
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < 3; n++)
            hasher.HashPassword(new Account(), "a wrong password");
        var hash = watch.Elapsed / 3;

        using var transactions = new Transactions();
        using var flow = new CodeFlow(server, transactions);
        for (var n = 0; n < 4; n++)
            using (await flow.SubmitForm(tenant.Administrator, "a wrong password")) { }

        Assert.True(transactions.Lasted.Count >= 4);
        Assert.True(transactions.Lasted.Min() < hash / 2, $"The shortest transaction took {transactions.Lasted.Min()}, a hash takes {hash}");
    }

    [Fact]
    public async Task Who_finds_the_queue_full_is_told_to_come_back()
    {
        var small = await IdentityServer.Start(["--Identity:PasswordChecks:AtOnce=1", "--Identity:PasswordChecks:Waiting=0"]);
        await using var _ = small;
        var tenant = await small.Provision();

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(async n =>
        {
            using var flow = new CodeFlow(small);
            using var answer = await flow.SubmitForm($"nobody.{n}", "a wrong password");
            return (answer.StatusCode, Wait: answer.Headers.RetryAfter?.ToString(), Page: await answer.Content.ReadAsStringAsync());
        }));

        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.True(a.Wait == "5" && a.Page.Contains("Too many people are signing in", StringComparison.Ordinal)));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.NotEmpty(await CodeFlow.AccessToken(small, tenant.Administrator, tenant.Password));
    }

    [Fact]
    public async Task Sign_ins_that_fail_and_succeed_leave_their_lines()
    {
        var tenant = await server.Provision();
        using var flow = new CodeFlow(server);
        var subject = "account:" + CodeFlow.Part((await flow.Tokens(tenant.Administrator, tenant.Password)).GetProperty("access_token").GetString()!, 1).GetProperty("sub").GetString();
        for (var guess = 0; guess < 6; guess++)
            using (await flow.SubmitAt("/connect/login", tenant.Administrator, $"wrong password {guess}", "")) { }

        var lines = await server.Audit(tenant.Id, subject);
        Assert.Equal(5, lines.Count(l => l == "identity.sign_in_failed sign-in"));
        Assert.Single(lines, "identity.account_locked sign-in");
        Assert.Single(lines, "identity.signed_in sign-in");
        Assert.Single(lines, "identity.role_given administrator");
    }

    private static async Task Refused(CodeFlow flow, string page, string wanted, string because, string? repeated = null)
    {
        using var answer = await flow.Choose(page, wanted, repeated);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("error-summary", text, StringComparison.Ordinal);
        Assert.Contains(because, text, StringComparison.Ordinal);
    }

    /// <summary>Measures the transactions of requests that pass through it.</summary>
    private sealed class Transactions : DelegatingHandler, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private readonly ConcurrentDictionary<Guid, long> begun = new();
        private readonly ConcurrentDictionary<ActivityTraceId, bool> traces = new();
        private readonly IDisposable listening;

        public Transactions() => listening = DiagnosticListener.AllListeners.Subscribe(this);

        public ConcurrentBag<TimeSpan> Lasted { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
                value.Subscribe(this);
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is not TransactionEventData data || Activity.Current is not { TraceId: var trace } || !traces.ContainsKey(trace))
                return;
            if (value.Key == RelationalEventId.TransactionStarted.Name)
                begun[data.TransactionId] = Stopwatch.GetTimestamp();
            else if ((value.Key == RelationalEventId.TransactionCommitted.Name || value.Key == RelationalEventId.TransactionRolledBack.Name) && begun.TryRemove(data.TransactionId, out var at))
                Lasted.Add(Stopwatch.GetElapsedTime(at));
        }

        public void OnCompleted() => begun.Clear();

        public void OnError(Exception error) => throw error;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var trace = ActivityTraceId.CreateRandom();
            traces[trace] = true;
            request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
            return base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                listening.Dispose();
            base.Dispose(disposing);
        }
    }
}

using Grievances.Data;
using Grievances.Domain;
using Grievances.Features.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Platform.Forms;
using Platform.Hosting.Http;
using Platform.Ui.Localization;

namespace Grievances.Features.Forms;

/// <summary>The questionnaire as a tenant's portal asks it.</summary>
/// <param name="Definition">The base questionnaire of a path, and the tenant's own pages after it.</param>
/// <param name="Number">Number of the tenant's form, or null where there is none.</param>
/// <param name="Options">Lists that only this tenant can fill.</param>
/// <param name="Latest">The last day on which something can have happened, somewhere on earth.</param>
/// <param name="Pattern">Title of the pattern the person says happened to them too, or null.</param>
/// <param name="PatternLanguage">BCP 47 tag of that title, or null.</param>
public sealed record Questionnaire(FormDefinition Definition, int? Number, HostOptions Options, DateOnly Latest, string? Pattern = null, string? PatternLanguage = null)
{
    /// <summary>What is asked once some is answered: the mandate of each member where it is not the same for all.</summary>
    public Questionnaire After(FormAnswers answers) => MembersPage.Of(answers) is { } each && Definition.Pages.ToList().FindIndex(page => page.Id == "members") is >= 0 and var place
        ? this with { Definition = new FormDefinition([.. Definition.Pages.Take(place + 1), each, .. Definition.Pages.Skip(place + 1)]) }
        : this;

    /// <summary>Whoever chose an AI system before the first page is asked about it in every way; one that is not published is none.</summary>
    internal Questionnaire Chosen(FilingPath path, Guid system)
    {
        var offered = Options.For(BaseForms.Of(FilingPath.Full).Question("system")!).FirstOrDefault(option => option.Id == system.ToString());
        return offered is null || Definition.Question("system") is not null ? this : this with { Definition = BaseForms.WithSystem(path, Definition, offered) };
    }

    /// <summary>Whoever met what is known already need not tell it again.</summary>
    internal Questionnaire Of(string pattern, string? language) => this with
    {
        Pattern = pattern,
        PatternLanguage = language,
        Definition = new FormDefinition([.. Definition.Pages.Select(page => page with { Questions = [.. page.Questions.Select(question => question.Id == "what" ? question with { Required = false } : question)] })]),
    };
}

/// <summary>Puts the platform's questions and a tenant's own together, and holds answers against them.</summary>
public sealed class FormOfTenant(GrievancesDb db, TimeProvider clock)
{
    /// <summary>Id of the form tenants add to the base questionnaire.</summary>
    public const string Intake = "intake";

    /// <summary>Most questions and values that one filing may carry.</summary>
    private const int MostAnswers = 200;

    // Where it is tomorrow already; a clock may be wrong by some hours.
    private DateOnly Latest => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);

    /// <summary>
    /// The questionnaire of a path for somebody who came with a choice: to whom the same happened as to others, where the pattern is
    /// open, and whom one of the AI systems did it to.
    /// </summary>
    public async Task<Questionnaire> Of(FilingPath path, int? number, Guid? pattern, Guid? system, CancellationToken cancellation)
    {
        var asked = await Asked(path, number, system, cancellation);
        if (system is { } chosen)
            asked = asked.Chosen(path, chosen);
        return pattern is not null && await Patterns.PatternWords.TitleForReader(db, db.Patterns.Where(p => p.Id == pattern && p.Open), cancellation) is var (title, language) ? asked.Of(title, language) : asked;
    }

    /// <summary>The questionnaire of a path. A number asks for that version of the tenant's form, since answers belong to the one they were given for.</summary>
    public Task<Questionnaire> Of(FilingPath path, int? number, CancellationToken cancellation) => Asked(path, number, null, cancellation);

    private async Task<Questionnaire> Asked(FilingPath path, int? number, Guid? system, CancellationToken cancellation)
    {
        var options = await Lists(system, cancellation);
        var own = path is FilingPath.Full or FilingPath.Worker ? await Own(number, cancellation) : null;
        var definition = BaseForms.Of(path);
        return own is null ? new Questionnaire(definition, null, options, Latest) : new Questionnaire(Joined(definition, own.Value.Form), own.Value.Number, options, Latest);
    }

    /// <summary>Answers as people read them back, in the order they were given, with the questions in a language.</summary>
    public async Task<IReadOnlyList<(string Question, string Answer)>> Shown(GivenAnswers given, string language, CancellationToken cancellation)
    {
        // Without a form of the tenant's there is nothing to look up.
        var asked = given.FormNumber is null ? new Questionnaire(BaseForms.Of(FilingPath.Full), null, HostOptions.None, Latest) : await Of(FilingPath.Full, given.FormNumber, cancellation);
        var answers = new FormAnswers(given.Answers);
        return [.. given.Answers.Keys.Select(id => asked.Definition.Question(id) ?? Enum.GetValues<FilingPath>().Select(way => BaseForms.Of(way).Question(id)).FirstOrDefault(q => q is not null))
            .OfType<FormQuestion>().Select(q => (q.Label.In(language).Text, FormShown.Of(q, answers, asked.Options)))];
    }

    /// <summary>The base questionnaire with a tenant's pages after it; their conditions may name its questions.</summary>
    public static FormDefinition Joined(FormDefinition definition, FormDefinition own) => new([.. definition.Pages, .. own.Pages]);

    /// <summary>
    /// Questions of the tenant's form in force that need an answer and that a filing without its number could not be asked: a machine
    /// that knows only the base questionnaire, or a way that asks less. Nobody is turned away for them.
    /// </summary>
    public async Task<IReadOnlyList<QuestionNotAsked>> NotAsked(FileRequest request, CancellationToken cancellation)
    {
        if (request.FormNumber is not null || await Own(null, cancellation) is not { } own)
            return [];
        var answers = new FormAnswers(request.Answers ?? new Dictionary<string, IReadOnlyList<string>>());
        return [.. FormPath.Of(own.Form, FormAnswers.None, Before(request, answers, own.Form)).Pages.SelectMany(page => page.Questions)
            .Where(question => question is { Required: true, Kind: not QuestionKind.Information }).Select(question => new QuestionNotAsked(question.Id, question.Label))];
    }

    /// <summary>The refusal where answers fit no question, or null. What a tenant's own form needs is needed here too, where its number says that it was asked.</summary>
    public async Task<Refusal?> Check(FileRequest request, CancellationToken cancellation)
    {
        if (request.FormNumber is null && request.Answers is not { Count: > 0 })
            return null;
        var answers = new FormAnswers(request.Answers ?? new Dictionary<string, IReadOnlyList<string>>());
        var own = request.FormNumber is { } number ? await Own(number, cancellation) : null;
        if (request.FormNumber is not null && own is null)
            return Refusal.Field("platform.invalid", "/formNumber", "grievances.form_unknown");
        if (answers.Values.Sum(answer => 1 + answer.Value.Count) > MostAnswers)
            return Refusal.Field("platform.invalid", "/answers", "platform.too_long");
        var known = Enum.GetValues<FilingPath>().Select(BaseForms.Of).ToList();
        var errors = new Dictionary<string, string[]>();
        foreach (var (question, values) in answers.Values)
        {
            var asked = own?.Form.Question(question) ?? known.Select(form => form.Question(question)).FirstOrDefault(q => q is not null);
            if (asked is null)
                errors[$"/answers/{question}"] = [AnswerCodes.QuestionUnknown];
            else if (values.Any(value => FileRules.Characters(value) > asked.Limit))
                errors[$"/answers/{question}"] = ["platform.too_long"];
            else if (question == "when" && values.Any(value => FilingChecks.IsToCome(value, Latest)))
                errors[$"/answers/{question}"] = [FilingChecks.DateInFuture];
        }
        if (own is not null && errors.Count == 0)
        {
            var lists = own.Value.Form.Pages.Any(page => page.Questions.Any(question => question.OptionsFrom is not null)) ? await Lists(request.SystemId, cancellation) : HostOptions.None;
            var path = FormPath.Of(own.Value.Form, answers, Before(request, answers, own.Value.Form));
            foreach (var question in answers.Values.Keys.Where(id => own.Value.Form.Question(id) is not null && path.PageOf(id) is null))
                errors[$"/answers/{question}"] = [AnswerCodes.Hidden];
            foreach (var (question, error) in FormCheck.All(own.Value.Form, new FormAnswers(answers.Values.Where(a => own.Value.Form.Question(a.Key) is not null)), lists))
                errors[$"/answers/{question}"] = [error.Code];
        }
        return errors.Count == 0 ? null : new Refusal(StatusCodes.Status400BadRequest, "platform.invalid", errors);
    }

    // What the platform asks has places of its own in a filing; a tenant's conditions may name it all the same.
    private static FormAnswers Before(FileRequest request, FormAnswers answers, FormDefinition own)
    {
        var before = new FormAnswers(answers.Values.Where(answer => own.Question(answer.Key) is null)).With("affected", Codes.Of(request.Affected)).With("capacity", Codes.Of(request.Capacity))
            .With("wants", (request.Wants ?? []).Select(want => Codes.Of(want))).With("what", request.WhatHappened).With("summary", request.Summary);
        return request.SystemId is { } system ? before.With("system", system.ToString()) : before;
    }

    // The one that was chosen before stands first, so that a long list never leaves it out.
    private async Task<HostOptions> Lists(Guid? chosen, CancellationToken cancellation)
    {
        var systems = await db.Systems.AsNoTracking().Where(s => s.Published).OrderByDescending(s => s.Id == chosen).ThenBy(s => s.Name).ThenBy(s => s.Id).Take(60)
            .Select(s => new { s.Id, s.Name }).ToListAsync(cancellation);
        return HostOptions.None.With(BaseForms.Systems, systems.Select(s => new FormOption(s.Id.ToString(), LocalText.Name(s.Name))));
    }

    private async Task<(FormDefinition Form, int Number)?> Own(int? number, CancellationToken cancellation)
    {
        var versions = db.Set<FormVersion>().AsNoTracking().Where(v => v.FormId == Intake);
        var found = number is { } wanted
            ? await versions.FirstOrDefaultAsync(v => v.Number == wanted && v.Status != FormVersionStatus.Draft, cancellation)
            : await versions.FirstOrDefaultAsync(v => v.Status == FormVersionStatus.Published, cancellation);
        return found is not null && FormJson.Read(found.Definition).Value is { } form ? (form, found.Number) : null;
    }
}

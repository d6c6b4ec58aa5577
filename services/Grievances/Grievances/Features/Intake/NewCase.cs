using System.Security.Cryptography;
using System.Text.Json;
using Grievances.Domain;
using Grievances.Features.Cases;
using Platform.Forms;

namespace Grievances.Features.Intake;

/// <summary>Makes the case of what somebody filed: coarse facts in clear, everything that was said sealed.</summary>
internal static class NewCase
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static Grievance Of(FileRequest request, FilingChannel channel, string? excerpt, IReadOnlyList<QuestionNotAsked> notAsked, CaseSealer sealer, ClockPolicy policy, DateTimeOffset now)
    {
        var id = sealer.CaseId;
        byte[]? Sealed(string field, string? text) => FileRules.IsBlank(text) ? null : sealer.Seal("grievance", id, field, text.Trim());
        var acknowledgeBy = policy.AcknowledgeBy(now);
        return new Grievance
        {
            TenantId = sealer.Tenant,
            Id = id,
            Reference = RandomNumberGenerator.GetString(Crockford, 10),
            State = CaseState.Received,
            Version = 1,
            Affected = request.Affected,
            Capacity = request.Capacity,
            Channel = channel,
            People = request.Members is { Count: > 0 } members ? members.Count : request.Affected is AffectedPerson.Group or AffectedPerson.Class or AffectedPerson.Unknown ? 0 : 1,
            PatternId = request.PatternId,
            Language = NamedLanguage.Written(request.Language),
            Rights = string.Join(',', (request.Rights ?? []).Distinct().Order(StringComparer.Ordinal)),
            Wants = string.Join(',', (request.Wants ?? []).Distinct().Select(Codes.Of)),
            SystemId = request.SystemId,
            FiledAt = now,
            ActiveAt = now,
            AcknowledgeBy = acknowledgeBy,
            FindingsDueAt = policy.FindingsBy(acknowledgeBy),
            DueAt = acknowledgeBy,
            DirectiveApplies = policy.DirectiveApplies,
            AwaitsAnswer = true,
            Summary = Sealed("summary", request.Summary)!,
            WhatHappened = Sealed("what_happened", request.WhatHappened)!,
            SystemDescription = Sealed("system_description", request.SystemDescription),
            // Handlers get a copy only where they may use it.
            Contact = request.Contact is { } contact && request.Consents?.Contains(ConsentPurpose.ContactOutside) == true ? Identities.Copy(sealer, contact) : null,
            ExcludedRoles = string.Join(',', Excluding.Sorted(request.Exclude)),
            HandledBy = Excluding.HandledBy(Excluding.Sorted(request.Exclude)),
            Unsafe = Sealed("unsafe", request.Unsafe),
            Excerpt = Sealed("excerpt", excerpt),
            Answers = request.Answers is { Count: > 0 } || notAsked.Count > 0 ? sealer.Seal("grievance", id, "answers", JsonSerializer.Serialize(
                new GivenAnswers(request.FormNumber, request.Answers ?? new Dictionary<string, IReadOnlyList<string>>(), notAsked.Count > 0 ? notAsked : null), JsonSerializerOptions.Web)) : null,
        };
    }

    /// <summary>A line for the queue where nobody was asked for one: the beginning, cut between words.</summary>
    public static string FirstLine(string what)
    {
        var line = what.Trim().Split('\n')[0].Trim();
        if (FileRules.Characters(line) <= 120)
            return line;
        var start = string.Concat(line.EnumerateRunes().Take(120).Select(rune => rune.ToString()));
        return (start.LastIndexOf(' ') is > 60 and var cut ? start[..cut] : start) + " …";
    }
}

/// <summary>Answers as they are sealed in a case.</summary>
/// <param name="FormNumber">Number of the tenant's form, or null for the base questionnaire alone.</param>
/// <param name="Answers">Values by question.</param>
/// <param name="NotAsked">Questions of the tenant's form that need an answer and were not asked, where it was filed without that form; null where there are none.</param>
public sealed record GivenAnswers(int? FormNumber, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, IReadOnlyList<QuestionNotAsked>? NotAsked = null);

/// <summary>
/// A question that the tenant's form needed an answer to on the day of the filing. It is kept with its words, which then hold whatever
/// becomes of the form and whomever the case is passed on to.
/// </summary>
/// <param name="Id">Id of the question.</param>
/// <param name="Question">The question in every language.</param>
public sealed record QuestionNotAsked(string Id, LocalText Question);

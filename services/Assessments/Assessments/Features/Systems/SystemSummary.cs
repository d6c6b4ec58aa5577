using Assessments.Data;
using Assessments.Domain;
using Platform.Contracts;

namespace Assessments.Features.Systems;

/// <summary>An AI system of the tenant.</summary>
public sealed record SystemSummary(
    Guid Id, [Public] string Name, [Coarse] string Role, [Public] string Description, [Coarse] string Stage, bool Published, long Version, DateTimeOffset CreatedAt)
{
    public static SystemSummary Of(AiSystem s) => new(s.Id, s.Name, Codes.Of(s.Role), s.Description, Codes.Of(s.Stage), s.Published, s.Version, s.CreatedAt);
}

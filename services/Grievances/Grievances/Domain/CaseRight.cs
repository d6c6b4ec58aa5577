using Platform.Contracts;
using Platform.Tenancy;

namespace Grievances.Domain;

/// <summary>
/// One risk code of a case: the index by which the queue finds the cases of one right. <see cref="Grievance.Rights"/> is what holds; these rows are
/// written with the case, wherever it comes from, and go with it.
/// </summary>
public sealed class CaseRight : ITenantOwned
{
    public Guid TenantId { get; set; }

    /// <summary>Code of the taxonomy, whole.</summary>
    [Coarse] public string Code { get; set; } = "";

    public Guid CaseId { get; set; }

    /// <summary>The rows of a case.</summary>
    public static IEnumerable<CaseRight> Of(Grievance kase) =>
        Codes.List(kase.Rights).Distinct(StringComparer.Ordinal).Select(code => new CaseRight { TenantId = kase.TenantId, Code = code, CaseId = kase.Id });
}

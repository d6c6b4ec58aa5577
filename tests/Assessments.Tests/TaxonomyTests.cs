using Assessments.Contracts;
using Assessments.Domain;

namespace Assessments.Tests;

public class TaxonomyTests
{
    [Fact]
    public void It_has_ten_headings_58_kinds_and_the_extension_rights()
    {
        var taxonomy = Taxonomy.Current;
        Assert.Equal(("1", "aligned with B-Tech headings"), (taxonomy.Version, taxonomy.Label));
        Assert.Equal(["HARM", "EQUAL", "PRIV", "PROP", "THOUGHT", "EXPR", "PUBLIC", "WORK", "CHILD", "CULT"],
            taxonomy.Headings.Where(h => h.Layer == "btech10").Select(h => h.Code));
        Assert.Equal(58, taxonomy.All.Count(k => taxonomy.HeadingOf(k).Layer == "btech10"));
        Assert.Equal(10, taxonomy.All.Count(k => taxonomy.HeadingOf(k).Layer == "ext"));
        Assert.Null(taxonomy.Find("HARM-99"));
        Assert.All(taxonomy.All, k => Assert.Contains(k.Position, new[] { "upstream", "design", "output", "use", "misuse", "systemic" }));
        Assert.All(taxonomy.All, k => Assert.Contains(k.Origin, new[] { "known", "altered", "new" }));
    }

    [Fact]
    public void Other_services_know_the_same_codes_by_the_same_titles() =>
        Assert.Equal(Taxonomy.Current.All.Select(k => (k.Code, k.Title)).Order(), TaxonomyCodes.Titles.Select(t => (t.Key, t.Value)).Order());

    [Fact]
    public void Every_mapping_rule_gives_a_code_of_the_taxonomy_and_has_an_id_of_its_own()
    {
        Assert.All(AvidMapping.Current.Rules, r => Assert.NotNull(Taxonomy.Current.Find(r.Code)));
        Assert.Equal(AvidMapping.Current.Rules.Count, AvidMapping.Current.Rules.Select(r => r.Id).Distinct().Count());
    }
}

using System.Text.Json;
using Assessments.Domain;

namespace Assessments.Tests;

public class AvidMappingTests
{
    [Theory]
    [InlineData("Letters of a job assistant repeat gender bias", "Women are described by stereotypes.", "E0101: Group fairness", "EQUAL-01")]
    [InlineData("A tool for predictive policing sends patrols to the same streets", "", "E0101: Group fairness", "EQUAL-03")]
    [InlineData("A delivery robot killed a cyclist", "", "P0402: Physical safety", "X-LIFE")]
    [InlineData("Guests injured by a kitchen robot", "", "P0402: Physical safety", "X-HEALTH")]
    [InlineData("A story app shows war scenes to children", "", "P0401: Psychological Safety", "CHILD-03")]
    [InlineData("A deepfake tells soldiers to surrender", "", "E0402: Generative Misinformation", "EXPR-02,HARM-06")]
    [InlineData("Shifts are set by a scheduling model", "", "P0403: Socioeconomic safety", "WORK-04")]
    [InlineData("A court tool nobody could open", "The clerk was not able to explain the score.", "E0202: Local explanations", "PUBLIC-04,X-JUST")]
    public void Categories_and_words_together_give_a_code(string title, string description, string category, string codes) =>
        Assert.Equal(codes, string.Join(',', Map(title, description, category).Select(m => m.Code)));

    [Theory]
    [InlineData("A model fails at riddles", "", "P0204: Accuracy")]
    [InlineData("Malware passes a detector", "An adversarial string is appended.", "S0403: Adversarial Example")]
    [InlineData("A delivery robot fell into a pond", "", "P0402: Physical safety")]
    [InlineData("A delivery robot killed a cyclist", "", "S0403: Adversarial Example")]
    [InlineData("Fairness harms in generated text", "", "E0101: Group fairness")]
    [InlineData("The killedeer, a bird, is misread", "", "P0402: Physical safety")]
    public void Where_they_allow_none_it_stays_unmapped(string title, string description, string category) => Assert.Empty(Map(title, description, category));

    [Fact]
    public void The_basis_names_rule_category_and_words()
    {
        var mapped = Assert.Single(Map("A delivery robot killed a cyclist", "", "P0402: Physical safety"));
        Assert.Equal("deaths", mapped.Rule);
        Assert.EndsWith("Found: P0402: Physical safety; “killed”.", mapped.Basis, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "assessments.record_no_object")]
    [InlineData("{}", "assessments.record_not_avid")]
    [InlineData("""{"data_type":"AVID","metadata":{"vuln_id":7}}""", "assessments.record_without_id")]
    [InlineData("""{"data_type":"AVID","metadata":{"vuln_id":"<script>"}}""", "assessments.record_without_id")]
    [InlineData("""{"data_type":"AVID","metadata":{"vuln_id":"AVID-2026-V001"},"problemtype":"x"}""", "assessments.record_without_title")]
    [InlineData("""{"data_type":"AVID","metadata":{"vuln_id":"AVID-2026-V001"},"problemtype":{"description":{"value":"T"}},"published_date":"31.3.2026"}""", "assessments.record_bad_date")]
    [InlineData("""{"data_type":"AVID","metadata":{"vuln_id":"AVID-2026-V001"},"problemtype":{"description":{"value":"T"}},"references":"x"}""", "assessments.record_malformed_list")]
    [InlineData("""{"data_type":"AVID","metadata":{"vuln_id":"AVID-2026-V001"},"problemtype":{"description":{"value":"T"}},"impact":{"avid":{"sep_view":[3]}}}""", "assessments.record_malformed_list")]
    public void A_malformed_record_is_refused_with_its_reason(string json, string code) => Assert.Equal(code, AvidRecord.Read(Records.Parse(json)).Refusal?.Code);

    [Fact]
    public void Only_links_that_a_browser_may_follow_are_kept()
    {
        var record = AvidRecord.Read(Records.Parse("""
            {"data_type":"AVID","metadata":{"vuln_id":"AVID-2026-V001"},"problemtype":{"description":{"value":"T"}},
             "references":[{"url":"javascript:alert(1)"},{"url":"https://example.org/a"}]}
            """)).Value!;
        Assert.Equal(["https://example.org/a"], record.References);
    }

    [Fact]
    public void Each_of_the_published_records_is_read_and_mapped_or_marked()
    {
        if (Records.Published() is not { } files)
        {
            Assert.Skip("The published records do not lie beside this checkout.");
            return;
        }
        Assert.Equal(40, files.Length);
        var mapped = files.Select(f => AvidRecord.Read(Records.Parse(File.ReadAllText(f)))).Select(r => (r.Value!.Id, Codes: AvidMapping.Current.Map(r.Value!))).ToDictionary(r => r.Id, r => r.Codes);
        Assert.Equal(40, mapped.Count);
        foreach (var (id, codes) in mapped)
            TestContext.Current.SendDiagnosticMessage($"{id}: {(codes.Count == 0 ? "unmapped" : string.Join(", ", codes.Select(c => $"{c.Code} ({c.Rule})")))}");
        Assert.Equal(["X-LIFE"], mapped["AVID-2022-V005"].Select(c => c.Code));
        Assert.Empty(mapped["AVID-2023-V026"]);
        Assert.All(mapped.Values.SelectMany(c => c), c => Assert.Contains("Found:", c.Basis, StringComparison.Ordinal));
    }

    private static IReadOnlyList<MappedCode> Map(string title, string description, params string[] categories) =>
        AvidMapping.Current.Map(AvidRecord.Read(Records.Of("AVID-2026-V001", title, description, categories)).Value!);
}

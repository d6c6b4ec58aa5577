namespace Grievances.Features.Legal;

/// <summary>What the page of a hand-over says for the codes of a case: whoever reads it knows none of them. <c>case.json</c> has the codes.</summary>
internal static class HandOverWords
{
    public static string State(string code) => code switch
    {
        "received" => "received, not confirmed yet",
        "acknowledged" => "confirmed, being looked into",
        "admissible" => "taken up",
        "inadmissible" => "not taken up",
        "assessed" => "looked into",
        "in_dialogue" => "the organisation talks with the person",
        "remedy_proposed" => "a remedy is before the person",
        "accepted" => "the person accepted a remedy",
        "refused" => "the person refused a remedy",
        "implementing" => "the remedy is being carried out",
        "verified" => "the person confirmed the remedy",
        "appealed" => "an appeal waits to be decided",
        "referred" => "handled together with another organisation",
        _ => Plain(code),
    };

    public static string? Outcome(string? code) => code switch
    {
        "substantiated" => "the person was right",
        "partly" => "the person was right in part",
        "unsubstantiated" => "it could not be confirmed",
        "inadmissible" => "not taken up",
        "withdrawn" => "the person took it back",
        _ => code,
    };

    public static string Affected(string code) => code switch
    {
        "self" => "the person who filed it",
        "other" => "another person",
        "group" => "a group",
        "child" => "a child",
        "class" => "many people who share something",
        _ => "not said",
    };

    public static string Capacity(string code) => code switch
    {
        "person" => "the person themselves",
        "representative" => "a representative",
        "group" => "a group",
        "union" => "a union or a workers’ representative",
        _ => Plain(code),
    };

    public static string Channel(string code) => code switch
    {
        "portal" => "the web form",
        "machine" => "a program, by the interface for machines",
        "operator" => "a hotline or an organisation that filed it for somebody",
        "product" => "an AI product, from which the person wrote",
        "worker" => "the way for people who label data or moderate content",
        "referral" => "another organisation, with the person’s consent",
        "import" => "another register",
        _ => Plain(code),
    };

    public static string? People(string? band) => band switch
    {
        "one" => "one",
        "few" => "two to four",
        "5_to_9" => "5 to 9",
        "10_to_49" => "10 to 49",
        "50_and_more" => "50 and more",
        _ => band,
    };

    public static string Remedy(string code) => code switch
    {
        "none" => "Nothing was planned.",
        "planned" => "A remedy is being planned; the person has not read it.",
        "offered" => "A remedy is before the person.",
        "accepted" => "The person accepted a remedy.",
        "refused" => "The person refused the remedy.",
        "countered" => "The person asked for something else.",
        "implementing" => "The remedy is being carried out.",
        "done" => "The organisation says that all is done; the person has not confirmed it.",
        "verified" => "The person confirmed the remedy.",
        "not_owed" => "The organisation says that none is owed.",
        _ => Plain(code),
    };

    public static string Measure(string code) => code switch
    {
        "non_repetition" => "guarantee of non-repetition",
        "correct_output" => "what the system put out is corrected or deleted",
        "delete_data" => "the person’s data are deleted",
        "retrain" => "the model unlearns or is trained anew",
        "human_review" => "a human being decides anew",
        "suspend_feature" => "the feature is suspended",
        _ => Plain(code),
    };

    public static string Standing(string code, bool? apologyAccepted) => code switch
    {
        _ when apologyAccepted is { } taken => taken ? "made, and accepted by the person" : "made, and not accepted by the person",
        "done" => "done, says the organisation",
        "verified" => "confirmed by the person",
        "disputed" => "not as promised, says the person",
        "dropped" => "out of the plan",
        _ => Plain(code),
    };

    public static string Part(string code) => code switch
    {
        "caused" => "caused it",
        "contributed" => "contributed to it",
        "directly_linked" => "is directly linked to it",
        "none" => "had no part, as far as is known",
        _ => "not known yet",
    };

    private static string Plain(string code) => code.Replace('_', ' ').Replace('-', ' ');
}

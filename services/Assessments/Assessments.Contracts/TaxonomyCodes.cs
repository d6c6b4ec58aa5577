namespace Assessments.Contracts;

/// <summary>
/// Codes of the risk taxonomy, version 1: the ten headings aligned with the B-Tech taxonomy and the extension rights. Every
/// service can check a code against them, and name it, without asking.
/// </summary>
public static class TaxonomyCodes
{
    /// <summary>English title of each code.</summary>
    public static IReadOnlyDictionary<string, string> Titles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HARM-01"] = "Help with hurting others or oneself: violence, weapons, self-harm",
        ["HARM-02"] = "Faked sexual images or other fabricated abuse of a real person",
        ["HARM-03"] = "Threats, stalking or exposure of a person, mass-produced or in a copied voice or face",
        ["HARM-04"] = "Dangerous medical, legal or safety advice that people follow",
        ["HARM-05"] = "A companion that breeds dependence, manipulates, or encourages self-harm",
        ["HARM-06"] = "Content that incites violence against a group, or is used as a weapon in armed conflict",
        ["HARM-07"] = "Lasting distress of workers who label or moderate disturbing material",
        ["EQUAL-01"] = "Answers that demean a group or repeat stereotypes about it",
        ["EQUAL-02"] = "Worse or less safe results for some languages, accents or disabilities",
        ["EQUAL-03"] = "Unequal treatment where the system takes part in a decision about people",
        ["EQUAL-04"] = "Groups missing from, or distorted in, the training data",
        ["EQUAL-05"] = "Hateful speech against a group, produced or multiplied by a machine",
        ["EQUAL-06"] = "Filters that silence some groups more than others",
        ["EQUAL-07"] = "Gains for some places and people, burdens for others",
        ["PRIV-01"] = "Personal data gathered for training without the people knowing or a valid reason",
        ["PRIV-02"] = "Personal or confidential data that the model has memorised and gives away",
        ["PRIV-03"] = "Sensitive traits guessed from harmless input",
        ["PRIV-04"] = "What people type, say or upload is kept or reused in ways they do not expect",
        ["PRIV-05"] = "Invented claims about a real person that hurt their name",
        ["PRIV-06"] = "Surveillance, profiling or impersonation made easy",
        ["PRIV-07"] = "No way that works to have data corrected, erased or left out",
        ["PROP-01"] = "Protected works taken for training without consent or pay",
        ["PROP-02"] = "Output that copies or closely imitates somebody's work",
        ["PROP-03"] = "Voice, likeness or traditional knowledge sold without its owners",
        ["PROP-04"] = "Fraud and extortion that look real and cost little",
        ["PROP-05"] = "Trade secrets drawn out of a system",
        ["THOUGHT-01"] = "Hidden, tailored persuasion that people cannot weigh",
        ["THOUGHT-02"] = "A human-like manner that takes advantage of trust",
        ["THOUGHT-03"] = "Views that grow alike because one provider sets the defaults",
        ["THOUGHT-04"] = "Beliefs or opinions guessed, exposed or forced into the open",
        ["THOUGHT-05"] = "Religions or beliefs mocked or distorted, believers singled out",
        ["EXPR-01"] = "Made-up facts stated with confidence",
        ["EXPR-02"] = "Synthetic media that make true content hard to trust",
        ["EXPR-03"] = "Lawful speech blocked, or censorship built in",
        ["EXPR-04"] = "Journalists, defenders or women who speak out silenced by synthetic attacks",
        ["EXPR-05"] = "A few answer machines stand between people and their sources",
        ["EXPR-06"] = "Little or poor information for speakers of smaller languages",
        ["PUBLIC-01"] = "Deception about candidates, voting or results in an election",
        ["PUBLIC-02"] = "Invented public opinion: bots, letters in bulk, swamped consultations",
        ["PUBLIC-03"] = "People driven from public office or activism by harassment",
        ["PUBLIC-04"] = "Public bodies decide with a machine that nobody can question",
        ["PUBLIC-05"] = "Trust in institutions and in evidence worn away",
        ["WORK-01"] = "Data work that is badly paid, unsafe, or arbitrarily withheld",
        ["WORK-02"] = "Jobs lost, emptied of skill or made insecure, without support",
        ["WORK-03"] = "Creators' income displaced by systems trained on what they made",
        ["WORK-04"] = "Machines that hire, watch, schedule, grade or dismiss workers",
        ["WORK-05"] = "Forced or dangerous work in mining, chips, hardware and building sites",
        ["CHILD-01"] = "Sexual abuse material of children, made or altered by a machine",
        ["CHILD-02"] = "Grooming, bullying or sexual extortion of children with synthetic media",
        ["CHILD-03"] = "Content, advice or companions that are wrong for a child's age",
        ["CHILD-04"] = "Children's data gathered, profiled or trained on",
        ["CHILD-05"] = "Learning, play or growing up harmed by leaning on the system",
        ["CHILD-06"] = "No voice for children in the design, no complaint route made for them",
        ["CULT-01"] = "Smaller languages and art forms flattened or lost",
        ["CULT-02"] = "Knowledge of indigenous peoples or communities taken without their prior consent",
        ["CULT-03"] = "Invented studies, quotations or data in the scientific record",
        ["CULT-04"] = "Unequal access to what the technology offers",
        ["CULT-05"] = "Less credit and less reason to create for artists and researchers",
        ["X-JUST"] = "Invented authorities, decisions nobody can explain, nobody to turn to",
        ["X-HEALTH"] = "People injured, or given wrong or unequal care",
        ["X-EDU"] = "Biased marking and detection, unequal access to learning",
        ["X-SOC"] = "Benefits, housing, credit, water or energy refused or strained",
        ["X-ASSOC"] = "Unions and protest infiltrated, watched or avoided by machine",
        ["X-INDIG"] = "Land, data and sacred knowledge of peoples used without them",
        ["X-ENV"] = "Energy, water and waste of building and running models",
        ["X-DISAB"] = "Interfaces that shut people out, faces or speech misread",
        ["X-ASYL"] = "Detention, refusal or screening that rests on a machine's error",
        ["X-LIFE"] = "Deaths, targets chosen by machine, attacks on what people live on",
    };

    /// <summary>Every code that can be used.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(Titles.Keys, StringComparer.Ordinal);

    /// <summary>Whether a code is in the taxonomy.</summary>
    public static bool IsKnown(string code) => All.Contains(code);
}

using System.Text.Json.Serialization;
using Platform.Hosting.Http;

namespace Platform.Forms;

/// <summary>
/// When a page or a question is shown; evaluated on the server, over the answers that count at that place. As JSON one of
/// <c>{"question": q, "is": v}</c>, <c>{"question": q, "isNot": v}</c>, <c>{"question": q, "includes": v}</c>,
/// <c>{"question": q, "answered": true}</c>, <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"not": …}</c>.
/// </summary>
[JsonConverter(typeof(FormConditionJson))]
[JsonShape("""
    {
      "type": "object",
      "description": "When a page or a question is shown: one test of one question, or others together. At most 5 levels.",
      "oneOf": [
        { "type": "object", "description": "The answer is this value and no other.", "additionalProperties": false, "required": ["question", "is"],
          "properties": { "question": { "type": "string", "description": "Id of a question before it." }, "is": { "type": "string", "description": "Id of an option, yes, no or unknown." } } },
        { "type": "object", "description": "The answer is not this value, or there is none.", "additionalProperties": false, "required": ["question", "isNot"],
          "properties": { "question": { "type": "string" }, "isNot": { "type": "string" } } },
        { "type": "object", "description": "The value is among the answers.", "additionalProperties": false, "required": ["question", "includes"],
          "properties": { "question": { "type": "string" }, "includes": { "type": "string" } } },
        { "type": "object", "description": "There is an answer, or with false there is none.", "additionalProperties": false, "required": ["question", "answered"],
          "properties": { "question": { "type": "string" }, "answered": { "type": "boolean" } } },
        { "type": "object", "description": "Each of them holds.", "additionalProperties": false, "required": ["all"],
          "properties": { "all": { "type": "array", "items": { "$ref": "#/components/schemas/FormCondition" } } } },
        { "type": "object", "description": "At least one of them holds.", "additionalProperties": false, "required": ["any"],
          "properties": { "any": { "type": "array", "items": { "$ref": "#/components/schemas/FormCondition" } } } },
        { "type": "object", "description": "It does not hold.", "additionalProperties": false, "required": ["not"],
          "properties": { "not": { "$ref": "#/components/schemas/FormCondition" } } }
      ],
      "examples": [{ "all": [{ "question": "affected", "is": "self" }, { "not": { "question": "wants", "includes": "apology" } }] }]
    }
    """)]
public abstract record FormCondition
{
    /// <summary>No condition is nested deeper, in a definition or in memory; a definition may use 5 levels.</summary>
    internal const int MostDepth = 12;

    private FormCondition(int depth) => Depth = depth <= MostDepth ? depth : throw new ArgumentException($"A condition has at most {MostDepth} levels.");

    /// <summary>Levels, 1 for a condition on one question.</summary>
    public int Depth { get; }

    /// <summary>Ids of the questions it looks at.</summary>
    public abstract IEnumerable<string> Questions { get; }

    /// <summary>Whether it holds.</summary>
    public bool Holds(FormAnswers given) => Holds(given.Values);

    internal abstract bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given);

    /// <summary>A condition on one question.</summary>
    public abstract record OnQuestion : FormCondition
    {
        private protected OnQuestion(string question) : base(1) => Question = question;

        /// <summary>Id of the question.</summary>
        public string Question { get; }

        /// <inheritdoc />
        public override IEnumerable<string> Questions => [Question];

        private protected IReadOnlyList<string> Of(IReadOnlyDictionary<string, IReadOnlyList<string>> given) =>
            given.TryGetValue(Question, out var values) ? values : [];
    }

    /// <summary>A condition on a value of one question.</summary>
    public abstract record OnValue : OnQuestion
    {
        private protected OnValue(string question, string value) : base(question) => Value = value;

        /// <summary>Id of the option, <c>yes</c>, <c>no</c> or <c>unknown</c>.</summary>
        public string Value { get; }
    }

    /// <summary>The answer is this value and no other.</summary>
    public sealed record Is(string Question, string Value) : OnValue(Question, Value)
    {
        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => Of(given) is [var only] && only == Value;
    }

    /// <summary>The answer is not this value; so it is where there is no answer.</summary>
    public sealed record IsNot(string Question, string Value) : OnValue(Question, Value)
    {
        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => Of(given) is not [var only] || only != Value;
    }

    /// <summary>The value is among the answers.</summary>
    public sealed record Includes(string Question, string Value) : OnValue(Question, Value)
    {
        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => Of(given).Contains(Value);
    }

    /// <summary>There is an answer, be it that one does not know; with <c>false</c>: there is none.</summary>
    public sealed record Answered(string Question, bool Given = true) : OnQuestion(Question)
    {
        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => Of(given).Count > 0 == Given;
    }

    /// <summary>Several conditions together.</summary>
    public abstract record Several : FormCondition
    {
        private protected Several(IReadOnlyList<FormCondition> terms) : base(1 + terms.Select(term => term.Depth).DefaultIfEmpty().Max()) => Terms = terms;

        /// <summary>The conditions.</summary>
        public IReadOnlyList<FormCondition> Terms { get; }

        /// <inheritdoc />
        public override IEnumerable<string> Questions => Terms.SelectMany(term => term.Questions);
    }

    /// <summary>Each of them holds.</summary>
    public sealed record All(IReadOnlyList<FormCondition> Terms) : Several(Terms)
    {
        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => Terms.All(term => term.Holds(given));
    }

    /// <summary>At least one of them holds.</summary>
    public sealed record Any(IReadOnlyList<FormCondition> Terms) : Several(Terms)
    {
        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => Terms.Any(term => term.Holds(given));
    }

    /// <summary>It does not hold.</summary>
    public sealed record Not(FormCondition Term) : FormCondition(1 + Term.Depth)
    {
        /// <inheritdoc />
        public override IEnumerable<string> Questions => Term.Questions;

        internal override bool Holds(IReadOnlyDictionary<string, IReadOnlyList<string>> given) => !Term.Holds(given);
    }
}

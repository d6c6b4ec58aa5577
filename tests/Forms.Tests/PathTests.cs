using static Forms.Tests.Samples;

namespace Forms.Tests;

/// <summary>Which pages and questions somebody is shown, and which of their answers count.</summary>
public sealed class PathTests
{
    private static string[] Pages(FormAnswers answers, FormDefinition? definition = null) => [.. FormPath.Of(definition ?? Intake, answers).Pages.Select(shown => shown.Page.Id)];

    [Fact]
    public void Of_WithoutAnswers_LeavesOutWhatDependsOnOne() => Assert.Equal(["about", "time", "product", "story"], Pages(FormAnswers.None));

    [Fact]
    public void Of_WithAnswers_ShowsWhatTheyAskFor() => Assert.Equal(["about", "guardian", "school", "time", "product", "screen", "story"],
        Pages(Answers(("who", ["child"]), ("guardian", ["no"]), ("signs", ["sound", "screen"]))));

    [Fact]
    public void Of_WhenAnAnswerIsHidden_HidesWhatHangsOnItToo()
    {
        var path = FormPath.Of(Intake, Answers(("who", ["self"]), ("guardian", ["no"]), ("school", ["Hill School"])));
        Assert.Equal(["about", "time", "product", "story"], path.Pages.Select(shown => shown.Page.Id));
        Assert.Equal(["who"], path.Kept.Values.Keys);
    }

    [Fact]
    public void Kept_WhenThePersonTurnsBack_BringsTheAnswersBack()
    {
        var all = Answers(("who", ["child"]), ("guardian", ["no"]), ("school", ["Hill School"]));
        Assert.Equal(["who"], FormPath.Of(Intake, all.With("who", "self")).Kept.Values.Keys);
        Assert.Equal(all, FormPath.Of(Intake, all.With("who", "self").With("who", "child")).Kept);
    }

    [Fact]
    public void Of_WhenEveryQuestionOfAPageIsHidden_LeavesThePageOut()
    {
        var form = new FormDefinition([Page("a", Question("a", QuestionKind.YesNo)), Page("b", Question("b", when: Is("a", "yes")), Question("c", when: Is("a", "yes")))]);
        Assert.Equal(["a"], Pages(FormAnswers.None, form));
        Assert.Equal(["a", "b"], Pages(Answers(("a", ["yes"])), form));
    }

    [Fact]
    public void Of_WithAHiddenQuestionOnAShownPage_DropsItsAnswer()
    {
        var form = new FormDefinition([Page("a", Question("a", QuestionKind.YesNo)), Page("b", Question("b", when: Is("a", "yes")), Question("c"))]);
        var path = FormPath.Of(form, Answers(("a", ["no"]), ("b", ["x"]), ("c", ["y"])));
        Assert.Equal(["c"], path.Page("b")!.Questions.Select(question => question.Id));
        Assert.Equal(["a", "c"], path.Kept.Values.Keys);
        Assert.Null(path.PageOf("b"));
        Assert.Equal("b", path.PageOf("c")!.Page.Id);
    }

    [Fact]
    public void Kept_DropsAnswersToInformationAndToNothing()
    {
        var path = FormPath.Of(Intake, Answers(("intro", ["read"]), ("invented", ["x"]), ("times", ["2"])));
        Assert.Equal(["times"], path.Kept.Values.Keys);
    }

    [Fact]
    public void NextAndPrevious_PassOverWhatIsHidden()
    {
        var path = FormPath.Of(Intake, Answers(("who", ["self"])));
        Assert.Equal("time", path.Next("about")!.Page.Id);
        Assert.Equal("about", path.Previous("time")!.Page.Id);
        Assert.Null(path.Previous("about"));
        Assert.Null(path.Next("story"));
        // Somebody who stands on a page that their answer has just hidden goes on from there.
        Assert.Equal("time", path.Next("school")!.Page.Id);
        Assert.Equal("about", path.Previous("guardian")!.Page.Id);
        Assert.Null(path.Next("invented"));
        Assert.Null(path.Previous("invented"));
    }

    [Fact]
    public void Progress_CountsTheWayAsItLooksNow()
    {
        Assert.Equal(new FormProgress(2, 4), FormPath.Of(Intake, Answers(("who", ["self"]))).Progress("time"));
        Assert.Equal(new FormProgress(3, 5), FormPath.Of(Intake, Answers(("who", ["child"]))).Progress("time"));
        Assert.Null(FormPath.Of(Intake, FormAnswers.None).Progress("guardian"));
    }

    public static TheoryData<string, FormCondition, string[], bool> Conditions => new()
    {
        { "is", Is("a", "x"), ["x"], true },
        { "is, another", Is("a", "x"), ["y"], false },
        { "is, among others", Is("a", "x"), ["x", "y"], false },
        { "is, none", Is("a", "x"), [], false },
        { "isNot", new FormCondition.IsNot("a", "x"), ["y"], true },
        { "isNot, the same", new FormCondition.IsNot("a", "x"), ["x"], false },
        { "isNot, none", new FormCondition.IsNot("a", "x"), [], true },
        { "includes", new FormCondition.Includes("a", "x"), ["y", "x"], true },
        { "includes, not", new FormCondition.Includes("a", "x"), ["y"], false },
        { "answered", new FormCondition.Answered("a"), ["unknown"], true },
        { "answered, blank", new FormCondition.Answered("a"), [" \u200F"], false },
        { "answered false", new FormCondition.Answered("a", false), [], true },
        { "answered false, given", new FormCondition.Answered("a", false), ["x"], false },
        { "all", new FormCondition.All([new FormCondition.Includes("a", "x"), new FormCondition.Includes("a", "y")]), ["x", "y"], true },
        { "all, one", new FormCondition.All([new FormCondition.Includes("a", "x"), new FormCondition.Includes("a", "y")]), ["x"], false },
        { "any", new FormCondition.Any([Is("a", "x"), Is("a", "y")]), ["y"], true },
        { "any, none", new FormCondition.Any([Is("a", "x"), Is("a", "y")]), ["z"], false },
        { "not", new FormCondition.Not(Is("a", "x")), ["x"], false },
        { "not not", new FormCondition.Not(new FormCondition.Not(Is("a", "x"))), ["x"], true },
    };

    [Theory, MemberData(nameof(Conditions))]
    public void Holds_FollowsTheAnswer(string what, FormCondition condition, string[] given, bool holds) =>
        Assert.True(holds == condition.Holds(Answers(("a", given))), what);

    [Fact]
    public void Depth_BeyondReason_CantBeMade()
    {
        var condition = Is("a", "x");
        for (var depth = condition.Depth; depth < 12; depth++)
            condition = new FormCondition.Not(condition);
        Assert.Equal(12, condition.Depth);
        Assert.Throws<ArgumentException>(() => new FormCondition.All([condition]));
    }
}

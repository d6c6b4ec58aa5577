using System.Net;
using Grievances.Domain;
using Microsoft.EntityFrameworkCore;
using Platform.Contracts;
using ServiceTests;

namespace Grievances.Tests;

/// <summary>The page on which somebody is named who decides an appeal.</summary>
public sealed class ReviewerPageTests
{
    [Fact]
    public async Task WhoeverNamesAReviewerOnAnOldPage_PutsNobodyAsideUnseen()
    {
        await using var stage = await AppealTests.Stage.Set();
        using var handler = (await stage.Closed()).First;
        var appeal = await stage.Appeal("outcome");
        using var lead = stage.Server.Staff(stage.Tenant, Guid.CreateVersion7(), "human-rights-lead", Permissions.GrievancesRead, Permissions.GrievancesAssign);
        var page = $"/console/grievances/{stage.Id}/appeals/{appeal}";
        var old = await lead.Page(page);
        async Task<HttpResponseMessage> Name(AngleSharp.Html.Dom.IHtmlDocument shown, Guid account) => await lead.PostAsync(page, new FormUrlEncodedContent(
            shown.QuerySelectorAll("main form input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!).Append(KeyValuePair.Create("Reviewer", $"team:{account}"))));
        for (var i = 0; i < 2; i++)
            using (var named = await Name(old, AppealTests.Second))
                Assert.Equal($"{page}?done=named", named.Headers.Location?.ToString());
        using (var stale = await Name(old, AppealTests.Third))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            Assert.Contains("Somebody else was named meanwhile.", await stale.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var machine = await lead.Post($"{stage.Case}/appeals/{appeal}/reviewer", new { accountId = AppealTests.Third, handlers = "team", before = Guid.Empty }))
            Assert.Equal("grievances.reviewer_named_meanwhile", await machine.Problem(HttpStatusCode.Conflict));
        Assert.Equal((AppealTests.Second, 1), await stage.Server.Read(stage.Tenant, async db => ((await db.Appeals.SingleAsync()).ReviewerId!.Value, await db.Assignments.CountAsync(a => a.Duty == AssignedDuty.AppealReviewer))));
        // Having seen it, they can.
        using var seen = await Name(await lead.Page(page), AppealTests.Third);
        Assert.Equal($"{page}?done=named", seen.Headers.Location?.ToString());
    }
}

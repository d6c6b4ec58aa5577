using Identity.Contracts;
using Identity.Domain;
using Platform.Contracts;

namespace Identity.Tests;

public sealed class RuleTests
{
    [Fact]
    public void Every_role_is_in_the_table_and_holds_known_permissions()
    {
        Assert.Equal(RoleIds.All.Order(), Roles.Known.Order());
        Assert.All(RoleIds.All, role => Assert.NotEmpty(Roles.PermissionsOf(role)));
        Assert.All(RoleIds.All.SelectMany(Roles.PermissionsOf), permission => Assert.Contains(permission, Permissions.All));
    }

    [Fact]
    public void No_role_operates_the_platform_and_only_handlers_open_cases()
    {
        Assert.DoesNotContain(RoleIds.All, role => Roles.PermissionsOf(role).Contains(Permissions.PlatformOperate));
        Assert.Equal([RoleIds.CaseHandler, RoleIds.Ombuds], RoleIds.All.Where(role => Roles.PermissionsOf(role).Contains(Permissions.GrievancesHandle)));
        Assert.Equal([RoleIds.Publisher], RoleIds.All.Where(role => Roles.PermissionsOf(role).Contains(Permissions.TransparencyPublish)));
        Assert.Equal([RoleIds.Administrator], RoleIds.All.Where(role => Roles.PermissionsOf(role).Contains(Permissions.IdentityAdminister)));
    }

    [Fact]
    public void An_administrator_holds_no_grievance_permission_alone_or_together()
    {
        Assert.DoesNotContain(Roles.PermissionsOf(RoleIds.Administrator), p => p.StartsWith("grievances.", StringComparison.Ordinal));
        var together = RoleIds.All.Where(role => Roles.CanBeHeldTogether([RoleIds.Administrator, role])).ToList();
        Assert.DoesNotContain(together.SelectMany(Roles.PermissionsOf), p => p.StartsWith("grievances.", StringComparison.Ordinal));
        Assert.Contains(RoleIds.Publisher, together);
        Assert.True(Roles.CanBeHeldTogether([RoleIds.CaseHandler, RoleIds.EngagementLead]));
    }

    [Fact]
    public void Who_asks_who_a_person_is_never_grants_it()
    {
        Assert.Equal([RoleIds.IdentityCustodian], RoleIds.All.Where(role => Roles.PermissionsOf(role).Contains(Permissions.GrievancesCustody)));
        Assert.Equal([RoleIds.Ombuds], RoleIds.All.Where(role => Roles.PermissionsOf(role).Contains(Permissions.GrievancesHear)));
        foreach (var role in new[] { RoleIds.CaseHandler, RoleIds.Ombuds, RoleIds.HumanRightsLead, RoleIds.Administrator })
            Assert.False(Roles.CanBeHeldTogether([RoleIds.IdentityCustodian, role]));
        Assert.True(Roles.CanBeHeldTogether([RoleIds.IdentityCustodian, RoleIds.Assessor]));
        Assert.Equal([RoleIds.Administrator, RoleIds.Auditor, RoleIds.CaseHandler, RoleIds.HumanRightsLead, RoleIds.IdentityCustodian, RoleIds.Ombuds], Roles.Guarded.Order());
        Assert.Equal([RoleIds.Administrator, RoleIds.HumanRightsLead], Roles.Confirming.Order());
        Assert.Empty(Roles.Confirming.Except(Roles.Guarded));
        Assert.Equal([RoleIds.Administrator, RoleIds.HumanRightsLead], RoleIds.All.Where(role => Roles.PermissionsOf(role).Contains(Permissions.IdentityConfirmHandling)).Order());
    }

    [Fact]
    public void Roles_that_exclude_each_other_are_named_and_no_others()
    {
        Assert.Equal((RoleIds.CaseHandler, RoleIds.Ombuds), Roles.Conflict([RoleIds.Publisher, RoleIds.Ombuds, RoleIds.CaseHandler]));
        Assert.Equal((RoleIds.Administrator, RoleIds.Auditor), Roles.Conflict([RoleIds.Publisher, RoleIds.Auditor, RoleIds.Administrator]));
        Assert.Equal((RoleIds.IdentityCustodian, RoleIds.HumanRightsLead), Roles.Conflict([RoleIds.IdentityCustodian, RoleIds.HumanRightsLead]));
        Assert.Equal([Permissions.GrievancesFileForOthers, Permissions.GrievancesImport, Permissions.GrievancesRead], Scopes.Guarded);
    }

    [Fact]
    public void Machines_of_tenants_open_no_grievance_no_account_and_no_platform()
    {
        var granted = Scopes.PermissionsOf(Scopes.ForTenants);
        Assert.Equal([Permissions.GrievancesFileForOthers, Permissions.GrievancesFileFromProduct, Permissions.GrievancesImport, Permissions.GrievancesRead], granted.Where(p => p.StartsWith("grievances.", StringComparison.Ordinal)));
        Assert.DoesNotContain(granted, p => p.StartsWith("identity.", StringComparison.Ordinal)
            || p.StartsWith("platform.", StringComparison.Ordinal));
        Assert.Contains(Permissions.TransparencyRead, granted);
        Assert.Empty(Scopes.PermissionsOf(["openid", "unknown", Scopes.Platform]));
    }

    [Theory]
    [InlineData("mailbox")]
    [InlineData("new")]
    [InlineData("api")]
    [InlineData("portal")]
    [InlineData("console")]
    [InlineData("transparency")]
    [InlineData("feeds")]
    [InlineData("connect")]
    [InlineData("health")]
    [InlineData("public")]
    [InlineData("signin-oidc")]
    public void Words_of_our_routes_are_no_slugs(string slug) => Assert.Equal("identity.slug_reserved", Slugs.Fault(slug));

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Harbour")]
    [InlineData("-harbour")]
    [InlineData("harbour-")]
    [InlineData("har--bour")]
    [InlineData("har bour")]
    [InlineData("harbour/x")]
    [InlineData("harbour\n")]
    [InlineData("4harbour")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890")]
    public void Malformed_slugs_are_refused(string slug) => Assert.Equal("identity.slug_malformed", Slugs.Fault(slug));

    [Fact]
    public void Every_reserved_word_is_one_a_tenant_could_otherwise_take() =>
        Assert.All(Slugs.Reserved, word => Assert.Equal("identity.slug_reserved", Slugs.Fault(word)));

    [Theory]
    [InlineData("harbour")]
    [InlineData("meridian-ai-2")]
    public void Ordinary_names_are_slugs(string slug) => Assert.Null(Slugs.Fault(slug));

    [Fact]
    public void A_role_that_a_later_version_took_away_gives_nothing_and_breaks_nothing()
    {
        Assert.Empty(Roles.PermissionsOf("soothsayer"));
        Assert.Equal(["transparency.publish", "transparency.read"], Roles.PermissionsOf(["soothsayer", RoleIds.Publisher]));
        Assert.True(Roles.CanBeHeldTogether([RoleIds.Administrator, "soothsayer"]));
    }

    [Fact]
    public void Initial_passwords_are_long_and_never_the_same()
    {
        var made = Enumerable.Range(0, 1000).Select(_ => InitialPassword.Create()).ToList();
        Assert.Equal(1000, made.Distinct().Count());
        Assert.All(made, password => Assert.Matches("^([0-9a-z]{4}-){4}[0-9a-z]{4}$", password));
    }
}

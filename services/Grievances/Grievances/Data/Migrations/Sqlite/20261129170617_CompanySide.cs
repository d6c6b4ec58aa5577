using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CompanySide : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_group_keys",
                table: "group_keys");

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "group_keys",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTime>(
                name: "replaced_at",
                table: "group_keys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "admissibility_reason",
                table: "grievances",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "assignee_id",
                table: "grievances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "band_reason",
                table: "grievances",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "excluded_roles",
                table: "grievances",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "handled_by",
                table: "grievances",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "team");

            migrationBuilder.AddColumn<byte[]>(
                name: "identity",
                table: "grievances",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "inadmissible_for",
                table: "grievances",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                table: "grievances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "no_remedy_reason",
                table: "grievances",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "parallel_proceedings",
                table: "grievances",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "rank",
                table: "grievances",
                type: "INTEGER",
                nullable: false,
                defaultValue: 3);

            migrationBuilder.AddColumn<string>(
                name: "remedy",
                table: "grievances",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<Guid>(
                name: "split_from_id",
                table: "grievances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "key_version",
                table: "case_wraps",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddPrimaryKey(
                name: "pk_group_keys",
                table: "group_keys",
                columns: new[] { "tenant_id", "handling_group", "version" });

            migrationBuilder.Sql("UPDATE grievances SET rank = CASE band WHEN 'Critical' THEN 5 WHEN 'High' THEN 4 WHEN 'Moderate' THEN 2 WHEN 'Low' THEN 1 ELSE 3 END;");

            migrationBuilder.CreateTable(
                name: "case_appeals",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    against = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    holder_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    filed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decide_by = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reviewer_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reviewer_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    decision = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    letter = table.Column<byte[]>(type: "BLOB", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_appeals", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_appeals_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_assignments",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    duty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    assigned_by = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    assigned_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_assignments", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_assignments_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_attributions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    record = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    party = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    organisation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<byte[]>(type: "BLOB", nullable: true),
                    involvement = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    share = table.Column<int>(type: "INTEGER", nullable: true),
                    contested = table.Column<bool>(type: "INTEGER", nullable: false),
                    evidence = table.Column<byte[]>(type: "BLOB", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    decided_by_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_attributions", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_attributions_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_decisions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    decided = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_decisions", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_decisions_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_exclusions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    reason = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_exclusions", x => new { x.tenant_id, x.case_id, x.account_id });
                    table.ForeignKey(
                        name: "fk_case_exclusions_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_lessons",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    system_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    impact_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    rights = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    changed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    writer_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_lessons", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "case_meetings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    asked_by_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    holder_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposal = table.Column<byte[]>(type: "BLOB", nullable: false),
                    agreed_for = table.Column<DateTime>(type: "TEXT", nullable: true),
                    minutes = table.Column<byte[]>(type: "BLOB", nullable: true),
                    minutes_version = table.Column<int>(type: "INTEGER", nullable: false),
                    staff_agreed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    person_agreed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    remark = table.Column<byte[]>(type: "BLOB", nullable: true),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_meetings", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_meetings_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_notes",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    written_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    writer_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    readers = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    written_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_notes", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_notes_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_redactions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    masked = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hidden = table.Column<int>(type: "INTEGER", nullable: false),
                    made_by_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_redactions", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_redactions_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_relations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_relations", x => new { x.tenant_id, x.case_id, x.other_id, x.kind });
                    table.ForeignKey(
                        name: "fk_case_relations_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_surveys",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    holder_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    moment = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    satisfied = table.Column<int>(type: "INTEGER", nullable: true),
                    heard = table.Column<int>(type: "INTEGER", nullable: true),
                    fair = table.Column<int>(type: "INTEGER", nullable: true),
                    safe = table.Column<int>(type: "INTEGER", nullable: true),
                    remedied = table.Column<int>(type: "INTEGER", nullable: true),
                    words = table.Column<byte[]>(type: "BLOB", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_surveys", x => new { x.tenant_id, x.case_id, x.holder_id, x.moment });
                    table.ForeignKey(
                        name: "fk_case_surveys_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_translations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    part = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    row_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    to = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    requester_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: true),
                    machine = table.Column<bool>(type: "INTEGER", nullable: false),
                    translator_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_translations", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_translations_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_requests",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    requester_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    reason = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reason_for_custodian = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hours = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    granted = table.Column<bool>(type: "INTEGER", nullable: false),
                    valid_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    first_look_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_requests", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_identity_requests_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "legal_notes",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    writer_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    review_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_legal_notes", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_legal_notes_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "remedy_actions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    measure = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    signatory = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    owner_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    by_tenant = table.Column<Guid>(type: "TEXT", nullable: true),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    evidence = table.Column<byte[]>(type: "BLOB", nullable: true),
                    evidence_file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    remark = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remedy_actions", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_remedy_actions_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "remedy_offers",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    offered = table.Column<byte[]>(type: "BLOB", nullable: false),
                    offered_by_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    offered_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    apology_accepted = table.Column<bool>(type: "INTEGER", nullable: true),
                    answer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    holder_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remedy_offers", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_remedy_offers_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reply_templates",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reply_templates", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_grievances_tenant_id_assignee_id_due_at_id",
                table: "grievances",
                columns: new[] { "tenant_id", "assignee_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_grievances_tenant_id_rank_due_at_id",
                table: "grievances",
                columns: new[] { "tenant_id", "rank", "due_at", "id" },
                descending: new[] { false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "ix_case_appeals_tenant_id_case_id",
                table: "case_appeals",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_assignments_tenant_id_account_id_ended_at",
                table: "case_assignments",
                columns: new[] { "tenant_id", "account_id", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_case_assignments_tenant_id_case_id",
                table: "case_assignments",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_attributions_tenant_id_case_id_record_place",
                table: "case_attributions",
                columns: new[] { "tenant_id", "case_id", "record", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_decisions_tenant_id_case_id",
                table: "case_decisions",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_lessons_tenant_id_at_id",
                table: "case_lessons",
                columns: new[] { "tenant_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_lessons_tenant_id_case_id",
                table: "case_lessons",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_meetings_tenant_id_case_id",
                table: "case_meetings",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_notes_tenant_id_case_id",
                table: "case_notes",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_redactions_tenant_id_case_id",
                table: "case_redactions",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_translations_tenant_id_case_id",
                table: "case_translations",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_requests_tenant_id_case_id",
                table: "identity_requests",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_identity_requests_tenant_id_decided_at_requested_at_id",
                table: "identity_requests",
                columns: new[] { "tenant_id", "decided_at", "requested_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_legal_notes_tenant_id_case_id",
                table: "legal_notes",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_remedy_actions_tenant_id_case_id",
                table: "remedy_actions",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_remedy_offers_tenant_id_case_id_number",
                table: "remedy_offers",
                columns: new[] { "tenant_id", "case_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reply_templates_tenant_id_kind_language",
                table: "reply_templates",
                columns: new[] { "tenant_id", "kind", "language" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_tenant_id_owner_id_saved_at",
                table: "saved_views",
                columns: new[] { "tenant_id", "owner_id", "saved_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_appeals");

            migrationBuilder.DropTable(
                name: "case_assignments");

            migrationBuilder.DropTable(
                name: "case_attributions");

            migrationBuilder.DropTable(
                name: "case_decisions");

            migrationBuilder.DropTable(
                name: "case_exclusions");

            migrationBuilder.DropTable(
                name: "case_lessons");

            migrationBuilder.DropTable(
                name: "case_meetings");

            migrationBuilder.DropTable(
                name: "case_notes");

            migrationBuilder.DropTable(
                name: "case_redactions");

            migrationBuilder.DropTable(
                name: "case_relations");

            migrationBuilder.DropTable(
                name: "case_surveys");

            migrationBuilder.DropTable(
                name: "case_translations");

            migrationBuilder.DropTable(
                name: "identity_requests");

            migrationBuilder.DropTable(
                name: "legal_notes");

            migrationBuilder.DropTable(
                name: "remedy_actions");

            migrationBuilder.DropTable(
                name: "remedy_offers");

            migrationBuilder.DropTable(
                name: "reply_templates");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropPrimaryKey(
                name: "pk_group_keys",
                table: "group_keys");

            migrationBuilder.DropIndex(
                name: "ix_grievances_tenant_id_assignee_id_due_at_id",
                table: "grievances");

            migrationBuilder.DropIndex(
                name: "ix_grievances_tenant_id_rank_due_at_id",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "version",
                table: "group_keys");

            migrationBuilder.DropColumn(
                name: "replaced_at",
                table: "group_keys");

            migrationBuilder.DropColumn(
                name: "admissibility_reason",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "assignee_id",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "band_reason",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "excluded_roles",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "handled_by",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "identity",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "inadmissible_for",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "no_remedy_reason",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "parallel_proceedings",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "rank",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "remedy",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "split_from_id",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "key_version",
                table: "case_wraps");

            migrationBuilder.AddPrimaryKey(
                name: "pk_group_keys",
                table: "group_keys",
                columns: new[] { "tenant_id", "handling_group" });
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PersonsSide : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "condition",
                table: "receipts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<Guid>(
                name: "holder_id",
                table: "receipts",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateTime>(
                name: "acknowledge_missed_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "active_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<byte[]>(
                name: "answers",
                table: "grievances",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "appeal_hold",
                table: "grievances",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "capacity",
                table: "grievances",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Person");

            migrationBuilder.AddColumn<string>(
                name: "channel",
                table: "grievances",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Portal");

            migrationBuilder.AddColumn<byte[]>(
                name: "excerpt",
                table: "grievances",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "extension_reason",
                table: "grievances",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "findings_due_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "findings_missed_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "legal_hold",
                table: "grievances",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "pattern_id",
                table: "grievances",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "people",
                table: "grievances",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "retaliation_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retaliation_by",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "spam",
                table: "grievances",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "unsafe",
                table: "grievances",
                type: "bytea",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "holder",
                table: "case_wraps",
                type: "character varying(60)",
                maxLength: 60,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(20)",
                oldMaxLength: 20);

            migrationBuilder.AddColumn<Guid>(
                name: "origin_id",
                table: "case_wraps",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "holder_id",
                table: "case_messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "case_messages",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "Ordinary");

            migrationBuilder.AddColumn<Guid>(
                name: "only_for",
                table: "case_messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "case_files",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holder_id = table.Column<Guid>(type: "uuid", nullable: true),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    scan = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cleaning = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    quarantined = table.Column<bool>(type: "boolean", nullable: false),
                    original_allowed = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    manifest = table.Column<byte[]>(type: "bytea", nullable: false),
                    clean_manifest = table.Column<byte[]>(type: "bytea", nullable: true),
                    findings = table.Column<byte[]>(type: "bytea", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_files", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_files_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_holders",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: true),
                    mandate_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    mandate = table.Column<byte[]>(type: "bytea", nullable: true),
                    proof_salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    origin_id = table.Column<Guid>(type: "uuid", nullable: true),
                    joined_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_holders", x => new { x.tenant_id, x.case_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_holders_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_notices",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    step = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_notices", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_notices_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_drafts", x => new { x.tenant_id, x.code_digest });
                });

            migrationBuilder.CreateTable(
                name: "due_dates",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    step = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    cycle = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    settlement = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_due_dates", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "filing_commitments",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    commitment = table.Column<byte[]>(type: "bytea", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filing_commitments", x => new { x.tenant_id, x.commitment });
                });

            migrationBuilder.CreateTable(
                name: "form_versions",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    form_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    published_by = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_form_versions", x => new { x.tenant_id, x.form_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "mail_items",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    template = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    recipient = table.Column<byte[]>(type: "bytea", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_items", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "mechanism_settings",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clocks = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mechanism_settings", x => x.tenant_id);
                });

            migrationBuilder.CreateTable(
                name: "pattern_cases",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: true),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    reports = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pattern_cases", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "public_systems",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    search_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    published = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_systems", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staged_files",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    announced = table.Column<long>(type: "bigint", nullable: false),
                    complete = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staged_files", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tombstones",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    erased_on = table.Column<DateOnly>(type: "date", nullable: false),
                    cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tombstones", x => new { x.tenant_id, x.case_id });
                });

            migrationBuilder.CreateTable(
                name: "case_consents",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_consents", x => new { x.tenant_id, x.case_id, x.holder_id, x.purpose });
                    table.ForeignKey(
                        name: "fk_case_consents_case_holders_tenant_id_case_id_holder_id",
                        columns: x => new { x.tenant_id, x.case_id, x.holder_id },
                        principalTable: "case_holders",
                        principalColumns: new[] { "tenant_id", "case_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ping_addresses",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    holder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ping_addresses", x => new { x.tenant_id, x.case_id, x.holder_id });
                    table.ForeignKey(
                        name: "fk_ping_addresses_case_holders_tenant_id_case_id_holder_id",
                        columns: x => new { x.tenant_id, x.case_id, x.holder_id },
                        principalTable: "case_holders",
                        principalColumns: new[] { "tenant_id", "case_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_files_tenant_id_case_id_added_at_id",
                table: "case_files",
                columns: new[] { "tenant_id", "case_id", "added_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_notices_tenant_id_case_id",
                table: "case_notices",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_notices_tenant_id_role_seen_at_at_id",
                table: "case_notices",
                columns: new[] { "tenant_id", "role", "seen_at", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_drafts_tenant_id_expires_at",
                table: "drafts",
                columns: new[] { "tenant_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_due_dates_oldest",
                table: "due_dates",
                column: "at",
                filter: "settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_due_dates_order",
                table: "due_dates",
                columns: new[] { "tenant_id", "subject", "at", "id" },
                filter: "settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_due_dates_tenant_id_subject_kind_cycle_step",
                table: "due_dates",
                columns: new[] { "tenant_id", "subject", "kind", "cycle", "step" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_due_dates_waiting",
                table: "due_dates",
                columns: new[] { "tenant_id", "next_attempt_at", "id" },
                filter: "settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_filing_commitments_tenant_id_day",
                table: "filing_commitments",
                columns: new[] { "tenant_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_form_versions_tenant_id_form_id",
                table: "form_versions",
                columns: new[] { "tenant_id", "form_id" },
                unique: true,
                filter: "status = 'Draft'");

            migrationBuilder.CreateIndex(
                name: "ix_form_versions_tenant_id_form_id1",
                table: "form_versions",
                columns: new[] { "tenant_id", "form_id" },
                unique: true,
                filter: "status = 'Published'");

            migrationBuilder.CreateIndex(
                name: "ix_mail_items_oldest",
                table: "mail_items",
                column: "due_at",
                filter: "delivered_at IS NULL AND failed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_mail_items_tenant_id_recipient",
                table: "mail_items",
                columns: new[] { "tenant_id", "recipient" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_items_waiting",
                table: "mail_items",
                columns: new[] { "tenant_id", "next_attempt_at", "id" },
                filter: "delivered_at IS NULL AND failed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_pattern_cases_tenant_id_opened_at_id",
                table: "pattern_cases",
                columns: new[] { "tenant_id", "opened_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_public_systems_published_search_name_id",
                table: "public_systems",
                columns: new[] { "published", "search_name", "id" });

            // Cases from before: whoever filed holds the receipt, and the next deadline of an open case strikes as well.
            migrationBuilder.Sql("ALTER TABLE grievances NO FORCE ROW LEVEL SECURITY;");
            migrationBuilder.Sql("ALTER TABLE receipts NO FORCE ROW LEVEL SECURITY;");
            migrationBuilder.Sql("ALTER TABLE case_messages NO FORCE ROW LEVEL SECURITY;");
            migrationBuilder.Sql("UPDATE grievances SET active_at = coalesce(closed_at, acknowledged_at, filed_at), people = CASE WHEN affected = 'Group' THEN 0 ELSE 1 END;");
            migrationBuilder.Sql("UPDATE receipts SET holder_id = case_id;");
            migrationBuilder.Sql("UPDATE case_messages SET holder_id = case_id WHERE from_person;");
            migrationBuilder.Sql("INSERT INTO case_holders (tenant_id, case_id, id, role, joined_at) SELECT tenant_id, id, id, 'Complainant', filed_at FROM grievances;");
            migrationBuilder.Sql("INSERT INTO due_dates (tenant_id, id, subject, kind, step, cycle, at, settlement, attempts, next_attempt_at) SELECT tenant_id, id, id, CASE WHEN acknowledged_at IS NULL THEN 'acknowledge' ELSE 'findings' END, 'missed', 1, CASE WHEN acknowledged_at IS NULL THEN acknowledge_by ELSE coalesce(acknowledged_at, acknowledge_by) + interval '3 months' END, 'Pending', 0, CASE WHEN acknowledged_at IS NULL THEN acknowledge_by ELSE coalesce(acknowledged_at, acknowledge_by) + interval '3 months' END FROM grievances WHERE state <> 'Closed';");
            migrationBuilder.Sql("ALTER TABLE grievances FORCE ROW LEVEL SECURITY;");
            migrationBuilder.Sql("ALTER TABLE receipts FORCE ROW LEVEL SECURITY;");
            migrationBuilder.Sql("ALTER TABLE case_messages FORCE ROW LEVEL SECURITY;");
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_consents");

            migrationBuilder.DropTable(
                name: "case_files");

            migrationBuilder.DropTable(
                name: "case_notices");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "due_dates");

            migrationBuilder.DropTable(
                name: "filing_commitments");

            migrationBuilder.DropTable(
                name: "form_versions");

            migrationBuilder.DropTable(
                name: "mail_items");

            migrationBuilder.DropTable(
                name: "mechanism_settings");

            migrationBuilder.DropTable(
                name: "pattern_cases");

            migrationBuilder.DropTable(
                name: "ping_addresses");

            migrationBuilder.DropTable(
                name: "public_systems");

            migrationBuilder.DropTable(
                name: "staged_files");

            migrationBuilder.DropTable(
                name: "tombstones");

            migrationBuilder.DropTable(
                name: "case_holders");

            migrationBuilder.DropColumn(
                name: "condition",
                table: "receipts");

            migrationBuilder.DropColumn(
                name: "holder_id",
                table: "receipts");

            migrationBuilder.DropColumn(
                name: "acknowledge_missed_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "active_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "answers",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "appeal_hold",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "capacity",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "excerpt",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "extension_reason",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "findings_due_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "findings_missed_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "legal_hold",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "pattern_id",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "people",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "retaliation_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "retaliation_by",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "spam",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "unsafe",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "origin_id",
                table: "case_wraps");

            migrationBuilder.DropColumn(
                name: "holder_id",
                table: "case_messages");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "case_messages");

            migrationBuilder.DropColumn(
                name: "only_for",
                table: "case_messages");

            migrationBuilder.AlterColumn<string>(
                name: "holder",
                table: "case_wraps",
                type: "character varying(20)",
                maxLength: 20,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(60)",
                oldMaxLength: 60);
        }
    }
}

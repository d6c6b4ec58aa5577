using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PatternLanguages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "language",
                table: "pattern_cases",
                type: "character varying(35)",
                maxLength: 35,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "more_faults",
                table: "imported_rows",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "repeats_row",
                table: "imported_rows",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ended_at",
                table: "identity_requests",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ended_by",
                table: "identity_requests",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "reason",
                table: "case_assignments",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pattern_translations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    of = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    pattern_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pattern_translations", x => new { x.tenant_id, x.of, x.language });
                    table.ForeignKey(
                        name: "fk_pattern_translations_pattern_cases_tenant_id_pattern_id",
                        columns: x => new { x.tenant_id, x.pattern_id },
                        principalTable: "pattern_cases",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_appeals_tenant_id_decide_by",
                table: "case_appeals",
                columns: new[] { "tenant_id", "decide_by" },
                filter: "decision IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_pattern_translations_tenant_id_pattern_id",
                table: "pattern_translations",
                columns: new[] { "tenant_id", "pattern_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pattern_translations");

            migrationBuilder.DropIndex(
                name: "ix_case_appeals_tenant_id_decide_by",
                table: "case_appeals");

            migrationBuilder.DropColumn(
                name: "language",
                table: "pattern_cases");

            migrationBuilder.DropColumn(
                name: "more_faults",
                table: "imported_rows");

            migrationBuilder.DropColumn(
                name: "repeats_row",
                table: "imported_rows");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "identity_requests");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "identity_requests");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "case_assignments");
        }
    }
}

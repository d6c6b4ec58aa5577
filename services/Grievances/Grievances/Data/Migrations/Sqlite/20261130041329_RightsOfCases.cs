using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RightsOfCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_rights",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_rights", x => new { x.tenant_id, x.code, x.case_id });
                    table.ForeignKey(
                        name: "fk_case_rights_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_rights_tenant_id_case_id",
                table: "case_rights",
                columns: new[] { "tenant_id", "case_id" });

            // Cases from before, by their list.
            migrationBuilder.Sql("""
                WITH RECURSIVE parts(tenant_id, case_id, code, rest) AS (
                    SELECT tenant_id, id, '', rights || ',' FROM grievances WHERE rights <> ''
                    UNION ALL
                    SELECT tenant_id, case_id, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1) FROM parts WHERE rest <> '')
                INSERT INTO case_rights (tenant_id, code, case_id) SELECT DISTINCT tenant_id, code, case_id FROM parts WHERE code <> '';
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_rights");
        }
    }
}

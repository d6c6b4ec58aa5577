using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
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
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false)
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

            // Cases from before, by their list. The owner sees no row while row-level security is forced.
            migrationBuilder.Sql("ALTER TABLE grievances NO FORCE ROW LEVEL SECURITY; INSERT INTO case_rights (tenant_id, code, case_id) SELECT DISTINCT tenant_id, code, id FROM grievances, unnest(string_to_array(rights, ',')) AS code WHERE code <> ''; ALTER TABLE grievances FORCE ROW LEVEL SECURITY;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_rights");
        }
    }
}

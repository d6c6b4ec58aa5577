using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Mediation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_mediations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    who = table.Column<byte[]>(type: "BLOB", nullable: false),
                    why = table.Column<byte[]>(type: "BLOB", nullable: false),
                    redaction_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    agreed = table.Column<bool>(type: "INTEGER", nullable: false),
                    invitation_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    invited_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_by_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_mediations", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_mediations_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_mediations_tenant_id_case_id",
                table: "case_mediations",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_mediations_tenant_id_invitation_id",
                table: "case_mediations",
                columns: new[] { "tenant_id", "invitation_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_mediations");
        }
    }
}

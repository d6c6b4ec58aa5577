using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
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
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    who = table.Column<byte[]>(type: "bytea", nullable: false),
                    why = table.Column<byte[]>(type: "bytea", nullable: false),
                    redaction_id = table.Column<Guid>(type: "uuid", nullable: true),
                    proposed_by_role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    agreed = table.Column<bool>(type: "boolean", nullable: false),
                    invitation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    invited_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by_role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
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

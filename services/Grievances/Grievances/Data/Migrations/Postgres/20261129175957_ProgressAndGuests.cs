using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ProgressAndGuests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "guest_invitations",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<Guid>(type: "uuid", nullable: false),
                    invited_by = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    name = table.Column<byte[]>(type: "bytea", nullable: false),
                    secret_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    pin_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    wrong_pins = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    first_opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guest_invitations", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pattern_updates",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pattern_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pattern_updates", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_pattern_updates_pattern_cases_tenant_id_pattern_id",
                        columns: x => new { x.tenant_id, x.pattern_id },
                        principalTable: "pattern_cases",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_guest_invitations_tenant_id_purpose_subject_created_at",
                table: "guest_invitations",
                columns: new[] { "tenant_id", "purpose", "subject", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_pattern_updates_tenant_id_pattern_id_at_id",
                table: "pattern_updates",
                columns: new[] { "tenant_id", "pattern_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "guest_invitations");

            migrationBuilder.DropTable(
                name: "pattern_updates");
        }
    }
}

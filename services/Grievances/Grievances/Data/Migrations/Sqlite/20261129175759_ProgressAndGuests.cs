using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
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
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: false),
                    invited_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    name = table.Column<byte[]>(type: "BLOB", nullable: false),
                    secret_digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    pin_digest = table.Column<byte[]>(type: "BLOB", nullable: true),
                    wrong_pins = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    first_opened_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_opened_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guest_invitations", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pattern_updates",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pattern_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
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

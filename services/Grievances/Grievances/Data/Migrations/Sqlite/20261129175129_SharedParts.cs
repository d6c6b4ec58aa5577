using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SharedParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_shares",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    other_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    given = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    lead_tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    contested = table.Column<bool>(type: "INTEGER", nullable: false),
                    text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    why = table.Column<byte[]>(type: "BLOB", nullable: false),
                    proposed_by_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    consent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_shares", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_shares_grievances_tenant_id_case_id",
                        columns: x => new { x.tenant_id, x.case_id },
                        principalTable: "grievances",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "share_parcels",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    share_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    to_tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    row_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_parcels", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "shared_entries",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    share_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    writer_role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_entries", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "fk_shared_entries_case_shares_tenant_id_share_id",
                        columns: x => new { x.tenant_id, x.share_id },
                        principalTable: "case_shares",
                        principalColumns: new[] { "tenant_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_shares_tenant_id_case_id",
                table: "case_shares",
                columns: new[] { "tenant_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_share_parcels_oldest",
                table: "share_parcels",
                column: "due_at",
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_share_parcels_waiting",
                table: "share_parcels",
                columns: new[] { "tenant_id", "next_attempt_at", "id" },
                filter: "delivered_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_shared_entries_tenant_id_share_id_at_id",
                table: "shared_entries",
                columns: new[] { "tenant_id", "share_id", "at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "share_parcels");

            migrationBuilder.DropTable(
                name: "shared_entries");

            migrationBuilder.DropTable(
                name: "case_shares");
        }
    }
}

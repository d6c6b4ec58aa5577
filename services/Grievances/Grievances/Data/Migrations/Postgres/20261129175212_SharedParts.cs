using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
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
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    lead_tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contested = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<byte[]>(type: "bytea", nullable: false),
                    why = table.Column<byte[]>(type: "bytea", nullable: false),
                    proposed_by_role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    consent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
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
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to_tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_parcels", x => new { x.tenant_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "shared_entries",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_person = table.Column<bool>(type: "boolean", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    writer_role = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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

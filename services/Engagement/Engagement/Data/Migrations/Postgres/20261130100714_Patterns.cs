using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Patterns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "patterns",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pattern_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    system_id = table.Column<Guid>(type: "uuid", nullable: true),
                    right = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    reports = table.Column<int>(type: "integer", nullable: true),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    quiet_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_patterns", x => new { x.tenant_id, x.pattern_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_patterns_tenant_id_open_quiet_since_pattern_id",
                table: "patterns",
                columns: new[] { "tenant_id", "open", "quiet_since", "pattern_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "patterns");
        }
    }
}

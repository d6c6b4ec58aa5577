using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Migrations.Sqlite
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
                    tenant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pattern_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false),
                    system_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    right = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    open = table.Column<bool>(type: "INTEGER", nullable: false),
                    reports = table.Column<int>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    said_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    quiet_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
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

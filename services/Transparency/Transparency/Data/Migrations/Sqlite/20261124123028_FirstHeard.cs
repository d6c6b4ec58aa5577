using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transparency.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FirstHeard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "closed_seen_at",
                table: "case_facts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "filed_seen_at",
                table: "case_facts",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "closed_seen_at",
                table: "case_facts");

            migrationBuilder.DropColumn(
                name: "filed_seen_at",
                table: "case_facts");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Assessments.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OwnPartAndParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attribution_record",
                table: "signals",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "own_part",
                table: "signals",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "split_from",
                table: "signals",
                type: "uuid",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "attribution_record",
                table: "signals");

            migrationBuilder.DropColumn(
                name: "own_part",
                table: "signals");

            migrationBuilder.DropColumn(
                name: "split_from",
                table: "signals");
        }
    }
}

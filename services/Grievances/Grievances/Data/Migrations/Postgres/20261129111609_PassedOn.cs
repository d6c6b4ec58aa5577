using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PassedOn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "directive_applies",
                table: "grievances",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "earlier_openings",
                table: "grievances",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "passed_on_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "passed_on_by",
                table: "grievances",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retaliation_missed_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retaliation_settled_at",
                table: "grievances",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "directive_applies",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "earlier_openings",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "passed_on_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "passed_on_by",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "retaliation_missed_at",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "retaliation_settled_at",
                table: "grievances");
        }
    }
}

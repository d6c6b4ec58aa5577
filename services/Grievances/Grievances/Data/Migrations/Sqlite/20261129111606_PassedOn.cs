using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "earlier_openings",
                table: "grievances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "passed_on_at",
                table: "grievances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "passed_on_by",
                table: "grievances",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retaliation_missed_at",
                table: "grievances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retaliation_settled_at",
                table: "grievances",
                type: "TEXT",
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

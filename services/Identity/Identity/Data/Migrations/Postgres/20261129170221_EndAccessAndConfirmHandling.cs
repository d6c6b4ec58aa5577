using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Identity.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EndAccessAndConfirmHandling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<string>>(
                name: "handling_given_by",
                table: "accounts",
                type: "text[]",
                nullable: false,
                // Whoever is there already counts as confirmed.
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "accounts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "account_ended_access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_ended_access", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_ended_access_ended_at",
                table: "account_ended_access",
                column: "ended_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_ended_access");

            migrationBuilder.DropColumn(
                name: "handling_given_by",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "version",
                table: "accounts");
        }
    }
}

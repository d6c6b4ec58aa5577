using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Identity.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ConfirmClients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<List<string>>(
                name: "handling_given_by",
                table: "openid_clients",
                type: "text[]",
                // Whoever is there already counts as confirmed.
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "handling_given_by",
                table: "openid_clients");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Identity.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ChangePasswords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "home_tenant",
                table: "openid_clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "revoked_at",
                table: "openid_clients",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "must_change_password",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "ix_openid_clients_home_tenant_client_id",
                table: "openid_clients",
                columns: new[] { "home_tenant", "client_id" });

            // Clients from before say their tenant in their properties alone.
            migrationBuilder.Sql("update openid_clients set home_tenant = upper(json_extract(properties, '$.tenant')) where json_extract(properties, '$.tenant') is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_openid_clients_home_tenant_client_id",
                table: "openid_clients");

            migrationBuilder.DropColumn(
                name: "home_tenant",
                table: "openid_clients");

            migrationBuilder.DropColumn(
                name: "revoked_at",
                table: "openid_clients");

            migrationBuilder.DropColumn(
                name: "must_change_password",
                table: "accounts");
        }
    }
}

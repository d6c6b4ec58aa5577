using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CasesByDueDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_grievances_tenant_id_acknowledge_by_id",
                table: "grievances");

            migrationBuilder.DropIndex(
                name: "ix_grievances_tenant_id_state_acknowledge_by_id",
                table: "grievances");

            migrationBuilder.AddColumn<DateTime>(
                name: "due_at",
                table: "grievances",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.Sql("UPDATE grievances SET due_at = coalesce(strftime('%Y-%m-%d %H:%M:%f', acknowledged_at, '+3 months'), acknowledge_by)");

            migrationBuilder.CreateIndex(
                name: "ix_grievances_tenant_id_due_at_id",
                table: "grievances",
                columns: new[] { "tenant_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_grievances_tenant_id_state_due_at_id",
                table: "grievances",
                columns: new[] { "tenant_id", "state", "due_at", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_grievances_tenant_id_due_at_id",
                table: "grievances");

            migrationBuilder.DropIndex(
                name: "ix_grievances_tenant_id_state_due_at_id",
                table: "grievances");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "grievances");

            migrationBuilder.CreateIndex(
                name: "ix_grievances_tenant_id_acknowledge_by_id",
                table: "grievances",
                columns: new[] { "tenant_id", "acknowledge_by", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_grievances_tenant_id_state_acknowledge_by_id",
                table: "grievances",
                columns: new[] { "tenant_id", "state", "acknowledge_by", "id" });
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
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
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            // The owner sees no row while row-level security is forced.
            migrationBuilder.Sql("ALTER TABLE grievances NO FORCE ROW LEVEL SECURITY; UPDATE grievances SET due_at = coalesce(acknowledged_at + interval '3 months', acknowledge_by); ALTER TABLE grievances FORCE ROW LEVEL SECURITY");

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

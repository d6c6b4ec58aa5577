using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OpenCases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_grievances_awaiting",
                table: "grievances",
                columns: new[] { "tenant_id", "due_at", "id" },
                filter: "awaits_answer");

            migrationBuilder.CreateIndex(
                name: "ix_grievances_open_due",
                table: "grievances",
                columns: new[] { "tenant_id", "due_at", "id" },
                filter: "state <> 'Closed' OR awaits_answer OR (retaliation_by IS NOT NULL AND retaliation_settled_at IS NULL)");

            migrationBuilder.CreateIndex(
                name: "ix_grievances_retaliation",
                table: "grievances",
                columns: new[] { "tenant_id", "due_at", "id" },
                filter: "retaliation_by IS NOT NULL AND retaliation_settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_grievances_open_band",
                table: "grievances",
                columns: new[] { "tenant_id", "rank", "due_at", "id" },
                descending: new[] { false, true, false, false },
                filter: "state <> 'Closed' OR awaits_answer OR (retaliation_by IS NOT NULL AND retaliation_settled_at IS NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_grievances_awaiting",
                table: "grievances");

            migrationBuilder.DropIndex(
                name: "ix_grievances_open_due",
                table: "grievances");

            migrationBuilder.DropIndex(
                name: "ix_grievances_retaliation",
                table: "grievances");

            migrationBuilder.DropIndex(
                name: "ix_grievances_open_band",
                table: "grievances");
        }
    }
}

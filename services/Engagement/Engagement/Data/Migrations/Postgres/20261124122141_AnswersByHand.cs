using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AnswersByHand : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "done_version",
                table: "follow_ups",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "closed_from",
                table: "case_clocks",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_writings_tenant_id_case_id_by_person_version",
                table: "case_writings",
                columns: new[] { "tenant_id", "case_id", "by_person", "version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_case_writings_tenant_id_case_id_by_person_version",
                table: "case_writings");

            migrationBuilder.DropColumn(
                name: "done_version",
                table: "follow_ups");

            migrationBuilder.DropColumn(
                name: "closed_from",
                table: "case_clocks");
        }
    }
}

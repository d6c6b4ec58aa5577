using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Grievances.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RetaliationMissedBefore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "retaliation_missed_before",
                table: "grievances",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "retaliation_missed_before",
                table: "grievances");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transparency.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FindingsInTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "findings",
                table: "case_facts",
                type: "TEXT",
                maxLength: 20,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "findings",
                table: "case_facts");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeptFrom : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "kept_from",
                table: "case_clocks",
                type: "TEXT",
                maxLength: 200,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "kept_from",
                table: "case_clocks");
        }
    }
}

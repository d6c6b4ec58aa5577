using Gateway;
using Platform.Hosting.Start;
using Platform.Tenancy;

var builder = PlatformHost.CreateBuilder(args);
builder.AddGateway();
await using var app = builder.Build();
app.UseGateway();
// On PostgreSQL only the Migrator may change a schema.
if (app.Configuration.Provider() == DatabaseProvider.Sqlite)
    await GatewayDatabase.Migrate(app.Services);
await app.RunAsync();

using Grievances;
using Platform.Hosting.Start;

var builder = PlatformHost.CreateBuilder(args);
builder.AddPlatform("grievances", consumers => consumers.AddGrievancesConsumers());
builder.AddGrievances();

var app = builder.Build();
app.UsePlatform();
app.MapGrievances();
app.MapPlatform();
await app.RunAsync();

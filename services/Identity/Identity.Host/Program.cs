using Identity;
using Platform.Hosting.Start;

var builder = PlatformHost.CreateBuilder(args);
builder.AddPlatform("identity", consumers => consumers.AddIdentityConsumers());
builder.AddIdentityModule();
var app = builder.Build();
app.UsePlatform();
app.MapIdentity();
app.MapPlatform();
await app.RunAsync();

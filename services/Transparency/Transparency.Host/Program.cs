using Platform.Hosting.Start;
using Transparency;

var builder = PlatformHost.CreateBuilder(args);
builder.AddPlatform("transparency", consumers => consumers.AddTransparencyConsumers());
builder.AddTransparency();

var app = builder.Build();
app.UsePlatform();
app.MapTransparency();
app.MapPlatform();
await app.RunAsync();

using Engagement;
using Platform.Hosting.Start;

var builder = PlatformHost.CreateBuilder(args);
builder.AddPlatform("engagement", consumers => consumers.AddEngagementConsumers());
builder.AddEngagement();

var app = builder.Build();
app.UsePlatform();
app.MapEngagement();
app.MapPlatform();
await app.RunAsync();

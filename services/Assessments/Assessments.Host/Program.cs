using Assessments;
using Platform.Hosting.Start;

var builder = PlatformHost.CreateBuilder(args);
builder.AddPlatform("assessments", consumers => consumers.AddAssessmentsConsumers());
builder.AddAssessments();

var app = builder.Build();
app.UsePlatform();
app.MapAssessments();
app.MapPlatform();
await app.RunAsync();

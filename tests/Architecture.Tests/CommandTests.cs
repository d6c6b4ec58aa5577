using AllInOne;
using Xunit;

namespace Architecture.Tests;

/// <summary>The command line of the embedded mode, and the environment behind it.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("--data", "/tmp/a", "--urls", "http://localhost:9000")]
    [InlineData("--data=/tmp/a", "--urls=http://localhost:9000")]
    public void Options_AreReadInBothForms(params string[] args)
    {
        var command = Command.Read(["demo", .. args]);
        Assert.Equal(("demo", "/tmp/a", 9000), (command.Verb, command.Data, command.Url.Port));
        Assert.True(command.KeysBesideData);
    }

    [Fact]
    public void Environment_StandsBehindTheOptions()
    {
        Environment.SetEnvironmentVariable("HEED_DATA", "/tmp/from-environment");
        Environment.SetEnvironmentVariable("HEED_KEYS", "/tmp/keys-apart");
        try
        {
            var command = Command.Read([]);
            Assert.Equal(("run", "/tmp/from-environment", "/tmp/keys-apart"), (command.Verb, command.Data, command.Keys));
            Assert.False(command.KeysBesideData);
            Assert.Equal("/tmp/option", Command.Read(["--data", "/tmp/option"]).Data);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HEED_DATA", null);
            Environment.SetEnvironmentVariable("HEED_KEYS", null);
        }
    }

    [Fact]
    public void Settings_StandBehindTheEnvironment()
    {
        var folder = Directory.CreateTempSubdirectory("heed-settings-").FullName;
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), """{ "Data": { "Folder": "/tmp/from-settings" }, "Keys": { "Directory": "/tmp/settings-keys" }, "urls": "http://localhost:9100" }""");
        try
        {
            var command = Command.Read(["demo"], folder);
            Assert.Equal(("/tmp/from-settings", "/tmp/settings-keys", 9100), (command.Data, command.Keys, command.Url.Port));
            Assert.Equal("/tmp/option", Command.Read(["--data", "/tmp/option"], folder).Data);
            Environment.SetEnvironmentVariable("HEED_DATA", "/tmp/from-environment");
            Assert.Equal("/tmp/from-environment", Command.Read([], folder).Data);

            File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{");
            Assert.Contains("appsettings.json", Assert.Throws<UsageException>(() => Command.Read([], folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HEED_DATA", null);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("demo", "--data")]
    [InlineData("demo", "--urls", "8080")]
    public void WhatIsWrong_IsSaid(params string[] args) => Assert.Throws<UsageException>(() => Command.Read(args));
}

using System.Diagnostics;
using Fw24.Tool.Dev;

namespace Fw24.Integration.Tests.Operate;

/// <summary>The processes that <c>fw24 dev</c> starts, after a session that was killed.</summary>
public sealed class SessionProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fw24-dev-process-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string IdFile => Path.Combine(_folder.FullName, "process");

    [Fact]
    public async Task The_next_session_ends_the_process_of_a_killed_one_with_those_that_it_started()
    {
        // A pipe ends when each process that writes to it has ended.
        await using var orphan = SessionProcess.Start(
            new ProcessStartInfo("sh", ["-c", "sleep 600 & echo started; wait"]) { RedirectStandardOutput = true }, IdFile);
        Assert.Equal("started", await orphan.Process.StandardOutput.ReadLineAsync(Stop));

        await SessionProcess.EndOrphanAsync("sh", IdFile, Stop);

        Assert.Empty(await orphan.Process.StandardOutput.ReadToEndAsync(Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop));
    }

    [Theory]
    [InlineData("sleep", 3_600)]
    [InlineData("java", 0)]
    public async Task A_process_that_has_its_id_since_then_is_left_alone(string program, int secondsAgo)
    {
        await using var other = SessionProcess.Start(new ProcessStartInfo("sleep", ["600"]), IdFile);
        File.SetLastWriteTimeUtc(IdFile, File.GetLastWriteTimeUtc(IdFile).AddSeconds(-secondsAgo));

        await SessionProcess.EndOrphanAsync(program, IdFile, Stop);

        Assert.False(other.Process.HasExited);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

using System.Diagnostics;
using System.Globalization;

namespace Fw24.Tool.Dev;

/// <summary>
/// A process that a session starts and that ends with it. That of a session that was killed lives on until the next one with the
/// same state.
/// </summary>
internal sealed class SessionProcess : IAsyncDisposable
{
    // What two clocks of the operating system may differ by.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private SessionProcess(Process process)
    {
        _process = process;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>The running process.</summary>
    public Process Process => _process;

    /// <summary>Starts a process.</summary>
    /// <param name="start">The program with its arguments.</param>
    /// <param name="file">The file that keeps its id for the next session.</param>
    public static SessionProcess Start(ProcessStartInfo start, string file)
    {
        var process = new SessionProcess(Process.Start(start)!);
        File.WriteAllText(file, process._process.Id.ToString(CultureInfo.InvariantCulture));
        return process;
    }

    /// <summary>Ends the process of a session that was killed. The caller holds the state.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="file">The file that keeps its id.</param>
    /// <param name="cancellationToken">Cancels the wait for its end.</param>
    public static async Task EndOrphanAsync(string program, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)
            || !int.TryParse(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false), out var id))
        {
            return;
        }

        try
        {
            using var orphan = Process.GetProcessById(id);

            // Ids are used again: a process that is younger than the file is somebody else's.
            if (orphan.ProcessName == program
                && orphan.StartTime.ToUniversalTime() < File.GetLastWriteTimeUtc(file) + s_tolerance)
            {
                orphan.Kill(entireProcessTree: true);
                await orphan.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Kill();
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
    }

    // A command that does not end when it is cancelled, such as by a handler that blocks, is left behind.
    private void OnExit(object? sender, EventArgs arguments) => Kill();

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Fw24.Integration.Tests.Harness;

/// <summary>A server that runs as a process of its own, with all that it has printed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly List<(Regex Line, TaskCompletionSource<Match> Found)> _awaited = [];

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>All that it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="start">The program with its arguments.</param>
    /// <param name="remedy">What to do if the program does not exist.</param>
    public static ServerProcess Start(ProcessStartInfo start, string remedy)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var server = new ServerProcess(start);
        try
        {
            server._process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"There is no '{start.FileName}' on this machine. {remedy}", exception);
        }

        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until the server accepts connections.</summary>
    /// <returns><see langword="false"/> if it ended, or took too long.</returns>
    public async Task<bool> IsListeningAsync(int port)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(started) < s_startTimeout)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        return false;
    }

    /// <summary>Waits for a line that the server prints, or has printed.</summary>
    public async Task<Match> LineAsync(Regex line)
    {
        var found = new TaskCompletionSource<Match>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (line.Match(_output.ToString()) is { Success: true } match)
            {
                return match;
            }

            _awaited.Add((line, found));
        }

        var ended = _process.WaitForExitAsync();
        return await Task.WhenAny(found.Task, ended).WaitAsync(s_startTimeout) == found.Task
            ? await found.Task
            : throw new InvalidOperationException($"{_process.StartInfo.FileName} ended before it printed '{line}':\n{Output}");
    }

    /// <summary>Asks it to end, and waits until it has. Not by SIGINT, which processes in the background inherit as ignored.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(s_startTimeout);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Finds a port that is free now. Another program may take it before it is used.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? text)
    {
        if (text is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(text);
            foreach (var (line, found) in _awaited)
            {
                if (line.Match(text) is { Success: true } match)
                {
                    found.TrySetResult(match);
                }
            }
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fw24.Runtime.Tests.Harness.Loopback;

namespace Fw24.Integration.Tests.Bootstrap;

/// <summary>The sample app's executable in its own process, as Lambda starts it, with a loopback runtime API.</summary>
internal sealed class BootstrapProcess : IAsyncDisposable
{
    private readonly LoopbackLambda _lambda = new();
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private int _invocations;

    /// <summary>Starts the app with the function's variables.</summary>
    public BootstrapProcess(IReadOnlyDictionary<string, string> variables)
    {
        // FW24_BOOTSTRAP names an executable published with native AOT; without it, the tests run the built one.
        var published = Environment.GetEnvironmentVariable("FW24_BOOTSTRAP");
        var start = new ProcessStartInfo(published ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (published is null)
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Orders.dll"));
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["AWS_LAMBDA_RUNTIME_API"] = _lambda.Server.Endpoint;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The process's output, Lambda's log.</summary>
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

    /// <summary>Invokes the function and returns its response or error.</summary>
    public async Task<LoopbackRequest> InvokeAsync(string payload)
    {
        Invoke(payload, "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
        return await AnswerAsync();
    }

    /// <summary>Invokes the function with a trace. Its id is "r-" and the number of invocations.</summary>
    public void Invoke(string payload, string trace)
        => _lambda.Invoke($"r-{++_invocations}", payload, DateTimeOffset.UtcNow.AddMinutes(5), trace);

    /// <summary>Gets the next response or error that the process posts.</summary>
    public async Task<LoopbackRequest> AnswerAsync()
    {
        var answer = _lambda.AnswerAsync().AsTask();
        if (await Task.WhenAny(answer, ExitAsync()) != answer && !answer.IsCompleted)
        {
            Assert.Fail($"The process ended without an answer:\n{Output}");
        }

        return await answer;
    }

    /// <summary>Waits until the function asks for an invocation.</summary>
    public ValueTask<LoopbackRequest> WaitAsync() => _lambda.WaitAsync();

    /// <summary>Gets the process's exit code after it has ended by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks the process to end, as Lambda does (SIGTERM).</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        await _lambda.DisposeAsync();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}

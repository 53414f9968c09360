using Fw24.Json.Text;

namespace Fw24.Functions;

/// <summary>A function's standard output, which Lambda turns into log events: one event per line.</summary>
/// <param name="output">The output stream; <see langword="null"/> for the process's standard output.</param>
internal sealed class LambdaConsole(Stream? output = null)
{
    private readonly Lazy<Stream> _output = new(() => output ?? Console.OpenStandardOutput());
    private readonly Lock _writing = new();
    private readonly AsyncLocal<string?> _requestId = new();

    /// <summary>The current invocation of the running code; <see langword="null"/> outside of any, such as during startup.</summary>
    public string? RequestId
    {
        get => _requestId.Value;
        set => _requestId.Value = value;
    }

    /// <summary>Writes lines that no response depends on, such as logs and metrics. Lines that the output rejects are lost.</summary>
    /// <param name="lines">Complete lines in UTF-8, including the last line break.</param>
    public void TryWrite(ReadOnlySpan<byte> lines)
    {
        try
        {
            Write(lines);
        }
        catch (Exception)
        {
            // For example a closed pipe. There is nowhere else to report it.
        }
    }

    /// <summary>Writes lines atomically with respect to other threads, and escapes characters that would break a line or control a terminal.</summary>
    /// <param name="lines">Complete lines of JSON in UTF-8, including the last line break.</param>
    /// <exception cref="IOException">The output rejects the lines.</exception>
    public void Write(ReadOnlySpan<byte> lines)
    {
        if (LineText.IndexOfBreak(lines) >= 0)
        {
            lines = LineText.Escape(lines);
        }

        lock (_writing)
        {
            _output.Value.Write(lines);
            _output.Value.Flush();
        }
    }
}

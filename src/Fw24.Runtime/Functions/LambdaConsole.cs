using Fw24.Json.Text;

namespace Fw24.Functions;

/// <summary>A function's standard output, of which Lambda makes log events: one line, one event.</summary>
/// <param name="output">Where lines go; <see langword="null"/> for the process's standard output.</param>
internal sealed class LambdaConsole(Stream? output = null)
{
    private readonly Lazy<Stream> _output = new(() => output ?? Console.OpenStandardOutput());
    private readonly Lock _writing = new();
    private readonly AsyncLocal<string?> _requestId = new();

    /// <summary>The invocation that the running code belongs to, of several at a time; <see langword="null"/> outside of any, such as while the function starts.</summary>
    public string? RequestId
    {
        get => _requestId.Value;
        set => _requestId.Value = value;
    }

    /// <summary>Writes lines that no answer depends on, such as logs and metrics. Where the output takes none, they are lost.</summary>
    /// <param name="lines">Complete lines in UTF-8, the last line break included.</param>
    public void TryWrite(ReadOnlySpan<byte> lines)
    {
        try
        {
            Write(lines);
        }
        catch (Exception)
        {
            // Such as a closed pipe. There is no other place to tell it.
        }
    }

    /// <summary>Writes lines, all at once, so that those of other threads do not come between, and such that no value within them ends a line or drives a terminal.</summary>
    /// <param name="lines">Complete lines of JSON in UTF-8, the last line break included.</param>
    /// <exception cref="IOException">The output takes none.</exception>
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

namespace Fw24.Lambda;

/// <summary>A function's standard output, of which Lambda makes log events: one line, one event.</summary>
/// <param name="output">Where lines go; <see langword="null"/> for the process's standard output.</param>
internal sealed class LambdaConsole(Stream? output = null)
{
    private readonly Lazy<Stream> _output = new(() => output ?? Console.OpenStandardOutput());
    private readonly Lock _writing = new();

    /// <summary>The invocation that is being served; <see langword="null"/> while the function starts.</summary>
    public string? RequestId { get; set; }

    /// <summary>Writes lines, all at once, so that those of other threads do not come between.</summary>
    /// <param name="lines">Complete lines in UTF-8, the last line break included.</param>
    public void Write(ReadOnlySpan<byte> lines)
    {
        lock (_writing)
        {
            _output.Value.Write(lines);
            _output.Value.Flush();
        }
    }
}

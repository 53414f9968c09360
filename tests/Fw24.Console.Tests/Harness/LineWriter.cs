using System.Text;

namespace Fw24.Console.Tests.Harness;

/// <summary>An output that waits for a line.</summary>
internal sealed class LineWriter(string start) : StringWriter
{
    private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first line that begins as asked.</summary>
    public Task<string> Line => _line.Task;

    public override Encoding Encoding => Encoding.UTF8;

    public override Task WriteLineAsync(string? value)
    {
        if (value?.StartsWith(start, StringComparison.Ordinal) is true)
        {
            _line.TrySetResult(value);
        }

        return Task.CompletedTask;
    }
}

using System.Text;

namespace Fw24.Local.Logs;

/// <summary>The lines that functions wrote to their standard output.</summary>
internal sealed class ConsoleOutput
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Adds lines, each with its line end.</summary>
    /// <returns>The number of lines.</returns>
    public int Add(ReadOnlySpan<byte> lines)
    {
        var count = 0;
        foreach (var line in lines.Split((byte)'\n'))
        {
            if (lines[line] is { IsEmpty: false } text)
            {
                _lines.Add(Encoding.UTF8.GetString(text));
                count++;
            }
        }

        return count;
    }
}

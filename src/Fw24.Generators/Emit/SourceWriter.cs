using System.Text;

namespace Fw24.Generators.Emit;

/// <summary>Prints code block by block, indented by the depth of open braces. Lines end with \n on every machine.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    // Fits the code of most entities; otherwise the builder grows by the same size.
    private const int UsualLength = 8 * 1024;

    private readonly StringBuilder _text = new(UsualLength);
    private int _depth;

    /// <summary>Prints the lines of a block, keeping their relative indentation.</summary>
    public void Write(string block)
    {
        var start = 0;
        while (block.IndexOf('\n', start) is >= 0 and var end)
        {
            WriteLine(block, start, end);
            start = end + 1;
        }

        WriteLine(block, start, block.Length);
    }

    /// <summary>Prints an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Opens a brace and indents the following lines.</summary>
    public void Open()
    {
        Write("{");
        _depth++;
    }

    /// <summary>Closes a brace.</summary>
    /// <param name="end">The text after the brace.</param>
    public void Close(string end = "")
    {
        _depth--;
        Write("}" + end);
    }

    /// <summary>Indents the following lines without a brace.</summary>
    public void Indent() => _depth++;

    /// <summary>Ends <see cref="Indent"/>.</summary>
    public void Outdent() => _depth--;

    /// <summary>Prints a summary, on one line if it has only one.</summary>
    public void Summary(IReadOnlyList<string> lines)
    {
        if (lines.Count is 1)
        {
            Write($"/// <summary>{lines[0]}</summary>");
            return;
        }

        Write("/// <summary>");
        foreach (var line in lines)
        {
            Write($"/// {line}");
        }

        Write("/// </summary>");
    }

    public override string ToString() => _text.ToString();

    // Raw strings contain \r\n if the sources were checked out on Windows.
    private void WriteLine(string block, int start, int end)
    {
        if (end > start && block[end - 1] is '\r')
        {
            end--;
        }

        if (end > start)
        {
            _text.Append(' ', IndentSize * _depth).Append(block, start, end - start);
        }

        _text.Append('\n');
    }
}

using System.Text;

namespace Fw24.Generators.Emit;

/// <summary>Prints code, block by block, at the depth that braces were opened to. Lines end with \n on every machine.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Prints the lines of a block; they may be indented among themselves.</summary>
    public void Write(string block)
    {
        foreach (var line in block.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', IndentSize * _depth).Append(line);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Prints an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Opens a brace; what follows is indented.</summary>
    public void Open()
    {
        Write("{");
        _depth++;
    }

    /// <summary>Closes a brace.</summary>
    /// <param name="end">What stands behind it.</param>
    public void Close(string end = "")
    {
        _depth--;
        Write("}" + end);
    }

    /// <summary>Indents what follows without a brace.</summary>
    public void Indent() => _depth++;

    /// <summary>Ends <see cref="Indent"/>.</summary>
    public void Outdent() => _depth--;

    /// <summary>Prints a summary, on one line where it is one.</summary>
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
}

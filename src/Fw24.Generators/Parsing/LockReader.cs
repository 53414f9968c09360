using System.Globalization;
using System.Text;

namespace Fw24.Generators.Parsing;

/// <summary>
/// Reads the JSON of a lock file: objects, lists of strings, strings, integers and booleans. Strict, as a tool writes the file: a fault is a bad merge.
/// </summary>
/// <param name="text">The text of the file.</param>
internal sealed class LockReader(string text)
{
    // Nothing in a lock is nested more deeply than a key of an index of a table.
    private const int MaxDepth = 8;
    private const int MaxDigits = 20;

    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    private int _position;
    private int _line = 1;

    /// <summary>Reads the file.</summary>
    /// <exception cref="FormatException">It is not JSON of this kind; the message gives the line.</exception>
    public static LockNode Read(string text)
    {
        var reader = new LockReader(text);
        reader.SkipBlank();
        var node = reader.Value(depth: 0);
        reader.SkipBlank();
        return reader.Peek() is '\0' && reader._position >= text.Length ? node : throw reader.Unexpected("the end of the file");
    }

    /// <summary>Gets the exception for a fault in a line.</summary>
    public static FormatException Fault(int line, string problem) => new($"line {line.ToString(s_culture)}: {problem}");

    private LockNode Value(int depth) => Peek() switch
    {
        '{' when depth < MaxDepth => Object(depth),
        '[' => List(),
        '"' => new LockNode('"', String(), _line),
        't' => Word("true"),
        'f' => Word("false"),
        '-' or (>= '0' and <= '9') => Integer(),
        _ => throw Unexpected("a value"),
    };

    private LockNode Object(int depth)
    {
        var node = new LockNode('{', "", _line);
        _position++;
        SkipBlank();
        if (Peek() is '}')
        {
            _position++;
            return node;
        }

        while (true)
        {
            var line = _line;
            var name = Peek() is '"' ? String() : throw Unexpected("a name");
            SkipBlank();
            Skip(':');
            SkipBlank();
            if (!node.Add(name, Value(depth + 1)))
            {
                throw Fault(line, $"'{name}' occurs twice");
            }

            SkipBlank();
            if (Peek() is '}')
            {
                _position++;
                return node;
            }

            Skip(',');
            SkipBlank();
        }
    }

    private LockNode List()
    {
        var node = new LockNode('[', "", _line);
        do
        {
            _position++;
            SkipBlank();
            node.Add(Peek() is '"' ? new LockNode('"', String(), _line) : throw Unexpected("a string"));
            SkipBlank();
        }
        while (Peek() is ',');
        Skip(']');
        return node;
    }

    private string String()
    {
        var value = new StringBuilder();
        for (_position++; Peek() is var c && c is not '"'; _position++)
        {
            if (c < ' ')
            {
                throw Unexpected("the end of a string");
            }

            value.Append(c is '\\' ? Escaped() : c);
        }

        _position++;
        return value.ToString();
    }

    // The printer escapes quotes, backslashes and invisible characters, and nothing else.
    private char Escaped()
    {
        _position++;
        switch (Peek())
        {
            case var plain and ('"' or '\\'):
                return plain;
            case 'u' when _position + 4 < text.Length
                && ushort.TryParse(text.Substring(_position + 1, 4), NumberStyles.AllowHexSpecifier, s_culture, out var code):
                _position += 4;
                return (char)code;
            default:
                throw Unexpected("an escape sequence");
        }
    }

    private LockNode Integer()
    {
        var start = _position;
        _position++;
        while (Peek() is >= '0' and <= '9')
        {
            _position++;
        }

        var digits = text.Substring(start, _position - start);
        return digits.Length <= MaxDigits && digits is not "-" ? new LockNode('0', digits, _line) : throw Unexpected("an integer");
    }

    private LockNode Word(string word)
    {
        if (string.CompareOrdinal(text, _position, word, 0, word.Length) is not 0)
        {
            throw Unexpected("a value");
        }

        _position += word.Length;
        return new LockNode('t', word, _line);
    }

    private void Skip(char expected)
    {
        if (Peek() != expected)
        {
            throw Unexpected($"'{expected}'");
        }

        _position++;
    }

    private void SkipBlank()
    {
        for (; Peek() is ' ' or '\t' or '\r' or '\n'; _position++)
        {
            _line += Peek() is '\n' ? 1 : 0;
        }
    }

    // A null character is no part of a lock: it marks the end.
    private char Peek() => _position < text.Length ? text[_position] : '\0';

    private FormatException Unexpected(string expected) => Fault(_line, $"{expected} is expected");
}

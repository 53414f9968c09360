using System.Globalization;
using System.Text;
using Fw24.Generators.Model;

namespace Fw24.Generators.Emit.Infrastructure.Manifest;

/// <summary>Prints JSON with two spaces of indentation; lists of plain values are on one line.</summary>
internal sealed class JsonPrinter
{
    // Around code: no value contains them, for control characters are escaped.
    private const char OpenHole = '\u0001';
    private const char CloseHole = '\u0002';

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;
    private bool _isOnOneLine;

    /// <summary>Converts printed JSON to an interpolated raw string literal, whose holes are the computed names.</summary>
    public static string Literal(string json)
    {
        var braces = 0;
        for (var (index, run) = (0, 0); index < json.Length; index++)
        {
            run = json[index] is '{' or '}' ? run + 1 : 0;
            braces = Math.Max(braces, run);
        }

        return $""""""
            {new string('$', braces + 1)}""""
            {json.Replace(OpenHole.ToString(), new string('{', braces + 1)).Replace(CloseHole.ToString(), new string('}', braces + 1))}
            """"
            """""";
    }

    /// <summary>Prints an object.</summary>
    public static string Print(Action<JsonPrinter> members)
    {
        var json = new JsonPrinter();
        json.Object(members);
        return json._text.ToString();
    }

    /// <summary>Prints a member that is an object.</summary>
    public void Object(string name, Action<JsonPrinter> members)
    {
        Name(name);
        Object(members);
    }

    /// <summary>Prints a member that is an object, on one line with all that it contains.</summary>
    public void Line(string name, Action<JsonPrinter> members)
    {
        Name(name);
        var isWithin = _isOnOneLine;
        _isOnOneLine = true;
        Object(members);
        _isOnOneLine = isWithin;
    }

    /// <summary>Prints a member that is a list of objects.</summary>
    public void Objects<T>(string name, IEnumerable<T> values, Action<JsonPrinter, T> members)
    {
        Name(name);
        _text.Append('[');
        _depth++;
        _isFirst = true;
        foreach (var value in values)
        {
            Next();
            Object(json => members(json, value));
        }

        Close(']');
    }

    /// <summary>Prints a member that is a list of strings.</summary>
    public void Strings(string name, IEnumerable<string> values)
    {
        Name(name);
        _text.Append('[').Append(string.Join(", ", values.Select(Quote))).Append(']');
    }

    /// <summary>Prints a member that is the name of a resource.</summary>
    public void Resource(string name, ManifestName value)
    {
        Name(name);
        Append(value);
    }

    /// <summary>Prints a member that is a list of names of resources.</summary>
    public void Resources(string name, IEnumerable<ManifestName> values)
    {
        Name(name);
        _text.Append('[');
        var isFirst = true;
        foreach (var value in values)
        {
            _text.Append(isFirst ? "" : ", ");
            Append(value);
            isFirst = false;
        }

        _text.Append(']');
    }

    /// <summary>Prints members that are computed: code that returns them with a comma before each.</summary>
    public void Members(string code) => _text.Append(OpenHole).Append(code).Append(CloseHole);

    /// <summary>Prints a member that is a string; omitted without a value.</summary>
    public void String(string name, string? value)
    {
        if (value is not null)
        {
            Name(name);
            _text.Append(Quote(value));
        }
    }

    /// <summary>Prints a member that is a number; omitted without a value.</summary>
    public void Number(string name, int? value)
    {
        if (value is { } number)
        {
            Name(name);
            _text.Append(number.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Prints a member whose value is JSON already.</summary>
    public void Literal(string name, string value)
    {
        Name(name);
        _text.Append(value);
    }

    /// <summary>Prints a member that is true or false.</summary>
    public void Flag(string name, bool value)
    {
        Name(name);
        _text.Append(value ? "true" : "false");
    }

    private void Append(ManifestName value)
    {
        var text = Quote(value.Text);
        _text.Append(text, 0, text.Length - 1);
        if (value.Expression.Length > 0)
        {
            _text.Append(OpenHole).Append(value.Expression).Append(CloseHole);
        }

        var suffix = Quote(value.Suffix);
        _text.Append(suffix, 1, suffix.Length - 1);
    }

    private void Object(Action<JsonPrinter> members)
    {
        _text.Append('{');
        _depth++;
        _isFirst = true;
        members(this);
        Close('}');
    }

    private void Close(char bracket)
    {
        _depth--;
        if (!_isFirst)
        {
            Line();
        }

        _text.Append(bracket);
        _isFirst = false;
    }

    private void Name(string name)
    {
        Next();
        _text.Append(Quote(name)).Append(": ");
    }

    private void Next()
    {
        if (!_isFirst)
        {
            _text.Append(',');
        }

        _isFirst = false;
        Line();
    }

    private void Line() => _ = _isOnOneLine ? _text.Append(' ') : _text.Append('\n').Append(' ', 2 * _depth);

    private static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                _ when VisibleText.IsUnseen(c) => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}

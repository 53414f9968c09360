using System.Text;
using System.Text.Json;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>
/// A filter pattern of CloudWatch Logs for events in JSON, read as its documentation describes them ("Filter pattern syntax"), as far as
/// it compares selectors with texts, combined by <c>&amp;&amp;</c> and parentheses.
/// </summary>
internal sealed class FilterPattern
{
    private readonly string _text;
    private readonly List<Comparison> _comparisons = [];
    private int _at;

    private FilterPattern(string text) => _text = text;

    /// <summary>Reads a pattern that combines comparisons with texts by <c>&amp;&amp;</c>.</summary>
    /// <exception cref="FormatException">It is no pattern, or has anything else.</exception>
    public static IReadOnlyList<Comparison> Parse(string text)
    {
        var pattern = new FilterPattern(text);
        pattern.Demand("{");
        pattern.ReadTerms();
        pattern.Demand("}");
        pattern.SkipSpace();
        return pattern._at == text.Length ? pattern._comparisons : throw pattern.Broken("the end");
    }

    private void ReadTerms()
    {
        do
        {
            if (TryRead("("))
            {
                ReadTerms();
                Demand(")");
            }
            else
            {
                ReadComparison();
            }
        }
        while (TryRead("&&"));
    }

    private void ReadComparison()
    {
        Demand("$");
        var selector = new List<string>();
        while (_at < _text.Length && _text[_at] is '.')
        {
            var start = ++_at;
            while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
            {
                _at++;
            }

            selector.Add(_at > start ? _text[start.._at] : throw Broken("the name of a member"));
        }

        Demand("=");
        Demand("\"");
        var value = new StringBuilder();
        var isPrefix = false;
        for (; _at < _text.Length && _text[_at] is not '"'; _at++)
        {
            if (isPrefix || _text[_at] is '\\' or '%' or < ' ')
            {
                throw Broken("the end of the text, after its \"*\" or instead of a character with a meaning");
            }

            isPrefix = _text[_at] is '*';
            value.Append(isPrefix ? "" : _text[_at..(_at + 1)]);
        }

        Demand("\"");
        _comparisons.Add(new Comparison([.. selector], value.ToString(), isPrefix));
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ')
        {
            _at++;
        }
    }

    // A text begins after its quotation mark, whatever follows.
    private bool TryRead(string token)
    {
        SkipSpace();
        var isNext = string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;
        _at += isNext ? token.Length : 0;
        return isNext;
    }

    private void Demand(string token)
    {
        if (token is "\"" && _at < _text.Length && _text[_at] is '"')
        {
            _at++;
        }
        else if (!TryRead(token))
        {
            throw Broken(token);
        }
    }

    private FormatException Broken(string wanted) => new($"At {_at} of {_text} is not {wanted}.");

    /// <summary>A comparison: a member of the event is a text, or begins with it.</summary>
    /// <param name="Selector">The names of the members on the way.</param>
    /// <param name="Value">The text.</param>
    /// <param name="IsPrefix">Indicates whether anything may follow.</param>
    internal sealed record Comparison(IReadOnlyList<string> Selector, string Value, bool IsPrefix)
    {
        /// <summary>Indicates whether an event is one.</summary>
        public bool Matches(JsonElement item)
        {
            foreach (var name in Selector)
            {
                if (item.ValueKind is not JsonValueKind.Object || !item.TryGetProperty(name, out item))
                {
                    return false;
                }
            }

            return item.ValueKind is JsonValueKind.String
                && (IsPrefix ? item.GetString()!.StartsWith(Value, StringComparison.Ordinal) : item.GetString() == Value);
        }
    }
}

using System.Globalization;
using System.Text;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>Writes model values as DynamoDB JSON, in any notation that JSON allows.</summary>
/// <param name="random">The source of choices; <see langword="null"/> for AWS's own notation.</param>
internal sealed class ModelJson(Random? random)
{
    private readonly StringBuilder _json = new();

    /// <summary>An item in AWS's notation: no white space, and only the required escapes.</summary>
    public static ItemImage Item(ModelValue.Members item) => new(Encoding.UTF8.GetBytes(Write(item, random: null)));

    /// <summary>A typed value in AWS's notation.</summary>
    public static byte[] Value(ModelValue value) => Encoding.UTF8.GetBytes(WriteValue(value, random: null));

    /// <summary>An item's JSON.</summary>
    public static string Write(ModelValue.Members item, Random? random)
    {
        var writer = new ModelJson(random);
        writer.WriteMembers(item);
        return writer._json.ToString();
    }

    /// <summary>A typed value's JSON.</summary>
    public static string WriteValue(ModelValue value, Random? random)
    {
        var writer = new ModelJson(random);
        writer.WriteTyped(value);
        return writer._json.ToString();
    }

    private void WriteTyped(ModelValue value)
    {
        Token("{");
        switch (value)
        {
            case ModelValue.Text text:
                Member("S", () => String(text.Value));
                break;
            case ModelValue.Number number:
                Member("N", () => String(number.Digits));
                break;
            case ModelValue.Binary binary:
                Member("B", () => String(Convert.ToBase64String(binary.Bytes)));
                break;
            case ModelValue.Flag flag:
                Member("BOOL", () => Token(flag.Value ? "true" : "false"));
                break;
            case ModelValue.Nothing:
                Member("NULL", () => Token("true"));
                break;
            case ModelValue.Elements list:
                Member("L", () => List(list.Values, WriteTyped));
                break;
            case ModelValue.Members map:
                Member("M", () => WriteMembers(map));
                break;
            case ModelValue.Texts set:
                Member("SS", () => List(set.Values, String));
                break;
            case ModelValue.Numbers set:
                Member("NS", () => List(set.Values, String));
                break;
            case ModelValue.Binaries set:
                Member("BS", () => List(set.Values, bytes => String(Convert.ToBase64String(bytes))));
                break;
        }

        Token("}");
    }

    private void WriteMembers(ModelValue.Members map)
    {
        Token("{");
        for (var i = 0; i < map.Values.Count; i++)
        {
            if (i > 0)
            {
                Token(",");
            }

            Member(map.Values[i].Key, () => WriteTyped(map.Values[i].Value));
        }

        Token("}");
    }

    private void Member(string name, Action writeValue)
    {
        String(name);
        Token(":");
        writeValue();
    }

    private void List<T>(IReadOnlyList<T> values, Action<T> write)
    {
        Token("[");
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                Token(",");
            }

            write(values[i]);
        }

        Token("]");
    }

    private void Token(string token) => _json.Append(token).Append(Space());

    private string Space() => random?.Next(20) switch
    {
        0 => " ",
        1 => "\n  ",
        2 => "\t\r\n",
        _ => "",
    } ?? "";

    private void String(string value)
    {
        var escapesAll = random?.Next(8) == 0;
        _json.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            if (escapesAll || random?.Next(50) == 0)
            {
                // Escapes both halves of a surrogate pair, or neither.
                foreach (var unit in rune.ToString())
                {
                    _json.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }

                continue;
            }

            _json.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '/' when random?.Next(2) == 0 => "\\/",
                < ' ' => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            });
        }

        _json.Append('"').Append(Space());
    }
}

using System.Text;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>Damages JSON as a fuzzer does: its bytes, members, values, names and brackets.</summary>
/// <param name="random">The source of all choices: the same seed damages the same input in the same way.</param>
internal sealed class JsonMutator(Random random)
{
    private const int MaxLength = 1 << 20;

    private static readonly string[] s_names =
    [
        "\"\"", "\"S\"", "\"N\"", "\"M\"", "\"L\"", "\"NS\"", "\"BOOL\"", "\"NULL\"", "\"Q\"", "\"\\u0053\"", "\"Keys\"", "\"NewImage\"", "\"OldImage\"", "\"dynamodb\"",
        "\"eventID\"", "\"id\"", "\"data\"", "\"schema\"", "\"a.b[0]\\\\\"", "\"$m\"", "\"$b\"", "\"AUDIT#\"", "\"\\u2028\"", "\"\\ud83d\"", "\"x\\ny\"", "5", "null", "x",
    ];

    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-0", "00", "-", "1.", "1e999", "-1E-131", "1e2147483648", "1e-99999999999", "9223372036854775808", "99999999999999999999999999999999999999", "123456789012345678901234567890123456789",
        "253402300800", "-62135596801", "NaN", "\"\"", "\"x\"", "\"\\ud83d\"", "\"\\u0000\"", "\"\\u2028\"", "\"\\/\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999+00:00\"",
        "{}", "[]", "[[]]", "{\"\":{}}", "{\"S\":\"\"}", "{\"S\":null}", "{\"N\":\"\"}", "{\"N\":\"1e999\"}", "{\"N\":\"x\"}", "{\"NS\":[]}", "{\"SS\":[\"a\",\"a\"]}", "{\"NS\":[\"1\",\"1.0\"]}",
        "{\"B\":\"!\"}", "{\"BS\":[\"\"]}", "{\"BOOL\":\"true\"}", "{\"NULL\":false}", "{\"L\":[]}", "{\"M\":{}}", "{\"M\":{\"\":{\"M\":{\"\":{\"N\":\"x\"}}}}}", "{\"L\":[{\"M\":{\"\":{\"Q\":1}}}]}",
        "{\"S\":\"a\",\"N\":null}", "{\"S\":\"a\"}{\"BOOL\":true}", "{\"$m\":{}}", "{\"$ns\":[1,1]}", "{\"$ss\":[1]}", "{\"$x\":1}",
    ];

    private static readonly byte[][] s_bytes =
    [
        [0], [0x1F], [0x7F], [0x80], [0xC3], [0xFF], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F, 0x98, 0x80],
        .. "{}[]\",:\\u0eE+-.tfn /".Select(static c => new[] { (byte)c }),
    ];

    /// <summary>Damages an input up to four times; some mutations only rewrite it.</summary>
    /// <param name="json">The input; it is not modified.</param>
    /// <param name="other">Another input to take pieces from.</param>
    public byte[] Mutate(byte[] json, byte[] other)
    {
        for (var count = random.Next(5); count > 0; count--)
        {
            var mutated = MutateOnce(json, other);
            json = mutated.Length <= MaxLength ? mutated : json;
        }

        return json;
    }

    private byte[] MutateOnce(byte[] json, byte[] other) => random.Next(20) switch
    {
        0 => json[..random.Next(json.Length + 1)],
        1 => FlipBit(json),
        2 => Insert(json, random.Next(json.Length + 1), Pick(s_bytes)),
        3 => Remove(json, random.Next(json.Length + 1), random.Next(1, 9)),
        4 => Repeat(json),
        5 => AroundPiece(json, [(byte)"{}[]\","[random.Next(6)]]),
        6 => WithPiece(json, JsonPieceKind.Member, static (json, member) => Insert(json, member.End, [(byte)',', .. Bytes(json, member)])),
        7 => WithPiece(json, JsonPieceKind.Element, static (json, element) => Insert(json, element.End, [(byte)',', .. Bytes(json, element)])),
        8 => WithPiece(json, Either(JsonPieceKind.Member, JsonPieceKind.Element), RemovePiece),
        9 => WithPiece(json, JsonPieceKind.Name, (json, name) => Replace(json, name, Encoding.UTF8.GetBytes(Pick(s_names)))),
        10 => WithPiece(json, JsonPieceKind.Name, Rename),
        11 or 12 => WithPiece(json, JsonPieceKind.Value, (json, value) => Replace(json, value, Encoding.UTF8.GetBytes(Pick(s_values)))),
        13 => Swap(json, JsonPieceKind.Value),
        14 => Swap(json, JsonPieceKind.Member),
        15 => WithPiece(json, JsonPieceKind.Value, Deepen),
        16 => WithPiece(json, JsonPieceKind.Value, (json, value) => Splice(json, value, other)),
        17 => [.. json[..random.Next(json.Length + 1)], .. other[random.Next(other.Length + 1)..]],
        18 => AroundPiece(json, Encoding.UTF8.GetBytes(Pick(" ", "\n", "\t", "\r\n  ", "\f", "/**/"))),
        _ => WithPiece(json, Either(JsonPieceKind.Name, JsonPieceKind.Value), Escape),
    };

    private byte[] FlipBit(byte[] json)
    {
        if (json.Length == 0)
        {
            return json;
        }

        byte[] flipped = [.. json];
        flipped[random.Next(json.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private byte[] Repeat(byte[] json)
    {
        var start = random.Next(json.Length + 1);
        var piece = json.AsSpan(start, Math.Min(random.Next(1, 64), json.Length - start));
        return Insert(json, start, piece);
    }

    private byte[] AroundPiece(byte[] json, byte[] inserted)
        => WithPiece(json, (JsonPieceKind)random.Next(4), (json, piece) => Insert(json, random.Next(2) == 0 ? piece.Start : piece.End, inserted));

    private byte[] RemovePiece(byte[] json, JsonPiece piece)
    {
        var comma = piece.End < json.Length && json[piece.End] == (byte)',' && random.Next(8) > 0 ? 1 : 0;
        return Remove(json, piece.Start, piece.Length + comma);
    }

    private byte[] Rename(byte[] json, JsonPiece name)
    {
        var names = JsonPieces.Of(json).FindAll(static piece => piece.Kind is JsonPieceKind.Name);
        return Replace(json, name, Bytes(json, names[random.Next(names.Count)]));
    }

    private byte[] Swap(byte[] json, JsonPieceKind kind)
    {
        var pieces = JsonPieces.Of(json).FindAll(piece => piece.Kind == kind);
        if (pieces.Count < 2)
        {
            return json;
        }

        var (one, two) = (pieces[random.Next(pieces.Count)], pieces[random.Next(pieces.Count)]);
        var (first, second) = one.Start < two.Start ? (one, two) : (two, one);
        return first.End > second.Start
            ? json
            : [.. json[..first.Start], .. Bytes(json, second), .. json[first.End..second.Start], .. Bytes(json, first), .. json[second.End..]];
    }

    private byte[] Deepen(byte[] json, JsonPiece value)
    {
        var (opening, closing) = Pick(("{\"M\":{\"\":", "}}"), ("{\"M\":{\"a\":", "}}"), ("{\"L\":[", "]}"), ("[", "]"), ("{\"a\":", "}"));
        var levels = Pick(1, 2, 31, 32, 33, 62, 63, 64, 65, 200);
        return Replace(json, value, Encoding.UTF8.GetBytes(Times(opening, levels) + Encoding.UTF8.GetString(Bytes(json, value)) + Times(closing, levels)));
    }

    private byte[] Splice(byte[] json, JsonPiece value, byte[] other)
    {
        var values = JsonPieces.Of(other).FindAll(static piece => piece.Kind is JsonPieceKind.Value);
        return values.Count == 0 ? json : Replace(json, value, Bytes(other, values[random.Next(values.Count)]));
    }

    /// <summary>Writes a character as an escape sequence, which usually leaves the text the same.</summary>
    private byte[] Escape(byte[] json, JsonPiece text)
    {
        if (text.Length < 3 || json[text.Start] != (byte)'"')
        {
            return json;
        }

        var at = text.Start + 1 + random.Next(text.Length - 2);
        return Replace(json, new JsonPiece(text.Kind, at, at + 1), Encoding.UTF8.GetBytes($"\\u{(int)json[at]:x4}"));
    }

    private byte[] WithPiece(byte[] json, JsonPieceKind kind, Func<byte[], JsonPiece, byte[]> mutate)
    {
        var pieces = JsonPieces.Of(json).FindAll(piece => piece.Kind == kind);
        return pieces.Count == 0 ? json : mutate(json, pieces[random.Next(pieces.Count)]);
    }

    private JsonPieceKind Either(JsonPieceKind one, JsonPieceKind other) => random.Next(2) == 0 ? one : other;

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    private static byte[] Bytes(byte[] json, JsonPiece piece) => json[piece.Start..piece.End];

    private static byte[] Replace(byte[] json, JsonPiece piece, ReadOnlySpan<byte> replacement)
        => [.. json[..piece.Start], .. replacement, .. json[piece.End..]];

    private static byte[] Insert(byte[] json, int at, ReadOnlySpan<byte> inserted) => [.. json[..at], .. inserted, .. json[at..]];

    private static byte[] Remove(byte[] json, int at, int count) => [.. json[..at], .. json[Math.Min(json.Length, at + count)..]];

    private static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}

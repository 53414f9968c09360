using System.Buffers;

namespace Fw24.Runtime.Tests.Fuzzing;

/// <summary>A piece of JSON with its start and end.</summary>
internal readonly record struct JsonPiece(JsonPieceKind Kind, int Start, int End)
{
    public int Length => End - Start;
}

/// <summary>The kinds of pieces of JSON.</summary>
internal enum JsonPieceKind
{
    /// <summary>A member's name, with its quotes.</summary>
    Name,

    /// <summary>A value of any kind.</summary>
    Value,

    /// <summary>A member: its name, the colon and its value.</summary>
    Member,

    /// <summary>A list's element.</summary>
    Element,
}

/// <summary>Finds the pieces of JSON only by brackets and quotes, so that it works for broken JSON, too.</summary>
internal static class JsonPieces
{
    private static readonly SearchValues<byte> s_tokens = SearchValues.Create("{}[]\",: \n\r\t"u8);

    /// <summary>Gets the pieces, each after the pieces that it contains.</summary>
    public static List<JsonPiece> Of(ReadOnlySpan<byte> json)
    {
        var pieces = new List<JsonPiece>();
        var open = new Stack<(int Start, int NameStart)>();
        var (nameStart, at) = (-1, 0);
        while (at < json.Length)
        {
            var start = at;
            switch (json[at])
            {
                case (byte)'{' or (byte)'[':
                    open.Push((at++, nameStart));
                    nameStart = -1;
                    break;
                case (byte)'}' or (byte)']':
                    at++;
                    if (open.TryPop(out var opening))
                    {
                        nameStart = opening.NameStart;
                        AddValue(opening.Start, at, json);
                    }

                    break;
                case (byte)'"':
                    at = EndOfString(json, at);
                    if (IsBeforeColon(json[at..]))
                    {
                        pieces.Add(new JsonPiece(JsonPieceKind.Name, start, at));
                        nameStart = start;
                    }
                    else
                    {
                        AddValue(start, at, json);
                    }

                    break;
                case (byte)',' or (byte)':' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t':
                    at++;
                    break;
                default:
                    var length = json[at..].IndexOfAny(s_tokens);
                    at = length < 0 ? json.Length : at + length;
                    AddValue(start, at, json);
                    break;
            }
        }

        return pieces;

        void AddValue(int start, int end, ReadOnlySpan<byte> json)
        {
            pieces.Add(new JsonPiece(JsonPieceKind.Value, start, end));
            if (nameStart >= 0)
            {
                pieces.Add(new JsonPiece(JsonPieceKind.Member, nameStart, end));
            }
            else if (open.TryPeek(out var parent) && json[parent.Start] == (byte)'[')
            {
                pieces.Add(new JsonPiece(JsonPieceKind.Element, start, end));
            }

            nameStart = -1;
        }
    }

    private static bool IsBeforeColon(ReadOnlySpan<byte> json)
    {
        var next = json.IndexOfAnyExcept(" \n\r\t"u8);
        return next >= 0 && json[next] == (byte)':';
    }

    private static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        for (var at = start + 1; at < json.Length; at++)
        {
            switch (json[at])
            {
                case (byte)'"':
                    return at + 1;
                case (byte)'\\':
                    at++;
                    break;
            }
        }

        return json.Length;
    }
}

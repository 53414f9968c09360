using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orders.Local.Commands;

/// <summary>The file of commands: one JSON object per line, in UTF-8, with line feeds.</summary>
internal static class CommandFile
{
    // People read this file, so letters are not escaped.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly string[] s_actions = [.. Enum.GetNames<ShopAction>().Select(static name => name.ToLowerInvariant())];

    public static void Write(Stream file, IEnumerable<ShopCommand> commands)
    {
        using var json = new Utf8JsonWriter(file, s_readable);
        foreach (var command in commands)
        {
            Write(json, command);
            json.Flush();
            json.Reset();
            file.WriteByte((byte)'\n');
        }
    }

    public static IReadOnlyList<ShopCommand> Read(string path)
    {
        List<ShopCommand> commands = [];
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                commands.Add(ParseLine(line));
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException($"{path}, line {commands.Count + 1}: {exception.Message}", exception);
            }
        }

        return commands;
    }

    private static void Write(Utf8JsonWriter json, ShopCommand command)
    {
        json.WriteStartObject();
        json.WriteString("at"u8, command.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("actor"u8, command.Actor);
        json.WriteString("do"u8, s_actions[(int)command.Action]);
        if (command.Entity is not null)
        {
            json.WriteString("entity"u8, command.Entity);
        }

        if (command.Table is not null)
        {
            json.WriteString("table"u8, command.Table);
        }

        WriteImage(json, "item"u8, command.Item);
        WriteImage(json, "key"u8, command.Key);
        WriteImage(json, "set"u8, command.Set);
        if (command.Remove.Count > 0)
        {
            json.WriteStartArray("remove"u8);
            foreach (var attribute in command.Remove)
            {
                json.WriteStringValue(attribute);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> image)
    {
        if (!image.IsEmpty)
        {
            json.WritePropertyName(name);
            using var document = JsonDocument.Parse(image);
            document.RootElement.WriteTo(json);
        }
    }

    private static ShopCommand ParseLine(string line)
    {
        using var document = JsonDocument.Parse(line);
        var command = document.RootElement;
        return new ShopCommand
        {
            At = command.GetProperty("at").GetDateTimeOffset(),
            Actor = command.GetProperty("actor").GetString()!,
            Action = ReadAction(command.GetProperty("do").GetString()),
            Entity = command.TryGetProperty("entity", out var entity) ? entity.GetString() : null,
            Table = command.TryGetProperty("table", out var table) ? table.GetString() : null,
            Item = ReadImage(command, "item"),
            Key = ReadImage(command, "key"),
            Set = ReadImage(command, "set"),
            Remove = command.TryGetProperty("remove", out var remove) ? [.. remove.EnumerateArray().Select(static name => name.GetString()!)] : [],
        };
    }

    private static ShopAction ReadAction(string? text) => Array.IndexOf(s_actions, text) is >= 0 and var action
        ? (ShopAction)action
        : throw new FormatException($"\"do\" must be one of: {string.Join(", ", s_actions)}.");

    private static ReadOnlyMemory<byte> ReadImage(JsonElement command, string name)
        => command.TryGetProperty(name, out var image) ? Encoding.UTF8.GetBytes(image.GetRawText()) : default;
}

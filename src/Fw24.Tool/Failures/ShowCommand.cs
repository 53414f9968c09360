using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fw24.Operations;
using Fw24.Operations.Runs;
using Fw24.Operations.Texts;
using Fw24.Tool.Commands;
using Spectre.Console;

namespace Fw24.Tool.Failures;

/// <summary><c>fw24 parked show</c>, <c>fw24 dlq show</c>: one message, with its item as it is stored in the message.</summary>
internal static class ShowCommand
{
    private const int MaxValue = 60;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console, params FailureQueueKind[] kinds)
    {
        var id = new Argument<string>("ID") { Description = "The message's id." };
        var body = new Option<bool>("--body") { Description = "Writes the message's body instead, byte for byte." };
        var command = new Command(
            "show", "Shows a message: why it is there, and its item. Sensitive values are redacted as they are in the message.")
        {
            id, body,
        };
        var options = QueueOptions.AddTo(command, kinds);
        command.Does(console, async (arguments, cancellationToken) =>
        {
            using var queues = options.Open(arguments);
            var wanted = arguments.GetValue(id)!;
            var message = await FailureListing.FindAsync(queues, wanted, console.Time, cancellationToken).ConfigureAwait(false)
                ?? throw new ToolException($"No visible message has the id {wanted}. It was deleted, or a receiver hides it for a while.");

            if (arguments.GetValue(body))
            {
                await console.Output.WriteLineAsync(Encoding.UTF8.GetString(message.Body.Span)).ConfigureAwait(false);
                return ExitCode.Done;
            }

            console.Write(Json(message), screen => Show(screen, message));
            return ExitCode.Done;
        });
        return command;
    }

    private static object Json(FailureMessage message)
    {
        var content = message.Content;
        return new
        {
            Id = message.MessageId,
            Queue = message.Queue.Name,
            content.Kind,
            content.Function,
            content.Reason,
            content.Table,
            content.Entity,
            content.Item,
            content.EventId,
            Operation = content.Operation?.ToString().ToLowerInvariant(),
            content.ChangedAt,
            content.SequenceNumber,
            content.Range,
            content.Reference,
            message.SentAt,
            content.ParkedAt,
            message.ReceiveCount,
            message.SenderId,
            Keys = ToolConsole.Raw(content.Keys.Json),
            Old = ToolConsole.Raw(content.OldImage.Json),
            New = ToolConsole.Raw(content.NewImage.Json),
        };
    }

    private static void Show(IAnsiConsole screen, FailureMessage message)
    {
        var content = message.Content;
        var rows = new Grid { Expand = false };
        rows.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        rows.AddColumn();
        (string Name, string? Value)[] facts =
        [
            ("message", message.MessageId), ("queue", message.Queue.Name), ("function", content.Function), ("reason", content.Reason),
            ("table", content.Table), ("entity", content.Entity), ("item", content.Item), ("event id", content.EventId),
            ("operation", content.Operation?.ToString().ToLowerInvariant()),
            ("changed", TimeOf(content.ChangedAt)), ("sequence", content.SequenceNumber),
            ("range", content.Range is { } range ? $"{range.ShardId}:{range.StartSequenceNumber}-{range.EndSequenceNumber}" : null),
            ("stream", content.Range?.StreamArn), ("stored in", content.Reference),
            ("sent", TimeOf(message.SentAt)), ("parked", TimeOf(content.ParkedAt)),
            ("received", string.Create(CultureInfo.InvariantCulture, $"{message.ReceiveCount:N0} times")), ("sender", message.SenderId),
        ];
        foreach (var (name, value) in facts.Where(static fact => fact.Value is not null))
        {
            rows.AddRow($"[grey]{name}[/]", FailureText.Of(value, 500));
        }

        screen.Write(rows);
        if (!content.OldImage.IsAbsent || !content.NewImage.IsAbsent)
        {
            screen.Write(Attributes(content));
        }
    }

    private static string? TimeOf(DateTimeOffset? time) => time is null ? null : FailureText.Of(time);

    private static Table Attributes(FailureContent content)
    {
        var (old, @new) = (ValuesOf(content.OldImage), ValuesOf(content.NewImage));
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("attribute", "type", "before", "after");
        foreach (var name in old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal))
        {
            var types = new[] { old, @new }.Select(image => image.GetValueOrDefault(name)).OfType<byte[]>().Select(TypeOf).Distinct();
            table.AddRow(FailureText.Of(name, 60), FailureText.Of(string.Join(" → ", types)), Value(old, name), Value(@new, name));
        }

        return table;
    }

    private static Dictionary<string, byte[]> ValuesOf(ItemImage image)
    {
        if (image.IsAbsent)
        {
            return [];
        }

        using var json = JsonDocument.Parse(image.Json);
        return json.RootElement.EnumerateObject().ToDictionary(
            static attribute => attribute.Name,
            static attribute => Encoding.UTF8.GetBytes(attribute.Value.GetRawText()),
            StringComparer.Ordinal);
    }

    private static string Value(Dictionary<string, byte[]> image, string name)
        => image.TryGetValue(name, out var value) ? TextOf(value).EscapeMarkup() : "[grey]—[/]";

    // A broken record may have anything in place of a value.
    private static string TextOf(byte[] value)
    {
        try
        {
            return ItemText.Of(value, MaxValue);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return FailureText.Plain(Encoding.UTF8.GetString(value), MaxValue);
        }
    }

    private static string TypeOf(byte[] value)
    {
        using var json = JsonDocument.Parse(value);
        return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.EnumerateObject().Any()
            ? json.RootElement.EnumerateObject().First().Name
            : "?";
    }
}

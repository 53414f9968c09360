using Fw24.Configuration;
using Fw24.Model;

namespace Fw24.Replay;

/// <summary>Distinguishes a table's own stream and messages from others by ARN: the sender of a message can name any stream in it.</summary>
/// <param name="app">The app.</param>
/// <param name="arnOf">
/// Gets a table's ARN by its name in the model, if known. If not, the stream must belong to a table of its name in AWS.
/// </param>
/// <param name="names">The names of tables in AWS.</param>
internal sealed class OwnArns(AppModel app, Func<string, string?>? arnOf, TableNames names)
{
    /// <summary>The remedy for a table with another name than in the model.</summary>
    public const string Remedy =
        $"If the table's name differs from the one in the model, set {nameof(Replayer.TableArn)} of the {nameof(Replayer)}, "
        + $"or {nameof(Replayer.Stage)} for a table of a stage.";

    // arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/2026-11-22T10:00:00.000
    private const int ArnParts = 6;

    /// <summary>Finds the table of a stream.</summary>
    /// <param name="streamArn">The stream's ARN.</param>
    /// <returns>The table; <see langword="null"/> when it does not belong to the app.</returns>
    public TableModel? TableOf(string streamArn)
    {
        foreach (var table in app.Tables)
        {
            if (IsOwn(table, streamArn))
            {
                return table;
            }
        }

        return null;
    }

    /// <summary>Checks whether a record belongs to a table's stream.</summary>
    /// <param name="table">The table.</param>
    /// <param name="streamArn">The record's <c>eventSourceARN</c>; empty when it has none.</param>
    /// <returns>The reason that it does not; <see langword="null"/> when nothing indicates that.</returns>
    public string? RefuseStream(TableModel table, string streamArn) => IsOwn(table, streamArn)
        ? null
        : $"Stream record.eventSourceARN: expected a stream of {Describe(table)}, found {(streamArn.Length == 0 ? "nothing" : "another")}. {Remedy}";

    /// <summary>Checks whether a change belongs to a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="source">The change's <c>source</c>: its table's ARN.</param>
    /// <returns>The reason that it does not; <see langword="null"/> when nothing indicates that, or the table's ARN is not known.</returns>
    public string? RefuseSource(TableModel table, string? source) => arnOf?.Invoke(table.Name) is { } arn && arn != source
        ? $"Change message.source: expected {Describe(table)}, found {(source is null ? "nothing" : "another")}."
        : null;

    private bool IsOwn(TableModel table, string streamArn)
    {
        if (streamArn.Split(':', ArnParts) is not ["arn", _, "dynamodb", _, _, var resource] || resource.Split('/') is not ["table", var name, "stream", { Length: > 0 }])
        {
            return false;
        }

        return arnOf?.Invoke(table.Name) is { } arn
            ? streamArn.StartsWith($"{arn}/stream/", StringComparison.Ordinal)
            : name == names.Of(table.Name);
    }

    private string Describe(TableModel table) => $"the table {arnOf?.Invoke(table.Name) ?? names.Of(table.Name)}";
}

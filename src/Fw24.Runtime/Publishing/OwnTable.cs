using System.Text;
using Fw24.Model;

namespace Fw24.Publishing;

/// <summary>Tells a table's own changes from those of others: a subscription, a mapping or a replay may be wired to the wrong one.</summary>
/// <remarks>
/// A table may have another name where it runs than in the model, as an imported one does. So a name alone speaks against a change only
/// where another table of the app has it; otherwise the entity decides.
/// </remarks>
/// <param name="app">The app.</param>
/// <param name="table">The table.</param>
internal sealed class OwnTable(AppModel app, TableModel table)
{
    private const string Message = "Change message";

    // arn:aws:dynamodb:eu-central-1:123456789012:table/orders, and for a stream /stream/2026-11-22T10:00:00.000 behind it.
    private const string ArnPart = ":table/";

    private readonly byte[] _arnEnd = Encoding.UTF8.GetBytes(ArnPart + table.Name);

    /// <summary>Demands that a change which came as a message is of the table.</summary>
    /// <param name="change">The change.</param>
    /// <exception cref="ItemFormatException">It is of another table.</exception>
    public void Demand(in StreamRecord change)
    {
        if (!change.EventSourceArn.Span.EndsWith(_arnEnd) && Refuse(MessageHead.Read(change.Json.Span)) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Demands that the records of a stream event are of the table. They are of one stream, so the first that says which one decides.</summary>
    /// <param name="records">The records.</param>
    /// <exception cref="ItemFormatException">They are of another table.</exception>
    public void Demand(IReadOnlyList<StreamRecord> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].EventSourceArn.IsEmpty)
            {
                continue;
            }

            if (Refuse(Encoding.UTF8.GetString(records[i].EventSourceArn.Span), "Stream event", "eventSourceARN") is { } refusal)
            {
                throw refusal;
            }

            return;
        }
    }

    /// <summary>Says why a message is not of the table.</summary>
    /// <param name="head">The message's head.</param>
    /// <returns>The reason; <see langword="null"/> when nothing speaks against it.</returns>
    public ItemFormatException? Refuse(in MessageHead head)
    {
        if (NameIn(head.Source) == table.Name)
        {
            return null;
        }

        return Refuse(head.Source, Message, "source") ?? RefuseEntity(head.Entity);
    }

    private ItemFormatException? Refuse(string? arn, string record, string member)
    {
        var name = NameIn(arn);
        foreach (var other in app.Tables)
        {
            if (other.Name == name && name != table.Name)
            {
                return new ItemFormatException(record, member, $"the table {table.Name}", $"the table {name}");
            }
        }

        return null;
    }

    private ItemFormatException? RefuseEntity(string? entity)
    {
        if (entity is null or "unmodelled" || Holds(table, entity))
        {
            return null;
        }

        foreach (var other in app.Tables)
        {
            if (Holds(other, entity))
            {
                return new ItemFormatException(Message, "type", $"an entity of the table {table.Name}", $"one of the table {other.Name}");
            }
        }

        return new ItemFormatException(Message, "type", $"an entity of the table {table.Name}", "one that no table of the app holds");
    }

    private static bool Holds(TableModel table, string entity)
    {
        foreach (var one in table.Entities)
        {
            if (one.IsOfType(entity))
            {
                return true;
            }
        }

        return false;
    }

    private static string? NameIn(string? arn)
    {
        if (arn?.IndexOf(ArnPart, StringComparison.Ordinal) is not (>= 0 and var at))
        {
            return null;
        }

        var name = arn[(at + ArnPart.Length)..];
        return name.IndexOf('/') is >= 0 and var end ? name[..end] : name;
    }
}

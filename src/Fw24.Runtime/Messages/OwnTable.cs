using System.Text;
using Fw24.Configuration;
using Fw24.Model;
using Fw24.Records;

namespace Fw24.Messages;

/// <summary>Tells a table's own changes from those of others: a subscription, a mapping or a replay may be wired to the wrong one, and a message may be forged.</summary>
/// <remarks>
/// Where the table's ARN is known, a change is of the table only if it says so: partition, account, region and name. So a replica of a global table
/// takes only what its own stream brought. Where it is not known, a table may have another name where it runs than in the model, as an imported one
/// does. Then a name alone speaks against a change only where another table of the app has it.
/// </remarks>
internal sealed class OwnTable
{
    private const string Message = "Change message";
    private const string Event = "Stream event";
    private const string Unmodelled = "unmodelled";

    private readonly AppModel _app;
    private readonly TableModel _table;
    private readonly TableArn? _arn;
    private readonly MessageGroups _groups;

    // Of a table whose ARN is not known: what the ARN ends with if it has the model's name.
    private readonly byte[] _arnEnd;

    /// <summary>Prepares to tell.</summary>
    /// <param name="app">The app.</param>
    /// <param name="table">The table.</param>
    /// <param name="arn">Its ARN, where that is known.</param>
    public OwnTable(AppModel app, TableModel table, TableArn? arn = null)
    {
        (_app, _table, _arn) = (app, table, arn);
        _groups = new MessageGroups(table);
        _arnEnd = Encoding.UTF8.GetBytes($":table/{table.Name}");
    }

    /// <summary>
    /// Whether a message's group is compared with its key's. It costs a hash, a twelfth of an audit record: whoever has no use for the group goes by the subject.
    /// </summary>
    public bool ComparesGroups { get; init; } = true;

    /// <summary>Demands that a change which came as a message is of the table, and that the message's head is one of its data.</summary>
    /// <param name="change">The change.</param>
    /// <param name="head">What the message says of it.</param>
    /// <exception cref="ItemFormatException">It is of another table, or head and data contradict each other.</exception>
    public void Demand(in StreamRecord change, scoped in ChangeHead head)
    {
        var source = change.EventSourceArn.Span;
        var refusal = (IsOwn(source) ? null : Refuse(Encoding.UTF8.GetString(source), Message, "source"))
            ?? RefuseKeys(change.Keys)
            ?? RefuseEntity(head, change)
            ?? head.Contradiction(change, _table, _groups, ComparesGroups);
        if (refusal is not null)
        {
            throw refusal;
        }
    }

    /// <summary>Demands that the records of a stream event are of the table.</summary>
    /// <param name="records">The records. One that is broken may not say which stream it is of, or say what is no ARN.</param>
    /// <exception cref="ItemFormatException">One is of another table, or does not say of which.</exception>
    public void Demand(IReadOnlyList<StreamRecord> records)
    {
        // Nearly always all are of one stream: what has passed is not looked at again.
        ReadOnlySpan<byte> passed = default;
        for (var i = 0; i < records.Count; i++)
        {
            var source = records[i].EventSourceArn.Span;
            if (source.IsEmpty ? _arn is null || records[i].Fault is not null : source.SequenceEqual(passed))
            {
                continue;
            }

            var arn = Encoding.UTF8.GetString(source);
            if (records[i].Fault is not null && TableArn.ParseSource(arn) is null)
            {
                continue;
            }

            if (Refuse(arn, Event, "eventSourceARN") is { } refusal)
            {
                throw refusal;
            }

            passed = source;
        }
    }

    /// <summary>Says why a message is not of the table.</summary>
    /// <param name="head">The message's head.</param>
    /// <returns>The reason; <see langword="null"/> when nothing speaks against it.</returns>
    public ItemFormatException? Refuse(in MessageHead head)
    {
        var source = head.Source ?? "";
        return (source == _arn?.Value ? null : Refuse(source, Message, "source"))
            ?? (head.Entity is null or Unmodelled || Holds(_table, head.Entity) ? null : RefuseForeign(head.Entity));
    }

    private bool IsOwn(ReadOnlySpan<byte> source) => _arn is null ? source.EndsWith(_arnEnd) : source.SequenceEqual(_arn.Utf8);

    private ItemFormatException? Refuse(string source, string record, string member)
    {
        var found = TableArn.ParseSource(source);
        if (_arn is not null)
        {
            // An ARN holds no value of an item; what is none may hold anything.
            var isOwn = found?.Value == _arn.Value;
            return isOwn && record is Event ? null : new ItemFormatException(
                record,
                member,
                $"the table {_arn.Value}",
                isOwn ? "its stream" : found is not null ? $"the table {found.Value}" : source.Length == 0 ? "nothing" : "what is no ARN of a table");
        }

        foreach (var other in _app.Tables)
        {
            if (other.Name == found?.Name && other.Name != _table.Name)
            {
                return new ItemFormatException(record, member, $"the table {_table.Name}", $"the table {other.Name}");
            }
        }

        return null;
    }

    // That they are those of the images, the reader of the data has seen.
    private ItemFormatException? RefuseKeys(in ItemImage keys)
    {
        // No name is there twice.
        var missing = _table.SortKey is null ? 1 : 2;
        foreach (var attribute in keys)
        {
            var isOwn = (attribute.Is(_table.Utf8PartitionKey) || (_table.Utf8SortKey is { } sortKey && attribute.Is(sortKey)))
                && ScalarValue.Read(attribute.Value, "Keys").Type is AttributeType.String or AttributeType.Number or AttributeType.Binary;
            if (!isOwn)
            {
                return Refusal();
            }

            missing--;
        }

        return missing == 0 ? null : Refusal();

        static ItemFormatException Refusal() => new(Message, "data.Keys", "the table's key", "other attributes");
    }

    // The row's own entity decides; a processor of an earlier version may not have known it yet, or known it where the row does not say it.
    private ItemFormatException? RefuseEntity(scoped in ChangeHead head, in StreamRecord change)
    {
        var entity = _table.EntityOf(change);
        if (head.Entity.SequenceEqual(entity is null ? "unmodelled"u8 : entity.EventType)
            || (_table.Discriminator is not null && head.Entity.SequenceEqual("unmodelled"u8)))
        {
            return null;
        }

        var name = Encoding.UTF8.GetString(head.Entity);
        var isHeld = Holds(_table, name);
        if (entity is null ? isHeld && !_table.HasDiscriminator(change) : entity.IsOfType(name))
        {
            return null;
        }

        return isHeld || name == Unmodelled
            ? new ItemFormatException(Message, "type", "the entity of the data", isHeld ? "another one of the table" : "none of the model")
            : RefuseForeign(name);
    }

    private ItemFormatException RefuseForeign(string entity)
    {
        foreach (var other in _app.Tables)
        {
            if (other != _table && Holds(other, entity))
            {
                return new ItemFormatException(Message, "type", $"an entity of the table {_table.Name}", $"one of the table {other.Name}");
            }
        }

        return new ItemFormatException(Message, "type", $"an entity of the table {_table.Name}", "one that no table of the app holds");
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
}

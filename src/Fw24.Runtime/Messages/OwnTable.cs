using System.Text;
using Fw24.Configuration;
using Fw24.Model;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Messages;

/// <summary>Distinguishes a table's own changes from others: a subscription, mapping or replay may be miswired, and a message may be forged.</summary>
/// <remarks>
/// If the table's ARN is known, a change belongs to the table only if partition, account, region and name match, so a replica of a global table
/// accepts changes of its own stream only. If the ARN is not known, the deployed table's name may differ from the model's, as for an imported table;
/// a change is then rejected by name only if another table of the app has that name.
/// </remarks>
internal sealed class OwnTable
{
    private const string Message = "Change message";
    private const string Event = "Stream event";
    private const string Unmodelled = "unmodelled";

    private readonly AppModel _app;
    private readonly TableModel _table;
    private readonly TableArn? _arn;
    private readonly TableNames _names;
    private readonly MessageGroups _groups;

    // The end of the ARN that a table of the model's name has; used when the table's ARN is not known.
    private readonly byte[] _arnEnd;

    /// <summary>Creates the check for a table.</summary>
    /// <param name="app">The app.</param>
    /// <param name="table">The table.</param>
    /// <param name="arn">The table's ARN, if known.</param>
    /// <param name="names">The names of tables in AWS. Default: those in the model.</param>
    public OwnTable(AppModel app, TableModel table, TableArn? arn = null, TableNames? names = null)
    {
        (_app, _table, _arn, _names) = (app, table, arn, names ?? TableNames.Logical);
        _groups = new MessageGroups(table);
        _arnEnd = Encoding.UTF8.GetBytes($":table/{_names.Of(table.Name)}");
    }

    /// <summary>
    /// Indicates whether to compare a message's group with its key. That costs a hash, a twelfth of an audit record; callers that do not use the
    /// group rely on the subject.
    /// </summary>
    public bool ComparesGroups { get; init; } = true;

    /// <summary>Verifies that a change received in a message belongs to the table, and that the message's head matches its data.</summary>
    /// <param name="change">The change.</param>
    /// <param name="head">The message's head.</param>
    /// <exception cref="ItemFormatException">The change belongs to another table, or head and data contradict each other.</exception>
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

    /// <summary>Verifies that the records of a stream event belong to the table.</summary>
    /// <param name="records">The records. A broken record may lack the ARN of its stream or have an invalid one.</param>
    /// <exception cref="ItemFormatException">A record belongs to another table, or does not name its stream.</exception>
    public void Demand(IReadOnlyList<StreamRecord> records)
    {
        // Usually all records are of one stream: skip an ARN that has already passed.
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

    /// <summary>Checks whether a message belongs to the table.</summary>
    /// <param name="head">The message's head.</param>
    /// <returns>The reason that it does not; <see langword="null"/> when nothing indicates that.</returns>
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
            // An ARN contains no item values; an invalid one could contain anything, so it is not quoted.
            var isOwn = found?.Value == _arn.Value;
            return isOwn && record is Event ? null : new ItemFormatException(
                record,
                member,
                $"the table {_arn.Value}",
                isOwn ? "its stream" : found is not null ? $"the table {found.Value}" : source.Length == 0 ? "nothing" : "a text that is not the ARN of a table");
        }

        foreach (var other in _app.Tables)
        {
            if (other.Name != _table.Name && _names.Of(other.Name) == found?.Name)
            {
                return new ItemFormatException(record, member, $"the table {_table.Name}", $"the table {other.Name}");
            }
        }

        return null;
    }

    // The data reader has already compared the keys with those of the images.
    private ItemFormatException? RefuseKeys(in ItemImage keys)
    {
        // Attribute names are unique.
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

    // The row's own entity decides: a processor of an earlier version may not have known it, or may have known it for a row that does not state it.
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
            ? new ItemFormatException(
                Message, "type", "the entity of the data", isHeld ? "another entity of the table" : "no entity of the model")
            : RefuseForeign(name);
    }

    private ItemFormatException RefuseForeign(string entity)
    {
        foreach (var other in _app.Tables)
        {
            if (other != _table && Holds(other, entity))
            {
                return new ItemFormatException(
                    Message, "type", $"an entity of the table {_table.Name}", $"an entity of the table {other.Name}");
            }
        }

        return new ItemFormatException(Message, "type", $"an entity of the table {_table.Name}", "an entity of no table of the app");
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

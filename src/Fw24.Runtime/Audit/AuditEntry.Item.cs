using Fw24.Records;

namespace Fw24.Audit;

/// <content>Reading a record from an item of the DynamoDB sink.</content>
public sealed partial class AuditEntry
{
    /// <summary>Reads a record from the item that <see cref="DynamoDbAuditSink"/> made of it.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">It is no such item.</exception>
    public static AuditEntry FromItem(ItemImage item)
    {
        var reader = new ItemRecordReader(item);
        return reader.Read();
    }

    private ref struct ItemRecordReader(ItemImage item)
    {
        private readonly AuditMembers _members = new();
        private readonly List<AuditedChange> _changes = [];
        private ItemImage _key;
        private JsonWalker _walker = new(item.Json.Span, "audit record");

        public AuditEntry Read()
        {
            // In the audited table itself, the record lies in an attribute of its own, beside keys of any name.
            ReadMembers(isRecord: !item.TryGetAttribute(AuditItem.RecordAttribute, out _));
            return _members.ToEntry(_key, _changes);
        }

        private void ReadMembers(bool isRecord)
        {
            _walker.EnterObject();
            while (_walker.NextMember(out var name))
            {
                switch (_walker.EnterValue())
                {
                    case AttributeType.Map when !isRecord && name.Is(AuditItem.RecordAttribute):
                        ReadMembers(isRecord: true);
                        break;

                    case AttributeType.Map when isRecord && name.Is("key"u8):
                        _key = new ItemImage(ReadRaw());
                        break;

                    case AttributeType.Map when isRecord && name.Is("changes"u8):
                        ReadChanges();
                        break;

                    case AttributeType.String when isRecord:
                        _members.Set(name, _walker.ReadText());
                        break;

                    default:
                        _ = _walker.ReadValue();
                        break;
                }

                _walker.LeaveObject();
            }
        }

        private void ReadChanges()
        {
            _walker.EnterObject();
            while (_walker.NextMember(out var path))
            {
                var (old, @new) = (default(ReadOnlyMemory<byte>), default(ReadOnlyMemory<byte>));
                _ = _walker.EnterValue();
                _walker.EnterObject();
                while (_walker.NextMember(out var side))
                {
                    var value = ReadRaw();
                    (old, @new) = side.Is("old"u8) ? (value, @new) : (old, value);
                }

                _walker.LeaveObject();
                _changes.Add(new AuditedChange(path.ToString(), old, @new));
            }
        }

        private ReadOnlyMemory<byte> ReadRaw()
        {
            var length = _walker.ReadValue().Length;
            return item.Json.Slice(_walker.Position - length, length);
        }
    }
}

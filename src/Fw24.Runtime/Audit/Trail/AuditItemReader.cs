using System.Text;
using Fw24.Audit.Records;
using Fw24.Audit.Sinks.DynamoDb;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Trail;

/// <summary>Reads an item of any kind that <see cref="AuditItem"/> created.</summary>
/// <param name="item">The item.</param>
internal ref struct AuditItemReader(ItemImage item)
{
    private StrictJsonReader _walker = new(item.Json.Span, "audit record");

    /// <summary>The string members.</summary>
    public readonly AuditMembers Members { get; } = new();

    /// <summary>The member <c>key</c>.</summary>
    public ItemImage Key { get; private set; }

    /// <summary>The member <c>changes</c>.</summary>
    public readonly List<AuditedChange> Changes { get; } = [];

    /// <summary>The member <c>redacted</c>.</summary>
    public readonly List<string> Redacted { get; } = [];

    /// <summary>The member <c>erased</c>.</summary>
    public readonly List<string> Erased { get; } = [];

    /// <summary>The member <c>fields</c>.</summary>
    public readonly Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>The member <c>restored</c>.</summary>
    public readonly Dictionary<string, string> Restored { get; } = new(StringComparer.Ordinal);

    /// <summary>The member <c>stretches</c>.</summary>
    public readonly List<string> Stretches { get; } = [];

    /// <summary>The member <c>gaps</c>.</summary>
    public readonly List<string> Gaps { get; } = [];

    /// <summary>The member <c>times</c>.</summary>
    public readonly List<string> Times { get; } = [];

    /// <summary>Creates the record that was read.</summary>
    /// <exception cref="ItemFormatException">A member is missing or malformed.</exception>
    public readonly AuditEntry ToEntry() => Members.ToEntry(Key, Changes, Redacted, Erased, Fields, Restored);

    /// <summary>Reads the item.</summary>
    /// <exception cref="ItemFormatException">The item is malformed.</exception>
    public void Read()
    {
        // In the audited table itself the record is nested in an attribute, next to keys of any name.
        ReadMembers(isRecord: !item.TryGetAttribute(AuditKey.RecordAttribute, out _));
    }

    private void ReadMembers(bool isRecord)
    {
        _walker.EnterObject();
        while (_walker.NextMember(out var name))
        {
            switch (_walker.EnterValue())
            {
                case AttributeType.Map when !isRecord && name.Is(AuditKey.RecordAttribute):
                    ReadMembers(isRecord: true);
                    break;

                case AttributeType.Map when isRecord && name.Is("key"u8):
                    Key = new ItemImage(ReadRaw());
                    break;

                case AttributeType.Map when isRecord && name.Is("changes"u8):
                    ReadChanges();
                    break;

                case AttributeType.Map when isRecord && name.Is("fields"u8):
                    ReadTexts(Fields);
                    break;

                case AttributeType.Map when isRecord && name.Is("restored"u8):
                    ReadTexts(Restored);
                    break;

                case AttributeType.List when isRecord && name.Is("redacted"u8):
                    ReadTexts(Redacted);
                    break;

                case AttributeType.List when isRecord && name.Is("erased"u8):
                    ReadTexts(Erased);
                    break;

                case AttributeType.List when isRecord && name.Is("stretches"u8):
                    ReadTexts(Stretches);
                    break;

                case AttributeType.List when isRecord && name.Is("gaps"u8):
                    ReadTexts(Gaps);
                    break;

                case AttributeType.List when isRecord && name.Is("times"u8):
                    ReadTexts(Times);
                    break;

                case AttributeType.String when isRecord:
                    Members.Set(name, _walker.ReadText());
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
                var value = side.Is("oldJson"u8) || side.Is("newJson"u8) ? ReadJson() : ReadRaw();
                (old, @new) = side.Is("old"u8) || side.Is("oldJson"u8) ? (value, @new) : (old, value);
            }

            _walker.LeaveObject();
            Changes.Add(new AuditedChange(path.ToString(), old, @new));
        }
    }

    private void ReadTexts(List<string> texts)
    {
        _walker.EnterList();
        while (_walker.NextElement())
        {
            if (_walker.EnterValue() is not AttributeType.String)
            {
                throw _walker.Broken("a string (S)", "another value");
            }

            texts.Add(_walker.ReadText().ToString());
            _walker.LeaveObject();
        }
    }

    private void ReadTexts(Dictionary<string, string> texts)
    {
        _walker.EnterObject();
        while (_walker.NextMember(out var name))
        {
            if (_walker.EnterValue() is not AttributeType.String)
            {
                throw _walker.Broken("a string (S)", "another value");
            }

            texts[name.ToString()] = _walker.ReadText().ToString();
            _walker.LeaveObject();
        }
    }

    // Reads a value that is nested too deeply to be stored natively, and is stored as text.
    private ReadOnlyMemory<byte> ReadJson()
    {
        if (_walker.EnterValue() is not AttributeType.String)
        {
            throw _walker.Broken("a string (S)", "another value");
        }

        var value = Encoding.UTF8.GetBytes(_walker.ReadText().ToString());
        _walker.LeaveObject();
        return value;
    }

    private ReadOnlyMemory<byte> ReadRaw()
    {
        var length = _walker.ReadValue().Length;
        return item.Json.Slice(_walker.Position - length, length);
    }
}

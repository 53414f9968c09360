using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Fw24.Changes;
using Fw24.Changes.Marks;
using Fw24.Items;
using Fw24.Json;
using Fw24.Json.Text;
using Fw24.Model;

namespace Fw24.Audit.Records;

/// <summary>Writes the audit record of a change: one line of JSON (schema <c>fw24.audit/2</c>). Reuses its buffers; not thread-safe.</summary>
internal sealed class AuditRecordWriter : IDisposable
{
    private readonly TableModel _table;
    private readonly TimeProvider _time;
    private readonly AuditView[] _views;
    private readonly AuditView _unmodelled;
    private readonly byte[][] _keys;
    private readonly byte[] _appAndTable;
    private readonly bool _isRedacted;
    private readonly SaltSource? _salts;
    private readonly byte[][] _sortedKeys;
    private readonly ImageDiff _diff = new();
    private readonly List<int> _order = [];
    private readonly Comparison<int> _byPath;
    private readonly MessageBuffer _json = new(1024);
    private readonly MessageBuffer? _salted;
    private readonly bool _isKeySorted;

    /// <summary>Creates the writer for the changes of a table.</summary>
    /// <param name="app">The app's name.</param>
    /// <param name="table">The table.</param>
    /// <param name="time">The source of <c>recordedAt</c>.</param>
    /// <param name="salts">The source of salts if the records get commitments; <see langword="null"/> if they do not.</param>
    public AuditRecordWriter(string app, TableModel table, TimeProvider time, SaltSource? salts = null)
    {
        _salts = salts;
        _salted = salts is null ? null : new MessageBuffer(1024);
        _byPath = (left, right) => _diff[left].Path.SequenceCompareTo(_diff[right].Path);
        _table = table;
        _time = time;
        _keys = AuditKey.NamesOf(table);
        _sortedKeys = [.. _keys];
        Array.Sort(_sortedKeys, static (left, right) => left.AsSpan().SequenceCompareTo(right));
        _isKeySorted = _keys.AsSpan().SequenceEqual(_sortedKeys);
        _views = new AuditView[table.Entities.Count];
        for (var i = 0; i < _views.Length; i++)
        {
            _views[i] = new AuditView(table.Entities[i], _keys);
        }

        _unmodelled = new AuditView(null, _keys);
        _isRedacted = table.Entities.Any(static entity => entity.Sensitive.Count > 0);
        _appAndTable = Encoding.UTF8.GetBytes($"\",\"app\":\"{JsonEncodedText.Encode(app, AuditSchema.WriterOptions.Encoder)}\",\"table\":\"{table.Name}\",\"entity\":\"");
    }

    /// <summary>Writes a change's record.</summary>
    /// <param name="record">The change.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The change is not a valid change of a DynamoDB stream.</exception>
    /// <exception cref="MissingImageException">An image is missing because the stream's view type does not include it.</exception>
    public AuditRecord Write(in StreamRecord record)
    {
        EnsureImages(record);
        var oldView = ViewOf(record.OldImage);
        var newView = ViewOf(record.NewImage);
        var view = record.NewImage.IsAbsent ? oldView : newView;

        // A snapshot shows all of the item, as the record of its creation would.
        var isSnapshot = record.Origin is ChangeOrigin.Backfill;
        _diff.Compare(isSnapshot ? default : record.OldImage, oldView.Hidden, record.NewImage, newView.Hidden, view.Actor);

        // A message without the names of redacted attributes produces a record of the earlier schema, which has no such names.
        var redacted = record.RedactedChanges;
        _json.TakeBack(0);
        _json.Append(isSnapshot ? "{\"schema\":\"fw24.audit.snapshot/1\",\"id\":\""u8
            : _isRedacted && !redacted.IsKnown ? "{\"schema\":\"fw24.audit/1\",\"id\":\""u8
            : "{\"schema\":\"fw24.audit/2\",\"id\":\""u8);
        _json.AppendText(record.EventId.Span);
        _json.Append("\",\"time\":\""u8);
        WriteTime(record.ChangedAt);
        _json.Append("\",\"recordedAt\":\""u8);
        WriteTime(_time.GetUtcNow());
        _json.Append(_appAndTable);
        _json.Append(view.Utf8Entity);
        _json.Append(record.Operation switch
        {
            _ when isSnapshot => "\",\"operation\":\"snapshot\",\"key\":"u8,
            ChangeOperations.Insert => "\",\"operation\":\"insert\",\"key\":"u8,
            ChangeOperations.Modify => "\",\"operation\":\"modify\",\"key\":"u8,
            _ => "\",\"operation\":\"remove\",\"key\":"u8,
        });
        var key = _json.Position;
        WriteKey(_json, record.Keys, _keys);
        var rest = _json.Position;
        _json.Append(",\"changes\":{"u8);
        WriteChanges();
        _json.Append("}"u8);
        WriteRedacted(redacted, record.OldImage.IsAbsent ? newView : oldView, record.NewImage.IsAbsent ? oldView : newView);
        WriteActor(record, view, redacted);
        WriteReasonOf(record, view);
        _json.Append(record.Origin switch
        {
            ChangeOrigin.TimeToLive => ",\"origin\":\"timeToLive\",\"sequence\":\""u8,
            ChangeOrigin.Replication => ",\"origin\":\"replication\",\"sequence\":\""u8,
            ChangeOrigin.Backfill => ",\"origin\":\"backfill\",\"sequence\":\""u8,
            _ => ",\"origin\":\"application\",\"sequence\":\""u8,
        });
        _json.AppendText(record.SequenceNumber.Span);
        if (!record.TraceParent.IsEmpty)
        {
            _json.Append("\",\"trace\":\""u8);
            _json.AppendText(record.TraceParent.Span);
        }

        _json.Append("\"}"u8);
        var commitment = _salted is null ? null : WriteCommitment(SaltedOf(_salted, record, key, rest));
        return new AuditRecord
        {
            EventId = Encoding.UTF8.GetString(record.EventId.Span),
            Entity = view.Entity,
            SequenceNumber = Encoding.UTF8.GetString(record.SequenceNumber.Span),
            Time = record.ChangedAt,
            Json = LineText.Escape(_json.Written(_json.Since(0))),
            Commitment = commitment,
            OldImage = record.OldImage,
            NewImage = record.NewImage,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _salted?.Dispose();
    }

    // Without an image that the operation requires, a record would list every attribute as added, or none: worse than no record.
    private void EnsureImages(in StreamRecord record)
    {
        var needsOld = record.Operation is ChangeOperations.Modify or ChangeOperations.Remove;
        var needsNew = record.Operation is ChangeOperations.Modify or ChangeOperations.Insert;
        if ((needsOld && record.OldImage.IsAbsent) || (needsNew && record.NewImage.IsAbsent))
        {
            var viewType = _table.Stream?.ViewType ?? StreamViewType.NewAndOldImages;
            var image = needsOld && record.OldImage.IsAbsent ? "old" : "new";
            throw new MissingImageException(
                $"{_table.Name}: a change ({AuditSchema.NameOf(record.Operation)}) has no {image} image and cannot be audited. "
                + $"Auditing requires the stream view type {nameof(StreamViewType.NewAndOldImages)}; the table's model has {viewType}.");
        }
    }

    private AuditView ViewOf(in ItemImage image)
    {
        var entity = image.IsAbsent ? null : _table.EntityOf(image);
        foreach (var view in _views)
        {
            if (ReferenceEquals(view.Model, entity))
            {
                return view;
            }
        }

        return _unmodelled;
    }

    // A new salt, and the record as it is but for the order of its key, which is that of the table's.
    private ReadOnlySpan<byte> SaltedOf(MessageBuffer salted, in StreamRecord record, int key, int rest)
    {
        var line = _json.Written(_json.Since(0));
        salted.TakeBack(0);
        _ = Base64Url.EncodeToUtf8(_salts!.Next(), salted.Reserve(RecordCommitment.SaltLength));
        salted.Advance(RecordCommitment.SaltLength);
        if (_isKeySorted)
        {
            salted.Append(line);
        }
        else
        {
            salted.Append(line[..key]);
            WriteKey(salted, record.Keys, _sortedKeys);
            salted.Append(line[rest..]);
        }

        return salted.Written(salted.Since(0));
    }

    // As the last members: "salt":"…","commitment":"…"
    private string WriteCommitment(ReadOnlySpan<byte> salted)
    {
        Span<byte> commitment = stackalloc byte[RecordCommitment.Length];
        RecordCommitment.Write(salted, commitment);
        _json.TakeBack(_json.Position - 1);
        _json.Append(",\"salt\":\""u8);
        _json.Append(salted[..RecordCommitment.SaltLength]);
        _json.Append("\",\"commitment\":\""u8);
        _json.Append(commitment);
        _json.Append("\"}"u8);
        return Encoding.ASCII.GetString(commitment);
    }

    private static void WriteKey(MessageBuffer json, in ItemImage keys, byte[][] names)
    {
        var separator = "{\""u8;
        foreach (var name in names)
        {
            if (!keys.TryGetAttribute(name, out var value))
            {
                throw new ItemFormatException("stream record", $"Keys.{Encoding.UTF8.GetString(name)}", "the key's value", "nothing");
            }

            json.Append(separator);
            json.AppendText(name);
            json.Append("\":"u8);
            AuditValueEncoder.Write(json, value);
            separator = ",\""u8;
        }

        json.Append("}"u8);
    }

    // "Status":{"old":"Placed","new":"Paid"}, in the order of the paths: DynamoDB does not preserve that of the attributes.
    private void WriteChanges()
    {
        SortChanges();
        for (var i = 0; i < _order.Count; i++)
        {
            var change = _diff[_order[i]];
            _json.Append(i == 0 ? "\""u8 : ",\""u8);
            _json.AppendText(change.Path);
            if (!change.Old.IsEmpty)
            {
                _json.Append("\":{\"old\":"u8);
                AuditValueEncoder.Write(_json, change.Old);
            }

            if (!change.New.IsEmpty)
            {
                _json.Append(change.Old.IsEmpty ? "\":{\"new\":"u8 : ",\"new\":"u8);
                AuditValueEncoder.Write(_json, change.New);
            }

            _json.Append("}"u8);
        }
    }

    private void SortChanges()
    {
        _order.Clear();
        var isSorted = true;
        for (var i = 0; i < _diff.Count; i++)
        {
            _order.Add(i);
            isSorted = isSorted && (i == 0 || _byPath(i - 1, i) < 0);
        }

        if (!isSorted)
        {
            _order.Sort(_byPath);
        }
    }

    // "redacted":["Email","Home"]
    private void WriteRedacted(RedactedNames names, AuditView old, AuditView @new)
    {
        var separator = ",\"redacted\":[\""u8;
        foreach (var name in names)
        {
            if (old.Hides(name) && @new.Hides(name))
            {
                continue;
            }

            _json.Append(separator);
            _json.AppendText(name);
            _json.Append("\""u8);
            separator = ",\""u8;
        }

        _json.Append(separator.Length == 2 ? "]"u8 : []);
    }

    // A deleted item's image shows its last writer, and who deleted it only if the delete wrote that first. A modified item shows its writer if it differs from the previous one.
    private void WriteActor(in StreamRecord record, AuditView view, RedactedNames redacted)
    {
        if (record.Origin is ChangeOrigin.TimeToLive or ChangeOrigin.Backfill)
        {
            _json.Append(",\"actorKind\":\"system\""u8);
            return;
        }

        var isRemoval = record.NewImage.IsAbsent;
        var value = isRemoval ? _diff.WatchedOld : _diff.WatchedNew;
        if (value.IsEmpty || ScalarValue.Read(value, view.Model!.Actor!) is not { Type: AttributeType.String })
        {
            _json.Append(",\"actorKind\":\"unknown\""u8);
            return;
        }

        _json.Append(",\"actor\":"u8);
        AuditValueEncoder.Write(_json, value);
        _json.Append(
            isRemoval ? view.Model!.IsDeletedByActor(record) ? ",\"actorKind\":\"deleter\""u8 : ",\"actorKind\":\"lastWriter\""u8
            : !_diff.WatchedOld.IsEmpty && AttributeEquality.AreEqual(_diff.WatchedOld, value) && !redacted.Contains(view.Actor) ? ",\"actorKind\":\"unchanged\""u8
            : ",\"actorKind\":\"writer\""u8);
    }

    private void WriteReasonOf(in StreamRecord record, AuditView view)
    {
        var isDeleted = record.Origin is not ChangeOrigin.TimeToLive && view.Model?.IsDeletedByActor(record) is true;
        if (WriteReason.Of(record, isDeleted) is { } reason)
        {
            ReasonMembers.Write(_json, reason.Text, reason.Fields, reason.Restored);
        }
    }

    private void WriteTime(DateTimeOffset time) => _json.Advance(UtcTime.Format(time, _json.Reserve(UtcTime.MaxLength)));
}

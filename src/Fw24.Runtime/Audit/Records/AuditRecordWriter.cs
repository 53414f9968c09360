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
    private readonly ImageDiff _diff = new();
    private readonly MessageBuffer _json = new(1024);

    /// <summary>Creates the writer for the changes of a table.</summary>
    /// <param name="app">The app's name.</param>
    /// <param name="table">The table.</param>
    /// <param name="time">The source of <c>recordedAt</c>.</param>
    public AuditRecordWriter(string app, TableModel table, TimeProvider time)
    {
        _table = table;
        _time = time;
        _keys = AuditKey.NamesOf(table);
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
        _json.AppendEscaped(record.EventId.Span);
        _json.Append("\",\"time\":\""u8);
        WriteTime(record.ChangedAt);
        _json.Append("\",\"recordedAt\":\""u8);
        WriteTime(_time.GetUtcNow());
        _json.Append(_appAndTable);
        _json.Append(view.Utf8Entity);
        _json.Append(record.Operation switch
        {
            _ when isSnapshot => "\",\"operation\":\"snapshot\",\"key\":{"u8,
            ChangeOperations.Insert => "\",\"operation\":\"insert\",\"key\":{"u8,
            ChangeOperations.Modify => "\",\"operation\":\"modify\",\"key\":{"u8,
            _ => "\",\"operation\":\"remove\",\"key\":{"u8,
        });
        WriteKey(record.Keys);
        _json.Append("},\"changes\":{"u8);
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
        _json.AppendEscaped(record.SequenceNumber.Span);
        if (!record.TraceParent.IsEmpty)
        {
            _json.Append("\",\"trace\":\""u8);
            _json.AppendEscaped(record.TraceParent.Span);
        }

        _json.Append("\"}"u8);
        return new AuditRecord
        {
            EventId = Encoding.UTF8.GetString(record.EventId.Span),
            Entity = view.Entity,
            SequenceNumber = Encoding.UTF8.GetString(record.SequenceNumber.Span),
            Time = record.ChangedAt,
            Json = LineText.Escape(_json.Written(_json.Since(0))),
            OldImage = record.OldImage,
            NewImage = record.NewImage,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

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

    // In the order of the table's key, not that of the stream record.
    private void WriteKey(in ItemImage keys)
    {
        var separator = "\""u8;
        foreach (var name in _keys)
        {
            if (!keys.TryGetAttribute(name, out var value))
            {
                throw new ItemFormatException("stream record", $"Keys.{Encoding.UTF8.GetString(name)}", "the key's value", "nothing");
            }

            _json.Append(separator);
            _json.AppendEscaped(name);
            _json.Append("\":"u8);
            AuditValueEncoder.Write(_json, value);
            separator = ",\""u8;
        }
    }

    // "Status":{"old":"Placed","new":"Paid"}
    private void WriteChanges()
    {
        for (var i = 0; i < _diff.Count; i++)
        {
            var change = _diff[i];
            _json.Append(i == 0 ? "\""u8 : ",\""u8);
            _json.AppendEscaped(change.Path);
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
            _json.AppendEscaped(name);
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

    private void WriteTime(DateTimeOffset time) => _json.Advance(AuditSchema.FormatTime(time, _json.Reserve(AuditSchema.MaxTimeLength)));
}

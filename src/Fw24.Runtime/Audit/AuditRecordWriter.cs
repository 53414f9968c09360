using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fw24.Model;
using Fw24.Publishing;
using Fw24.Records;

namespace Fw24.Audit;

/// <summary>Writes the audit record of a change: one line of JSON (schema <c>fw24.audit/1</c>). Keeps its buffers; not thread-safe.</summary>
internal sealed class AuditRecordWriter : IDisposable
{
    // What an audit record shows is read by people: no \u00fc where an ü does as well.
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly string _app;
    private readonly TableModel _table;
    private readonly TimeProvider _time;
    private readonly AuditView[] _views;
    private readonly AuditView _unmodelled;
    private readonly byte[][] _keys;
    private readonly ImageDiff _diff = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    /// <summary>Prepares for the changes of a table.</summary>
    /// <param name="app">The app's name.</param>
    /// <param name="table">The table.</param>
    /// <param name="time">What <c>recordedAt</c> comes from.</param>
    public AuditRecordWriter(string app, TableModel table, TimeProvider time)
    {
        _app = app;
        _table = table;
        _time = time;
        _keys = table.Utf8SortKey is { } sortKey ? [table.Utf8PartitionKey, sortKey] : [table.Utf8PartitionKey];
        _views = new AuditView[table.Entities.Count];
        for (var i = 0; i < _views.Length; i++)
        {
            _views[i] = new AuditView(table.Entities[i], _keys);
        }

        _unmodelled = new AuditView(null, _keys);
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    /// <summary>Writes a change's record.</summary>
    /// <param name="record">The change.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The change is not one of a DynamoDB stream.</exception>
    /// <exception cref="MissingImageException">It lacks an image, because the stream's view type is too small.</exception>
    public AuditRecord Write(in StreamRecord record)
    {
        EnsureImages(record);
        var oldView = ViewOf(record.OldImage);
        var newView = ViewOf(record.NewImage);
        var view = record.NewImage.IsAbsent ? oldView : newView;
        _diff.Compare(record.OldImage, oldView.Hidden, record.NewImage, newView.Hidden);

        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("schema"u8, AuditSchema.V1);
        _json.WriteString("id"u8, record.EventId.Span);
        WriteTime("time"u8, record.ChangedAt);
        WriteTime("recordedAt"u8, _time.GetUtcNow());
        _json.WriteString("app"u8, _app);
        _json.WriteString("table"u8, _table.Name);
        _json.WriteString("entity"u8, view.Entity);
        _json.WriteString("operation"u8, AuditSchema.NameOf(record.Operation));
        WriteKey(record.Keys);
        WriteChanges();
        WriteActor(record, view);
        _json.WriteString("origin"u8, AuditSchema.NameOf(record.Origin));
        _json.WriteString("sequence"u8, record.SequenceNumber.Span);
        if (!record.TraceParent.IsEmpty)
        {
            _json.WriteString("trace"u8, record.TraceParent.Span);
        }

        _json.WriteEndObject();
        _json.Flush();
        return new AuditRecord
        {
            EventId = Encoding.UTF8.GetString(record.EventId.Span),
            Entity = view.Entity,
            SequenceNumber = Encoding.UTF8.GetString(record.SequenceNumber.Span),
            Time = record.ChangedAt,
            Json = _buffer.WrittenSpan.ToArray(),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    // A record without the image that its operation must have would say "everything was added", or nothing: worse than none.
    private void EnsureImages(in StreamRecord record)
    {
        var needsOld = record.Operation is ChangeOperations.Modify or ChangeOperations.Remove;
        var needsNew = record.Operation is ChangeOperations.Modify or ChangeOperations.Insert;
        if ((needsOld && record.OldImage.IsAbsent) || (needsNew && record.NewImage.IsAbsent))
        {
            var viewType = _table.Stream?.ViewType ?? StreamViewType.NewAndOldImages;
            var image = needsOld && record.OldImage.IsAbsent ? "old" : "new";
            throw new MissingImageException(
                $"{_table.Name}: a change ({AuditSchema.NameOf(record.Operation)}) came without its {image} image and cannot be audited. "
                + $"The audit needs a stream of the view type {nameof(StreamViewType.NewAndOldImages)}; the table's model says {viewType}.");
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

    // In the order of the table's key, whatever that of the stream record.
    private void WriteKey(in ItemImage keys)
    {
        _json.WriteStartObject("key"u8);
        foreach (var name in _keys)
        {
            if (!keys.TryGetAttribute(name, out var value))
            {
                throw new ItemFormatException("stream record", $"Keys.{Encoding.UTF8.GetString(name)}", "the key's value", "nothing");
            }

            _json.WritePropertyName(name);
            AuditValueEncoder.Write(_json, value);
        }

        _json.WriteEndObject();
    }

    private void WriteChanges()
    {
        _json.WriteStartObject("changes"u8);
        for (var i = 0; i < _diff.Count; i++)
        {
            var change = _diff[i];
            _json.WriteStartObject(change.Path);
            if (!change.Old.IsEmpty)
            {
                _json.WritePropertyName("old"u8);
                AuditValueEncoder.Write(_json, change.Old);
            }

            if (!change.New.IsEmpty)
            {
                _json.WritePropertyName("new"u8);
                AuditValueEncoder.Write(_json, change.New);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    // A delete's image shows who wrote the item last, and not who deleted it.
    private void WriteActor(in StreamRecord record, AuditView view)
    {
        if (record.Origin is ChangeOrigin.TimeToLive)
        {
            _json.WriteString("actorKind"u8, AuditSchema.NameOf(AuditActorKind.System));
            return;
        }

        var isRemoval = record.NewImage.IsAbsent;
        var image = isRemoval ? record.OldImage : record.NewImage;
        var value = default(ReadOnlySpan<byte>);
        var isKnown = view.Actor is { } actor && image.TryGetAttribute(actor, out value) && ScalarValue.Read(value, view.Model!.Actor!).Type is AttributeType.String;
        if (isKnown)
        {
            _json.WritePropertyName("actor"u8);
            AuditValueEncoder.Write(_json, value);
        }

        _json.WriteString("actorKind"u8, AuditSchema.NameOf(
            !isKnown ? AuditActorKind.Unknown : isRemoval ? AuditActorKind.LastWriter : AuditActorKind.Writer));
    }

    private void WriteTime(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        _ = time.UtcDateTime.TryFormat(text, out var length, AuditSchema.TimeFormat, CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..length]);
    }
}

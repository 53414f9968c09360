using System.Globalization;
using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Fw24.Audit.Columns;

/// <summary>Some records as columns: a column for each member of a record's JSON.</summary>
internal sealed class RecordGroup
{
    private static readonly Column[] s_columns =
    [
        Column.Text("schema"), Column.Text("id"), Column.Time("time"), Column.Time("recordedAt"), Column.Text("app"), Column.Text("table"),
        Column.Text("entity"), Column.Text("operation"), Column.Text("key"), Column.Text("changes"), Column.Time("erasedAt"),
        Column.Text("erased"), Column.Text("redacted"), Column.Text("actor"), Column.Text("actorKind"), Column.Text("reason"),
        Column.Text("fields"), Column.Text("restored"), Column.Text("origin"), Column.Text("sequence"), Column.Text("trace"), Column.Text("salt"),
        Column.Text("commitment"),
    ];

    private readonly List<string?>[] _values = [.. s_columns.Select(static _ => new List<string?>())];

    /// <summary>The columns.</summary>
    public static ParquetSchema Schema { get; } = new([.. s_columns.Select(static column => column.Field)]);

    /// <summary>The number of records.</summary>
    public int Records { get; private set; }

    /// <summary>The size of all records as JSON.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a record.</summary>
    public void Add(AuditEntry entry)
    {
        var record = entry.ToJson();
        Records++;
        Bytes += record.Length;
        var json = new Utf8JsonReader(record.Span);
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var values = ValuesOf(json);
            json.Read();
            if (json.TokenType is JsonTokenType.String)
            {
                values.Add(json.GetString());
                continue;
            }

            var start = (int)json.TokenStartIndex;
            json.Skip();
            values.Add(Encoding.UTF8.GetString(record.Span[start..(int)json.BytesConsumed]));
        }

        // Members that the record does not have.
        foreach (var values in _values)
        {
            if (values.Count < Records)
            {
                values.Add(null);
            }
        }
    }

    /// <summary>Writes the records, if there are any, and removes them.</summary>
    public async Task WriteAsync(ParquetWriter writer, CancellationToken cancellationToken)
    {
        if (Records == 0)
        {
            return;
        }

        using var group = writer.CreateRowGroup();
        for (var index = 0; index < s_columns.Length; index++)
        {
            await s_columns[index].WriteAsync(group, _values[index], cancellationToken).ConfigureAwait(false);
            _values[index].Clear();
        }

        group.CompleteValidate();
        (Records, Bytes) = (0, 0);
    }

    private List<string?> ValuesOf(in Utf8JsonReader json)
    {
        for (var index = 0; index < s_columns.Length; index++)
        {
            if (json.ValueTextEquals(s_columns[index].Field.Name))
            {
                return _values[index];
            }
        }

        throw new InvalidOperationException(
            $"Fw24.Parquet has no column for the member {json.GetString()} of audit records. Use the version of Fw24.");
    }

    private sealed record Column(DataField Field)
    {
        public static Column Text(string name) => new(new DataField<string>(name));

        public static Column Time(string name) => new(new DateTimeDataField(
            name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: true));

        public async ValueTask WriteAsync(ParquetRowGroupWriter group, List<string?> values, CancellationToken cancellationToken)
        {
            if (Field is DateTimeDataField)
            {
                var times = values.Select(TimeOf).ToArray();
                await group.WriteAsync<DateTime>(Field, times, cancellationToken: cancellationToken).ConfigureAwait(false);
                return;
            }

            await group.WriteAsync(Field, values!).ConfigureAwait(false);
        }

        private static DateTime? TimeOf(string? text)
            => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime;
    }
}

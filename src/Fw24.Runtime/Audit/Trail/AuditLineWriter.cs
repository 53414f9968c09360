using System.Text;
using Fw24.Audit.Records;
using Fw24.Json;
using Fw24.Json.Text;

namespace Fw24.Audit.Trail;

/// <summary>
/// Writes audit records that were read as lines of JSON, as audits in CloudWatch Logs and the console have them; <see
/// cref="AuditEntry.Parse"/>
/// reads them. Reuses its buffer; not thread-safe.
/// </summary>
internal sealed class AuditLineWriter : IDisposable
{
    private readonly MessageBuffer _json = new(4096);

    /// <summary>Writes a record.</summary>
    /// <param name="entry">The record.</param>
    /// <returns>The line, without a line feed.</returns>
    /// <exception cref="ItemFormatException">A value of the record is not a typed value.</exception>
    public byte[] Write(AuditEntry entry)
    {
        _json.TakeBack(0);
        WriteMembers(entry, isKeySorted: false);
        if (entry.Salt is { } salt)
        {
            WriteText(",\"salt\":\""u8, salt);
            _json.Append("\""u8);
        }

        if (entry.Commitment is { } commitment)
        {
            WriteText(",\"commitment\":\""u8, commitment);
            _json.Append("\""u8);
        }

        _json.Append("}"u8);
        return LineText.Escape(_json.Written(_json.Since(0)));
    }

    /// <summary>
    /// Writes a record's canonical form, to which its commitment commits: equal records have equal bytes, wherever they were stored.
    /// </summary>
    /// <param name="entry">The record.</param>
    /// <returns>The form, valid until the next call.</returns>
    /// <exception cref="ItemFormatException">A value of the record is not a typed value.</exception>
    public ReadOnlySpan<byte> WriteCanonical(AuditEntry entry) => WriteSalted(entry, "");

    /// <summary>Writes what a commitment is the hash of: a salt and a record's canonical form.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="salt">The salt as text.</param>
    /// <returns>Both, valid until the next call.</returns>
    /// <exception cref="ItemFormatException">A value of the record is not a typed value.</exception>
    public ReadOnlySpan<byte> WriteSalted(AuditEntry entry, string salt)
    {
        _json.TakeBack(0);
        _json.Advance(Encoding.UTF8.GetBytes(salt, _json.Reserve(Encoding.UTF8.GetMaxByteCount(salt.Length))));
        WriteMembers(entry, isKeySorted: true);
        _json.Append("}"u8);
        return _json.Written(_json.Since(0));
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteMembers(AuditEntry entry, bool isKeySorted)
    {
        WriteText("{\"schema\":\""u8, entry.Schema);
        WriteText("\",\"id\":\""u8, entry.EventId);
        WriteTime("\",\"time\":\""u8, entry.Time);
        WriteTime("\",\"recordedAt\":\""u8, entry.RecordedAt);
        WriteText("\",\"app\":\""u8, entry.App);
        WriteText("\",\"table\":\""u8, entry.Table);
        WriteText("\",\"entity\":\""u8, entry.Entity);
        WriteText("\",\"operation\":\""u8, AuditSchema.NameOf(entry.Operation));
        _json.Append("\",\"key\":"u8);
        if (isKeySorted)
        {
            AuditValueEncoder.WriteSorted(_json, entry.Key);
        }
        else
        {
            AuditValueEncoder.WriteAttributes(_json, entry.Key);
        }

        if (entry.ErasedAt is { } erasedAt)
        {
            WriteTime(",\"erasedAt\":\""u8, erasedAt);
            _json.Append("\""u8);
            WriteNames(",\"erased\":["u8, entry.ErasedNames);
        }
        else
        {
            WriteChanges(entry.Changes);
        }

        WriteNames(",\"redacted\":["u8, entry.Redacted ?? []);
        if (entry.Actor is { } actor)
        {
            WriteText(",\"actor\":\""u8, actor);
            _json.Append("\""u8);
        }

        WriteText(",\"actorKind\":\""u8, AuditSchema.NameOf(entry.ActorKind));
        _json.Append("\""u8);
        ReasonMembers.Write(_json, entry.Reason, entry.Fields, entry.Restored);
        WriteText(",\"origin\":\""u8, AuditSchema.NameOf(entry.Origin));
        WriteText("\",\"sequence\":\""u8, entry.SequenceNumber);
        if (entry.Trace is { } trace)
        {
            WriteText("\",\"trace\":\""u8, trace);
        }

        _json.Append("\""u8);
    }

    private void WriteChanges(IReadOnlyList<AuditedChange> changes)
    {
        _json.Append(",\"changes\":{"u8);
        var opening = "\""u8;
        var sorted = Sorted(changes);
        for (var index = 0; index < sorted.Count; index++)
        {
            var change = sorted[index];
            WriteText(opening, change.Path);
            _json.Append("\":{"u8);
            if (!change.Old.IsEmpty)
            {
                _json.Append("\"old\":"u8);
                AuditValueEncoder.Write(_json, change.Old.Span);
            }

            if (!change.New.IsEmpty)
            {
                _json.Append(change.Old.IsEmpty ? "\"new\":"u8 : ",\"new\":"u8);
                AuditValueEncoder.Write(_json, change.New.Span);
            }

            _json.Append("}"u8);
            opening = ",\""u8;
        }

        _json.Append("}"u8);
    }

    // DynamoDB does not preserve the order.
    private static IReadOnlyList<AuditedChange> Sorted(IReadOnlyList<AuditedChange> changes)
    {
        for (var index = 1; index < changes.Count; index++)
        {
            if (Utf8Order.Instance.Compare(changes[index - 1].Path, changes[index].Path) > 0)
            {
                return [.. changes.OrderBy(static change => change.Path, Utf8Order.Instance)];
            }
        }

        return changes;
    }

    private void WriteNames(ReadOnlySpan<byte> opening, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        _json.Append(opening);
        for (var index = 0; index < names.Count; index++)
        {
            WriteText(index == 0 ? "\""u8 : ",\""u8, names[index]);
            _json.Append("\""u8);
        }

        _json.Append("]"u8);
    }

    private void WriteTime(ReadOnlySpan<byte> opening, DateTimeOffset time)
    {
        _json.Append(opening);
        _json.Advance(UtcTime.Format(time, _json.Reserve(UtcTime.MaxLength)));
    }

    private void WriteText(ReadOnlySpan<byte> opening, string text)
    {
        _json.Append(opening);
        _json.AppendText(text);
    }
}

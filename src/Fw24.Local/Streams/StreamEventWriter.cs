using System.Buffers;

namespace Fw24.Local.Streams;

/// <summary>Writes stream events as Lambda passes them to a function.</summary>
internal static class StreamEventWriter
{
    /// <summary>Writes an event in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<ReadOnlyMemory<byte>> records)
    {
        var size = 16;
        foreach (var record in records)
        {
            size += record.Length + 1;
        }

        var buffer = new ArrayBufferWriter<byte>(size);
        buffer.Write("{\"Records\":["u8);
        for (var index = 0; index < records.Length; index++)
        {
            if (index > 0)
            {
                buffer.Write(","u8);
            }

            buffer.Write(records[index].Span);
        }

        buffer.Write("]}"u8);
        return buffer.WrittenMemory;
    }
}

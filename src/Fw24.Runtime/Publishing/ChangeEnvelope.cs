using Fw24.Records;

namespace Fw24.Publishing;

/// <summary>The body of a change message: a CloudEvents 1.0 structured JSON event around the stream record's own members.</summary>
public static partial class ChangeEnvelope
{
    /// <summary>Reads a message's body back into the stream record it was made of.</summary>
    /// <remarks>Members that are unknown here are passed over, so that later versions may add some.</remarks>
    /// <param name="body">The body in UTF-8. The record is slices of it.</param>
    /// <returns>The record. Its <see cref="StreamRecord.Fault"/> is <see langword="null"/>.</returns>
    /// <exception cref="ItemFormatException">The body is not such an event.</exception>
    public static StreamRecord Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return ReadAsItIs(body);
        }
        catch (ItemFormatException) when (NullMembers.RemoveFrom(body, "data"u8) is { } without)
        {
            return ReadAsItIs(without);
        }
    }

    private static StreamRecord ReadAsItIs(ReadOnlyMemory<byte> body)
        => new ChangeEnvelopeReader(body, stackalloc uint[ChangeEnvelopeReader.ScratchLength]).Read();
}

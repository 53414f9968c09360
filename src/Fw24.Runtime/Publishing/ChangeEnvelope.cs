namespace Fw24.Publishing;

/// <summary>The body of a change message: a CloudEvents 1.0 structured JSON event around the stream record's own members.</summary>
public static partial class ChangeEnvelope
{
    /// <summary>Reads a message's body back into the stream record it was made of.</summary>
    /// <param name="body">The body in UTF-8. The record is slices of it.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The body is not such an event.</exception>
    public static StreamRecord Read(ReadOnlyMemory<byte> body) => throw null!;
}

using Fw24.Items.Validation;
using Fw24.Items.Values;

namespace Fw24.Messages;

/// <summary>The body of a change message: a CloudEvents 1.0 structured JSON event around the stream record's own members.</summary>
internal static partial class ChangeEnvelope
{
    /// <summary>Reads a message's body back into the stream record it was made of.</summary>
    /// <remarks>Skips unknown members, so that later versions may add some.</remarks>
    /// <param name="body">The body in UTF-8. The record consists of slices of it.</param>
    /// <returns>The record. Its <see cref="StreamRecord.Fault"/> is <see langword="null"/>.</returns>
    /// <exception cref="ItemFormatException">The body is not a change event.</exception>
    public static StreamRecord Read(ReadOnlyMemory<byte> body) => Read(body, own: null);

    /// <summary>Reads a message's body, which must belong to a table and be consistent with its data.</summary>
    /// <param name="body">The body in UTF-8. The record consists of slices of it.</param>
    /// <param name="own">The table; <see langword="null"/> to accept any table and skip the consistency check.</param>
    /// <returns>The record.</returns>
    /// <exception cref="ItemFormatException">The body is not a change event, or belongs to another table.</exception>
    internal static StreamRecord Read(ReadOnlyMemory<byte> body, OwnTable? own)
    {
        try
        {
            return ReadAsItIs(body, own);
        }
        catch (ItemFormatException) when (NullMembers.RemoveFrom(body, "data"u8) is { } without)
        {
            return ReadAsItIs(without, own);
        }
    }

    private static StreamRecord ReadAsItIs(ReadOnlyMemory<byte> body, OwnTable? own)
        => new ChangeEnvelopeReader(body, stackalloc uint[ItemValidator.ScratchLength], own).Read();
}

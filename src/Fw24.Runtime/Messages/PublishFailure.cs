namespace Fw24.Messages;

/// <summary>A message of a batch that was not published.</summary>
/// <param name="Index">The index of the message in the batch.</param>
/// <param name="Code">The service's error code.</param>
/// <param name="Message">The service's explanation.</param>
/// <param name="SenderFault">Indicates whether the message itself was rejected, so that a retry is useless. A missing permission does not count.</param>
public sealed record PublishFailure(int Index, string Code, string? Message, bool SenderFault)
{
    /// <summary>The code of a call that is larger than the topic accepts (SNS, PublishBatch).</summary>
    internal const string TooLong = "BatchRequestTooLong";
}

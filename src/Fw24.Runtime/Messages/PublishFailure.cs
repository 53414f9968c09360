namespace Fw24.Messages;

/// <summary>A message of a batch that was not published.</summary>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Code">The service's error code.</param>
/// <param name="Message">The service's explanation.</param>
/// <param name="SenderFault">Whether the message itself is refused, so that trying again is of no use. A missing permission is no fault of the message.</param>
public sealed record PublishFailure(int Index, string Code, string? Message, bool SenderFault);

namespace Fw24.Local.Topics;

/// <summary>What became of an entry of a PublishBatch request.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="MessageId">The message's id; <see langword="null"/> when it was refused.</param>
/// <param name="Code">The error code; <see langword="null"/> when it was published.</param>
/// <param name="Message">The explanation.</param>
/// <param name="SenderFault">Whether trying again is of no use.</param>
public sealed record PublishedEntry(string Id, string? MessageId, string? Code = null, string? Message = null, bool SenderFault = false);

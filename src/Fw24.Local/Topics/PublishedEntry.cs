namespace Fw24.Local.Topics;

/// <summary>The result of an entry of a PublishBatch request.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="MessageId">The message's id; <see langword="null"/> if the entry was rejected.</param>
/// <param name="Code">The error code; <see langword="null"/> if the entry was published.</param>
/// <param name="Message">The explanation.</param>
/// <param name="SenderFault">Indicates whether a retry is pointless.</param>
public sealed record PublishedEntry(string Id, string? MessageId, string? Code = null, string? Message = null, bool SenderFault = false);

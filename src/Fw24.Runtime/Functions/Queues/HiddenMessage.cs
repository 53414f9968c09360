namespace Fw24.Functions.Queues;

/// <summary>A received message, and the time for which it stays hidden from now.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="ReceiptHandle">The handle of its receive.</param>
/// <param name="Seconds">The time in seconds; 0: none, so that it can be received at once.</param>
internal readonly record struct HiddenMessage(string MessageId, string ReceiptHandle, int Seconds);

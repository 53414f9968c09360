namespace Fw24.Runtime.Tests.Faults;

/// <summary>A record or message of a batch.</summary>
/// <param name="Id">Its change's event id.</param>
/// <param name="Group">Its item.</param>
/// <param name="AnswerId">What an answer calls it.</param>
/// <param name="Json">All of it, as the event has it.</param>
/// <param name="Content">What is parked of it.</param>
internal sealed record FaultyRecord(string Id, string Group, string AnswerId, string Json, string Content);

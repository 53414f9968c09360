namespace Fw24.Runtime.Tests.Faults;

/// <summary>A record or message of a batch.</summary>
/// <param name="Id">Its change's event id.</param>
/// <param name="Group">Its item.</param>
/// <param name="AnswerId">Its identifier in a response.</param>
/// <param name="Json">Its JSON in the event.</param>
/// <param name="Content">Its content when parked.</param>
internal sealed record FaultyRecord(string Id, string Group, string AnswerId, string Json, string Content);

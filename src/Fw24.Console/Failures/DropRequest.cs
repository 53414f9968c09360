namespace Fw24.Console.Failures;

/// <summary>A request to delete messages without replaying them.</summary>
/// <param name="MessageIds">The ids of the messages.</param>
/// <param name="Because">The reason, for the journal.</param>
public sealed record DropRequest(IReadOnlyList<string> MessageIds, string Because);

namespace Fw24.Console.Feed;

/// <summary>A step of a change.</summary>
/// <param name="At">The cloud's time.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Where">The table, function, topic or queue.</param>
/// <param name="Detail">The reason or the number of the attempt; <see langword="null"/> if there is nothing to add.</param>
/// <param name="Event">The number of the cloud's event in which it happened, or after which somebody wrote.</param>
public sealed record ChangeStep(DateTimeOffset At, ChangeStage Stage, string Where, string? Detail = null, long Event = 0);

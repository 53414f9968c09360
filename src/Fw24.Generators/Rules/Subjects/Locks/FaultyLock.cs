namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A lock that cannot be compared.</summary>
/// <param name="Format">Its format; <see langword="null"/> if it cannot be read.</param>
/// <param name="Problem">The fault and its line; empty if only the format differs.</param>
internal sealed record FaultyLock(string? Format, string Problem);

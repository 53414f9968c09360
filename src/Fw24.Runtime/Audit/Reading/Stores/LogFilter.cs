namespace Fw24.Audit.Reading.Stores;

/// <summary>Events of a log group.</summary>
/// <param name="LogGroup">The log group.</param>
/// <param name="Pattern">The filter pattern.</param>
/// <param name="From">The earliest time, inclusive, in milliseconds since 1970.</param>
/// <param name="To">The latest time, inclusive, in milliseconds since 1970; <see langword="null"/> for any.</param>
/// <param name="Descending">Indicates whether the newest event comes first.</param>
internal sealed record LogFilter(string LogGroup, string Pattern, long From, long? To, bool Descending);

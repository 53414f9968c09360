namespace Fw24.Functions;

/// <summary>The number of records or messages of a batch by outcome.</summary>
/// <param name="Processed">Published, stored or handled.</param>
/// <param name="Skipped">Nothing had to be done for them.</param>
/// <param name="Parked">They can never be processed, and are in the parking queue.</param>
/// <param name="Failed">The event source delivers them again.</param>
internal readonly record struct BatchCounts(int Processed, int Skipped, int Parked, int Failed);

namespace Fw24.Seals;

/// <summary>An object of a log's store.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Written">The time at which it was written, by the store's clock.</param>
public readonly record struct SealObject(string Name, DateTimeOffset Written);

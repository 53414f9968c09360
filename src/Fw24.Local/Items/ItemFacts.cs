namespace Fw24.Local.Items;

/// <summary>What a table must know of an item that is put.</summary>
/// <param name="Key">Its key's values.</param>
/// <param name="KeyJson">Its key as a map of its one or two attributes.</param>
/// <param name="Size">Its size by DynamoDB's rules, in bytes.</param>
/// <param name="ExpiresAt">Its time to live, in seconds since 1970; <see langword="null"/> when it has none.</param>
internal readonly record struct ItemFacts(ItemKey Key, ReadOnlyMemory<byte> KeyJson, int Size, long? ExpiresAt);

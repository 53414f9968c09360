namespace Fw24.Local.Items;

/// <summary>What a table must know of an item that is put.</summary>
/// <param name="Key">Its key's values.</param>
/// <param name="KeyJson">Its key as a map of its one or two attributes.</param>
/// <param name="KeySize">The key's size by DynamoDB's rules, in bytes.</param>
/// <param name="Size">The item's size by DynamoDB's rules, in bytes.</param>
/// <param name="ExpiresAt">Its time to live, in seconds since 1970; <see langword="null"/> when it has none.</param>
/// <param name="IndexKeys">Its key in each of the table's indexes, in their order; <see langword="null"/> in one that does not hold it.</param>
internal readonly record struct ItemFacts(
    ItemKey Key, ReadOnlyMemory<byte> KeyJson, int KeySize, int Size, long? ExpiresAt, ItemKey?[] IndexKeys);

namespace Fw24.Local.Items;

/// <summary>The facts that a table needs about an item that is put.</summary>
/// <param name="Key">Its key's values.</param>
/// <param name="KeyJson">Its key as a map of its one or two attributes.</param>
/// <param name="KeySize">The key's size by DynamoDB's rules, in bytes.</param>
/// <param name="Size">The item's size by DynamoDB's rules, in bytes.</param>
/// <param name="ExpiresAt">Its time to live, in seconds since 1970; <see langword="null"/> if it has none.</param>
/// <param name="IndexKeys">Its key in each of the table's indexes, in their order; <see langword="null"/> for an index that does not contain it.</param>
internal readonly record struct ItemFacts(
    ItemKey Key, ReadOnlyMemory<byte> KeyJson, int KeySize, int Size, long? ExpiresAt, ItemKey?[] IndexKeys);

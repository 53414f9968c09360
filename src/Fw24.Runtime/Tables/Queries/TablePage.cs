namespace Fw24;

/// <summary>A page of a <see cref="TableQuery{T, TFields}"/> or a <see cref="TableScan{T, TFields}"/>.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="Items">The items: as many as were asked for, unless there are no more.</param>
/// <param name="NextToken">
/// The text that <c>ToPageAsync</c> takes for the next page: letters, digits, hyphens and underscores. It is encrypted and may be given to
/// anyone. <see langword="null"/> if there are no more items. After a page that was filled exactly where DynamoDB ended one of its own, the
/// next page may be empty.
/// </param>
/// <param name="CapacityUnits">The read capacity units that DynamoDB charged; 0 from a store that does not tell.</param>
public sealed record TablePage<T>(IReadOnlyList<T> Items, string? NextToken, double CapacityUnits);

namespace Fw24.Local.Tables;

/// <summary>The check of requests for several items, which DynamoDB refuses if two of them are the same.</summary>
internal static class DistinctKeys
{
    /// <summary>Gets the keys of a request's entries.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="keyOf">Gets an entry's key.</param>
    /// <param name="max">The maximum number of entries.</param>
    /// <param name="empty">The error if there are none.</param>
    /// <param name="tooMany">The error if there are more.</param>
    /// <param name="duplicates">The error if two have the same key.</param>
    /// <exception cref="Amazon.DynamoDBv2.AmazonDynamoDBException">DynamoDB would refuse the request.</exception>
    public static List<TKey> Of<T, TKey>(
        IReadOnlyList<T> entries, Func<T, TKey> keyOf, int max, string empty, string tooMany, string duplicates)
        where TKey : IEquatable<TKey>
    {
        if (entries.Count == 0)
        {
            throw AwsErrors.Validation(empty);
        }

        if (entries.Count > max)
        {
            throw AwsErrors.Validation(tooMany);
        }

        List<TKey> keys = [.. entries.Select(keyOf)];
        return keys.Distinct().Count() == keys.Count ? keys : throw AwsErrors.Validation(duplicates);
    }
}

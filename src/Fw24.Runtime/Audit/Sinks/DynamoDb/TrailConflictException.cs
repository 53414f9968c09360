namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>
/// Concurrent writers kept changing a row that this function wanted to write. A later attempt will succeed. The message contains no item values.
/// </summary>
/// <param name="what">The row.</param>
/// <param name="table">The table.</param>
/// <param name="attempts">The number of attempts.</param>
internal sealed class TrailConflictException(string what, string table, int attempts)
    : InvalidOperationException($"{what} of an audit trail in {table} was changed by other writers during each of {attempts} attempts to write it.");

namespace Fw24.Audit.Sinks.DynamoDb;

/// <summary>Others kept writing what this function wanted to write: a later try will do. The message holds no values.</summary>
/// <param name="what">What it was.</param>
/// <param name="table">Where.</param>
/// <param name="attempts">How often this function tried.</param>
internal sealed class TrailConflictException(string what, string table, int attempts)
    : InvalidOperationException($"{what} of an audit trail in {table} was changed by others {attempts} times while this function wrote it.");

namespace Fw24.Benchmarks.Tables;

/// <summary>A call to DynamoDB, as each side makes it.</summary>
/// <param name="Name">Its name, as printed.</param>
/// <param name="Units">The number of units that one call handles.</param>
/// <param name="Unit">The unit's name, as printed.</param>
/// <param name="Fw24">The call by <see cref="ITable{T}"/>.</param>
/// <param name="Context">The call by the AWS SDK's object mapper.</param>
/// <param name="LowLevel">The call by the AWS SDK's client, which takes and returns dictionaries.</param>
internal sealed record TableOperation(
    string Name, int Units, string Unit, Func<object?> Fw24, Func<object?> Context, Func<object?> LowLevel);

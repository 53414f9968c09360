namespace Fw24.Tool.Status;

/// <summary>A deployed table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status, such as <c>ACTIVE</c>.</param>
/// <param name="Items">The number of its items, as DynamoDB counts them about every six hours.</param>
/// <param name="Drift">What is not as the manifest says.</param>
internal sealed record TableState(string Name, string Status, long Items, IReadOnlyList<string> Drift);

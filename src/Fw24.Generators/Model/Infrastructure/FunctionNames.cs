namespace Fw24.Generators.Model.Infrastructure;

/// <summary>The names of a function.</summary>
/// <param name="Name">The name within the app, as in <c>FW24_FUNCTION</c>: <c>orders-stream</c>.</param>
/// <param name="FunctionName">The name of which the one in AWS derives: <c>orders-orders-stream</c>.</param>
internal sealed record FunctionNames(string Name, string FunctionName);

namespace Fw24.Generators.Model.Infrastructure;

/// <summary>A function's names.</summary>
/// <param name="Name">Within the app, as <c>FW24_FUNCTION</c> says it: <c>orders-stream</c>.</param>
/// <param name="FunctionName">In AWS.</param>
internal sealed record FunctionNames(string Name, string FunctionName);

namespace Fw24.Operations.Status;

/// <summary>A deployed event source mapping.</summary>
/// <param name="Id">The mapping's id in AWS.</param>
/// <param name="Source">The ARN of the queue or stream.</param>
/// <param name="State">The state, such as <c>Enabled</c>.</param>
/// <param name="LastResult">The result of its last invocation, such as <c>OK</c>.</param>
internal sealed record MappingState(string? Id, string? Source, string? State, string? LastResult);

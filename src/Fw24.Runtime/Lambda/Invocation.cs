namespace Fw24.Lambda;

/// <summary>An invocation received from the runtime API.</summary>
/// <param name="RequestId">The id (<c>Lambda-Runtime-Aws-Request-Id</c>).</param>
/// <param name="Deadline">The time at which Lambda ends it (<c>Lambda-Runtime-Deadline-Ms</c>).</param>
/// <param name="TraceHeader">The X-Ray trace header (<c>Lambda-Runtime-Trace-Id</c>), if there is one.</param>
/// <param name="Payload">The event. Its memory is reused by the next invocation of the same poll.</param>
internal readonly record struct Invocation(string RequestId, DateTimeOffset Deadline, string? TraceHeader, ReadOnlyMemory<byte> Payload);

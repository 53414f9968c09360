namespace Fw24.Lambda;

/// <summary>An invocation that the runtime API handed over.</summary>
/// <param name="RequestId">Its id (<c>Lambda-Runtime-Aws-Request-Id</c>).</param>
/// <param name="Deadline">When Lambda ends it (<c>Lambda-Runtime-Deadline-Ms</c>).</param>
/// <param name="TraceHeader">Its X-Ray trace header (<c>Lambda-Runtime-Trace-Id</c>), if there is one.</param>
/// <param name="Payload">The event. Its memory is used again by the next invocation.</param>
internal readonly record struct Invocation(string RequestId, DateTimeOffset Deadline, string? TraceHeader, ReadOnlyMemory<byte> Payload);

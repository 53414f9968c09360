namespace Fw24;

/// <summary>A function of the app. The Lambda loop, Fw24.Local, tests and other hosts all call the same delegate.</summary>
/// <param name="payload">The event, as UTF-8 JSON. Valid until the task ends.</param>
/// <param name="context">The host's information about the invocation.</param>
/// <param name="cancellationToken">Cancelled when the host gives up.</param>
/// <returns>The response, as UTF-8 JSON: always a partial batch response.</returns>
public delegate ValueTask<ReadOnlyMemory<byte>> FunctionHandler(
    ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken);

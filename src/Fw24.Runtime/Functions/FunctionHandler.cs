namespace Fw24;

/// <summary>A function of the app. The Lambda loop, Fw24.Local, a test and any other host call the same one.</summary>
/// <param name="payload">The event, as UTF-8 JSON. Valid until the task ends.</param>
/// <param name="context">What the host says of the invocation.</param>
/// <param name="cancellationToken">Cancelled when the host gives up.</param>
/// <returns>The answer, as UTF-8 JSON: always a partial batch response.</returns>
public delegate ValueTask<ReadOnlyMemory<byte>> FunctionHandler(
    ReadOnlyMemory<byte> payload, InvocationContext context, CancellationToken cancellationToken);

namespace Orders.Local.Wires;

/// <summary>Invokes a function with an event.</summary>
/// <returns>The function's response; <see langword="null"/> if it failed as a whole.</returns>
internal delegate Task<ReadOnlyMemory<byte>?> InvokeFunction(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

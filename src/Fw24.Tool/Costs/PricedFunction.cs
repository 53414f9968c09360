namespace Fw24.Tool.Costs;

/// <summary>A function and its event source mapping.</summary>
/// <param name="Name">The function.</param>
/// <param name="MemoryMegabytes">Its memory.</param>
/// <param name="IsArm">Indicates whether it runs on Arm.</param>
/// <param name="BatchSize">The maximum number of records or messages of an invocation.</param>
/// <param name="WindowSeconds">How long the mapping waits for a batch to fill.</param>
internal sealed record PricedFunction(string Name, int MemoryMegabytes, bool IsArm, int BatchSize, int WindowSeconds);

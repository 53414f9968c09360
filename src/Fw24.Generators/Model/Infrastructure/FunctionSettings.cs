namespace Fw24.Generators.Model.Infrastructure;

/// <summary>The settings of a function: its own, or the app's.</summary>
/// <param name="TimeoutSeconds">The maximum duration of an invocation.</param>
/// <param name="MemoryMegabytes">The memory.</param>
internal sealed record FunctionSettings(int TimeoutSeconds, int MemoryMegabytes);

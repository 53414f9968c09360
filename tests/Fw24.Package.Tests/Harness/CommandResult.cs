namespace Fw24.Package.Tests.Harness;

/// <summary>What a command answered.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
internal sealed record CommandResult(int ExitCode, string Output);

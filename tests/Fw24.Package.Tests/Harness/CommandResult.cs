namespace Fw24.Package.Tests.Harness;

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its output.</param>
internal sealed record CommandResult(int ExitCode, string Output);

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>The end of a process, at a step of it.</summary>
internal sealed class KilledException : Exception;

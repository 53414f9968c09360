namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>An entity that keeps nothing of its items: what is restored is raw.</summary>
public sealed class Row;

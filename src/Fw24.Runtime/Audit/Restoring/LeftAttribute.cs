namespace Fw24.Audit;

/// <summary>An attribute that a restore leaves as it is.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Reason">The reason.</param>
public readonly record struct LeftAttribute(string Name, LeftReason Reason);

namespace Fw24.Generators.Rules.Subjects.Locks;

/// <summary>A lock that differs from the code, where no other rule applies.</summary>
/// <param name="Class">The first class that differs, with <c>global::</c>; empty without one.</param>
internal sealed record OutdatedLock(string Class);

namespace Fw24.Audit.Records;

/// <summary>A step of a path: a name, or an index into a list.</summary>
/// <param name="Name">The name; <see langword="null"/> for an index.</param>
/// <param name="Index">The index; -1 for a name.</param>
internal readonly record struct PathStep(string? Name, int Index);

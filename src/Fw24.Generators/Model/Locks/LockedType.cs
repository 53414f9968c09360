namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about a type nested in entities.</summary>
/// <param name="Name">Its full name, without <c>global::</c>.</param>
/// <param name="Attributes">Its stored attributes, in ordinal order of their names.</param>
internal sealed record LockedType(string Name, EquatableArray<LockedAttribute> Attributes);

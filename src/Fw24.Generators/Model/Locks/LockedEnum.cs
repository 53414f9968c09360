namespace Fw24.Generators.Model.Locks;

/// <summary>The locked facts about an enum.</summary>
/// <param name="Name">Its full name, without <c>global::</c>.</param>
/// <param name="Unknown">The member that is read for unknown names; <see langword="null"/> without one.</param>
/// <param name="Members">Its members, in ordinal order of their names.</param>
internal sealed record LockedEnum(string Name, string? Unknown, EquatableArray<LockedMember> Members);

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its name, which items contain.</param>
/// <param name="Value">Its number in decimal, which tells a renamed member from a removed one.</param>
internal sealed record LockedMember(string Name, string Value);

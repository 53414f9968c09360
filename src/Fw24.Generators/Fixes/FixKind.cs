namespace Fw24.Generators.Fixes;

/// <summary>Specifies the edit that a code fix makes. Each kind documents its place, name and value.</summary>
internal enum FixKind
{
    /// <summary>Change an argument; place: the argument; name: the setting, empty for a positional one; value: an expression.</summary>
    ChangeArgument,

    /// <summary>Add an argument; place: the attribute; name: the setting; value: an expression.</summary>
    AddArgument,

    /// <summary>Remove an argument; place: the argument; name: the setting, or the argument itself if positional.</summary>
    RemoveArgument,

    /// <summary>Add an attribute; place: a class, property or parameter; name: that of the declaration; value: the attribute.</summary>
    AddAttribute,

    /// <summary>Remove an attribute; place: the attribute; name: the attribute as written.</summary>
    RemoveAttribute,

    /// <summary>Add a modifier; place: a class; value: the modifier.</summary>
    AddModifier,

    /// <summary>Remove a modifier; place: a class or property; name: the modifier.</summary>
    RemoveModifier,

    /// <summary>Change the accessibility; place: a class or property; value: the modifiers.</summary>
    ChangeAccess,

    /// <summary>Add <c>init</c> after <c>get</c>; place: a property.</summary>
    AddInit,

    /// <summary>Make a type non-nullable; place: a property or parameter; value: the type, after <c>required</c> if nothing else sets the property.</summary>
    DropNull,

    /// <summary>Add a base class; place: a class; value: the base.</summary>
    AddBase,
}

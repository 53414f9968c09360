namespace Fw24.Generators.Analyzers;

/// <summary>What a code fix writes. Each kind says what its place, name and value are.</summary>
internal enum FixKind
{
    /// <summary>Another value of an argument; place: the argument; name: the setting, empty for a positional one; value: an expression.</summary>
    ChangeArgument,

    /// <summary>A further argument; place: the attribute; name: the setting; value: an expression.</summary>
    AddArgument,

    /// <summary>One argument less; place: the argument; name: the setting, or the argument itself where it is positional.</summary>
    RemoveArgument,

    /// <summary>A further attribute; place: a class, property or parameter; name: whose; value: the attribute.</summary>
    AddAttribute,

    /// <summary>One attribute less; place: the attribute; name: the attribute as it is written.</summary>
    RemoveAttribute,

    /// <summary>A further modifier; place: a class; value: the modifier.</summary>
    AddModifier,

    /// <summary>One modifier less; place: a class or property; name: the modifier.</summary>
    RemoveModifier,

    /// <summary>Another accessibility; place: a class or property; value: the modifiers.</summary>
    ChangeAccess,

    /// <summary>An <c>init</c> beside the <c>get</c>; place: a property.</summary>
    AddInit,

    /// <summary>A type that is never null; place: a property or parameter; value: the type, after <c>required</c> where nothing else sets the property.</summary>
    DropNull,

    /// <summary>A base class; place: a class; value: the base.</summary>
    AddBase,
}

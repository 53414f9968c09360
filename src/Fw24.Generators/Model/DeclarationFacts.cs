namespace Fw24.Generators.Model;

/// <summary>What may keep emitted code from using a class.</summary>
[Flags]
internal enum DeclarationFacts
{
    None = 0,
    Abstract = 1,
    Static = 2,

    /// <summary>It or a type around it has type parameters.</summary>
    Generic = 4,

    FileLocal = 8,

    /// <summary>It or a type around it is private or protected.</summary>
    Inaccessible = 16,

    /// <summary>It has no public constructor.</summary>
    WithoutPublicConstructor = 32,

    Struct = 64,
}

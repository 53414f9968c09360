namespace Fw24.Generators.Fixes;

/// <summary>Specifies whether the violations of a rule can be fixed together.</summary>
internal enum FixScope
{
    /// <summary>Each place needs a review: the fix names, adds or replaces a physical resource, or affects stored items.</summary>
    OneByOne,

    /// <summary>All places can be fixed at once.</summary>
    Everywhere,
}

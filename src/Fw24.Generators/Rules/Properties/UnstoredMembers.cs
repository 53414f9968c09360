using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Properties;

/// <summary>Explains why a member is not stored, and how to store it.</summary>
internal static class UnstoredMembers
{
    /// <summary>Describes why a member is not stored.</summary>
    public static string Why(UnstoredReason reason) => reason switch
    {
        UnstoredReason.Ignored => "it has [DynamoIgnore]",
        UnstoredReason.Field => "it is a field",
        UnstoredReason.NotPublic => "it is not public",
        UnstoredReason.NoGetter => "it has no getter",
        UnstoredReason.UnreachableGetter => "generated code cannot call its getter",
        UnstoredReason.UnseenSetter => "another assembly declares it and shows no setter",
        UnstoredReason.Reference => "it returns a reference and has no setter",
        UnstoredReason.Hidden => "a member with the same name hides it and is not stored either",
        UnstoredReason.Replaced => "a property with the same name hides it and has none of its attributes",
        UnstoredReason.Generated => "another generator adds it, whose code Fw24's does not see",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>Describes how to store a member.</summary>
    public static string Remedy(UnstoredReason reason) => reason switch
    {
        UnstoredReason.Field => "Make it a property",
        UnstoredReason.NotPublic => "Make it public, store it with [DynamoAttribute]",
        UnstoredReason.NoGetter => "Add a getter",
        UnstoredReason.UnreachableGetter => "Make its getter public",
        UnstoredReason.UnseenSetter => "Add a public or protected setter",
        UnstoredReason.Reference => "Add a setter",
        UnstoredReason.Hidden => "Rename one of them",
        UnstoredReason.Replaced => "Repeat the attributes",
        UnstoredReason.Generated => "Declare it in your own code, as a partial property for example",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}

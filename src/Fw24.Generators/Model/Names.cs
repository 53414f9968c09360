using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Model;

/// <summary>Names that generated code and other compilations agree on.</summary>
internal static class Names
{
    /// <summary>The class that reads the records of Amazon.Lambda.DynamoDBEvents.</summary>
    public const string LambdaRecords = "LambdaRecords";

    /// <summary>What the types that are generated of an entity are called after its name.</summary>
    public static IReadOnlyList<string> GeneratedSuffixes { get; } = ["Change", "ChangeHandler", "Changes", "Codec", "Key", "Table"];

    /// <summary>What the names of the types that are generated of an app end with.</summary>
    public static IReadOnlyList<string> AppSuffixes { get; } = ["App", "AppFunction", LambdaRecords];

    /// <summary>The member of <c>{App}App.Parts</c> that hands out a model: the full name with an underscore for each dot, as code spells it.</summary>
    /// <remarks>A name's own underscores are <c>_5F</c>, for <c>A.B_C</c> and <c>A_B.C</c> are two: no name begins with a digit.</remarks>
    public static string Part(string @namespace, string name)
        => Metadata(@namespace, name).Replace("_", "_5F").Replace(".", "_") is var part && SyntaxFacts.GetKeywordKind(part) is SyntaxKind.None ? part : "@" + part;

    /// <summary>A name as metadata have it.</summary>
    public static string Metadata(string @namespace, string name)
        => (@namespace.Length is 0 ? name : $"{@namespace}.{name}").Replace("@", "");

    /// <summary>A name, qualified as emitted code does.</summary>
    public static string Global(string @namespace, string name)
        => @namespace.Length is 0 ? $"global::{name}" : $"global::{@namespace}.{name}";
}
